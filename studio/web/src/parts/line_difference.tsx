// Two texts, line by line, as the server compares them: what is only in the one and only in the other.
import { useEffect, useState } from 'preact/hooks';
import { post } from '../api/client';
import { words } from '../words/words';

interface LineDifferenceProps {
  before: string;
  after: string;
  before_title: string;
  after_title: string;
}

interface Line {
  sign: ' ' | '-' | '+';
  text: string;
}

interface Difference {
  lines: Line[];
  /** What the lines do not show. */
  differs_in: ('line-ends' | 'last-line-end' | 'byte-order-mark')[];
}

/** How many lines around a change are shown. */
const CONTEXT = 2;

export function LineDifference({ before, after, before_title, after_title }: LineDifferenceProps) {
  const [found, set_found] = useState<Difference | null>(null);
  const [problem, set_problem] = useState('');
  useEffect(() => {
    const stop = new AbortController();
    post<Difference>('lines', { before, after }, stop.signal)
      .then((answer) => {
        set_found(answer);
        set_problem('');
      })
      .catch((error) => { if (!stop.signal.aborted) set_problem(error instanceof Error ? error.message : String(error)); });
    return () => stop.abort();
  }, [before, after]);
  return (
    <div class="difference">
      <p class="quiet"><del>− {before_title}</del> <ins>+ {after_title}</ins></p>
      {problem && <p class="field-problem" role="alert">{problem}</p>}
      {found === null && !problem && <p class="quiet">{words.value.loading}</p>}
      {found?.differs_in.map((one) => <p key={one}>{words.value.differs_in[one]}</p>)}
      {found?.lines.some((line) => line.sign !== ' ')
        && <pre tabIndex={0}>{near_changes(found.lines).map((line, index) => <Shown key={index} line={line} />)}</pre>}
    </div>
  );
}

function Shown({ line }: { line: Line | null }) {
  if (line === null) return <span class="gap">…{'\n'}</span>;
  if (line.sign === '-') return <del>− {line.text}{'\n'}</del>;
  return line.sign === '+' ? <ins>+ {line.text}{'\n'}</ins> : <span>  {line.text}{'\n'}</span>;
}

/** Lines that are equal are left out (null) unless a change is near. */
function near_changes(lines: Line[]): (Line | null)[] {
  const kept = lines.map((_, index) =>
    lines.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some((line) => line.sign !== ' '));
  return lines.flatMap((line, index) => kept[index] ? [line] : kept[index - 1] ?? index === 0 ? [null] : []);
}
