// Goes from change to change in the page: through all of them, or those of one rule.
import type { Mark } from '../api/types';
import { words } from '../words/words';
import { look_at, looked_at_rule, marks_of, rule_of, shown_mark } from './looked_at';

export function ChangeBar({ marks }: { marks: Mark[] }) {
  const say = words.value.see;
  const rules = [...new Set(marks_of(marks, '').map(rule_of))];
  const rule = looked_at_rule.value;
  const through = marks_of(marks, rule);
  const at = through.findIndex((mark) => mark.id === shown_mark.value?.id);
  const step = (by: number): void => {
    const from = at < 0 && by < 0 ? 0 : at;
    shown_mark.value = through[(from + by + through.length) % through.length] ?? null;
  };
  if (rules.length === 0 && rule === '') return null;
  return (
    <div class="change-bar row" role="group" aria-label={say.marks}>
      <label class="inline">
        <span>{say.changes_of}</span>
        <select value={rule} onChange={(event) => look_at(marks, event.currentTarget.value)}>
          <option value="">{say.all_rules}</option>
          {[...new Set([...rules, ...rule ? [rule] : []])].map((one) => <option key={one} value={one}>{one}</option>)}
        </select>
      </label>
      <button type="button" class="small" disabled={through.length === 0} onClick={() => step(-1)}>{words.value.previous}</button>
      <button type="button" class="small" disabled={through.length === 0} onClick={() => step(1)}>{words.value.next}</button>
      <span role="status">{through.length === 0 ? say.nothing_of(rule)
        : at < 0 ? say.changes(through.length) : say.change_at(at + 1, through.length, through[at]!.id, say.kinds[through[at]!.kind])}</span>
    </div>
  );
}
