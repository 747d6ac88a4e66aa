// Controls for texts, lists of texts and numbers.
import { useRef, useState } from 'preact/hooks';
import type { FieldIds } from '../../parts/field';
import { read_only } from '../../state/session';
import { words } from '../../words/words';
import type { Failure } from './form_file';
import { ids_with, NotTaken, use_typed_value } from './typed_value';

interface ValueProps {
  ids: FieldIds;
  value: string;
  commit: (text: string) => Promise<Failure | null>;
  code?: boolean;
}

const LONG = 60;

const is_long = (text: string): boolean => text.length > LONG || text.includes('\n');

/** One line, or several where the text is long: not while somebody types in it, which would lose the focus. */
export function TextInput({ ids, value, commit, code }: ValueProps) {
  const typed = use_typed_value(value, { commit });
  const [focused, set_focused] = useState(false);
  const several = useRef(false);
  if (!focused) several.current = is_long(typed.shown);
  const shared = {
    ...ids_with(ids, typed), value: typed.shown, readOnly: read_only.value, class: code ? 'code' : undefined, spellcheck: !code,
    onFocus: () => set_focused(true),
    onBlur: () => {
      set_focused(false);
      typed.leave();
    },
  };
  if (several.current) {
    const rows = Math.min(12, Math.max(2, Math.ceil(typed.shown.length / LONG), typed.shown.split('\n').length));
    return (
      <>
        <textarea {...shared} rows={rows} onInput={(event) => typed.input(event.currentTarget.value)} />
        <NotTaken ids={ids} typed={typed} />
      </>
    );
  }
  return (
    <>
      <input {...shared} type="text" onInput={(event) => typed.input(event.currentTarget.value)} />
      <NotTaken ids={ids} typed={typed} />
    </>
  );
}

interface LinesProps {
  ids: FieldIds;
  lines: string[];
  commit: (lines: string[]) => Promise<Failure | null>;
  code?: boolean;
}

/**
 * A list, one a line. Once one of them has a line end, that is written `\n`, as in the pack's own text, and a backslash `\\`.
 * That does not change while somebody types, nor back: what is typed would be read in another way than it was written.
 */
export function LinesInput({ ids, lines, commit, code }: LinesProps) {
  const escapes = useRef(false);
  const focused = useRef(false);
  if (!focused.current) escapes.current ||= lines.some((line) => line.includes('\n'));
  const broken = escapes.current;
  const shown = (line: string): string => broken ? line.replaceAll('\\', '\\\\').replaceAll('\n', '\\n') : line;
  const meant = (line: string): string => broken ? line.replace(/\\(n|\\)/g, (_, c) => c === 'n' ? '\n' : '\\') : line;
  const typed = use_typed_value(lines.map(shown).join('\n'), {
    commit: (text) => commit(text.split('\n').map((line) => meant(line.trim())).filter((line) => line !== '')),
  });
  return (
    <>
      <textarea {...ids_with(ids, typed)} class={code ? 'code' : undefined} spellcheck={false} readOnly={read_only.value}
        rows={Math.max(1, typed.shown.split('\n').length)} value={typed.shown}
        onFocus={() => { focused.current = true; }} onInput={(event) => typed.input(event.currentTarget.value)}
        onBlur={() => {
          focused.current = false;
          typed.leave();
        }} />
      <NotTaken ids={ids} typed={typed} />
    </>
  );
}

export function NumberInput({ ids, value, commit }: { ids: FieldIds; value: string; commit: (value: number) => Promise<Failure | null> }) {
  const typed = use_typed_value(value, {
    commit: (text) => commit(Number(text)), fault: (text) => /^-?\d+$/.test(text) ? '' : words.value.write.number_wrong,
  });
  return (
    <>
      <input {...ids_with(ids, typed)} type="number" step="any" class="short" readOnly={read_only.value} value={typed.shown}
        onInput={(event) => typed.input(event.currentTarget.value)} onBlur={typed.leave} />
      <NotTaken ids={ids} typed={typed} />
    </>
  );
}
