// A day by the browser's calendar, or a moment: a day with a time, in the pack's time zone or in one of its own.
import type { FieldIds } from '../../parts/field';
import { read_only } from '../../state/session';
import { words } from '../../words/words';
import type { Failure } from './form_file';
import { ids_with, NotTaken, use_typed_value } from './typed_value';

const DAY = /^\d{4}-\d\d-\d\d$/;
const MOMENT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/i;

interface DateInputProps {
  ids: FieldIds;
  value: string;
  commit: (text: string) => Promise<Failure | null>;
}

export function DateInput({ ids, value, commit }: DateInputProps) {
  const say = words.value.write;
  const typed = use_typed_value(value, {
    commit: (text) => commit(in_full(text)), fault: (text) => DAY.test(text) || MOMENT.test(text) ? '' : say.date_wrong,
  });
  const day = value === '' || DAY.test(value);
  return (
    <span class="row moment">
      <input {...ids_with(ids, typed)} type={day ? 'date' : 'text'} class={day ? 'short' : 'short code'} readOnly={read_only.value} value={typed.shown}
        spellcheck={false} onInput={(event) => typed.input(event.currentTarget.value)} onBlur={typed.leave} />
      {!read_only.value && value !== '' && (
        <button type="button" class="small" onClick={() => commit(day ? `${value}T00:00:00` : value.slice(0, 10))}>
          {day ? say.with_time : say.day_only}
        </button>
      )}
      <NotTaken ids={ids} typed={typed} />
    </span>
  );
}

/** TOML wants seconds. */
const in_full = (text: string): string => text.replace(' ', 'T').replace(/^(.{10}T\d\d:\d\d)(?!:)/, '$1:00');
