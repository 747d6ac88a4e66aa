// Two texts, line by line: what is only in the one and only in the other.
interface LineDifferenceProps {
  before: string;
  after: string;
  before_title: string;
  after_title: string;
}

type Line = { sign: ' ' | '-' | '+'; text: string };
const CONTEXT = 2;

export function LineDifference({ before, after, before_title, after_title }: LineDifferenceProps) {
  const lines = near_changes(line_difference(before.split('\n'), after.split('\n')));
  return (
    <div class="difference">
      <p class="quiet"><del>− {before_title}</del> <ins>+ {after_title}</ins></p>
      <pre tabIndex={0}>
        {lines.map((line, index) => line === null
          ? <span key={index} class="gap">…{'\n'}</span>
          : line.sign === '-' ? <del key={index}>− {line.text}{'\n'}</del>
          : line.sign === '+' ? <ins key={index}>+ {line.text}{'\n'}</ins>
          : <span key={index}>  {line.text}{'\n'}</span>)}
      </pre>
    </div>
  );
}

/** The longest common subsequence of lines; the equal beginning and end are set aside first. */
function line_difference(before: string[], after: string[]): Line[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (end < before.length - start && end < after.length - start &&
         before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  const a = before.slice(start, before.length - end);
  const b = after.slice(start, after.length - end);
  const same = (text: string): Line => ({ sign: ' ', text });
  return [...before.slice(0, start).map(same), ...middle(a, b), ...before.slice(before.length - end).map(same)];
}

function middle(a: string[], b: string[]): Line[] {
  const width = b.length + 1;
  const common = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i * width + j] = a[i] === b[j]
        ? common[(i + 1) * width + j + 1]! + 1
        : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!);
    }
  }
  const lines: Line[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ sign: ' ', text: a[i]! });
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && common[(i + 1) * width + j]! >= common[i * width + j + 1]!)) {
      lines.push({ sign: '-', text: a[i++]! });
    } else {
      lines.push({ sign: '+', text: b[j++]! });
    }
  }
  return lines;
}

/** Lines that are equal are left out (null) unless a change is near. */
function near_changes(lines: Line[]): (Line | null)[] {
  const kept = lines.map((_, index) =>
    lines.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some((line) => line.sign !== ' '));
  return lines.flatMap((line, index) => kept[index] ? [line] : kept[index - 1] ?? index === 0 ? [null] : []);
}
