// The difference as `caveat diff` tells it: a line for each rule, and under it who gets what.
import { words } from '../words/words';

export function WordsOfDifference({ text }: { text: string }) {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 0) return <p>{words.value.compare.none}</p>;
  return (
    <div class="difference-words">
      {lines.map((line, index) => {
        const depth = Math.min(3, Math.floor((line.length - line.trimStart().length) / 2));
        const sign = /^\s*([+\-~*])\s/.exec(line)?.[1];
        const kind = sign === '+' ? 'gain' : sign === '-' ? 'lose' : sign ? 'change' : '';
        return <p key={index} class={`depth-${depth} ${kind}`}>{line.trim()}</p>;
      })}
    </div>
  );
}
