// What is typed in the editor, which knows one sort of line end, in a text that may have others: they stay as they are.
import type { ChangeSet, Text } from '@codemirror/state';

export const LINE_END = /\r\n?|\n/g;

/** `before` after changes that were made to it as the editor has it; `after` is what the editor made of it. */
export function with_line_ends(before: string, changes: ChangeSet, after: Text): string {
  const plain = after.toString();
  if (!before.includes('\r')) return plain;
  const end = before.match(LINE_END)?.[0] ?? '\n';
  let made = '';
  let seen = 0;
  let at = 0;
  // Where in `before` the editor's position is.
  const place = (position: number): number => {
    for (; seen < position; seen++) at += before.startsWith('\r\n', at) ? 2 : 1;
    return at;
  };
  let kept = 0;
  changes.iterChanges((from, to, _from, _to, inserted) => {
    made += before.slice(kept, place(from)) + inserted.toString().replaceAll('\n', end);
    kept = place(to);
  });
  made += before.slice(kept);
  // Two halves of a line end that have come together are one: then all are of one sort.
  return made.replace(LINE_END, '\n') === plain ? made : plain.replaceAll('\n', end);
}
