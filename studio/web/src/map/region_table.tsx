// The map as a list: every region, what its readers get, and by which rules.
import { signal } from '@preact/signals';
import type { RegionAnswer, WorldAnswer } from '../api/types';
import { shown_region } from '../parts/region_picker';
import { language } from '../state/preferences';
import { go } from '../state/route';
import { vocabulary } from '../state/session';
import { reader_by, reader_region } from '../state/situation';
import { words } from '../words/words';
import { answer_for, codes_shown } from './answers';
import { VERDICTS } from './patterns';

const typed = signal('');
const only_affected = signal(true);
const AT_ONCE = 300;
const shown_rows = signal(AT_ONCE);
/** The row whose buttons Tab reaches; the arrows go from row to row. */
const current = signal('');

interface Row extends RegionAnswer {
  code: string;
  shown: string;
}

function rows(answer: WorldAnswer): { found: Row[]; hidden: number } {
  const wanted = typed.value.trim().toLocaleLowerCase();
  const regions = vocabulary.value?.regions ?? [];
  // Whoever looks for a place finds every one that there is.
  const codes = wanted === '' ? codes_shown(answer, regions)
    : [...new Set([...Object.keys(answer.regions), ...regions.map((region) => region.code)])];
  const all = codes.map((code) => ({ code, shown: shown_region(code), ...answer_for(answer, code) }))
    .filter((row) => wanted === '' || row.shown.toLocaleLowerCase().includes(wanted) || row.code.toLocaleLowerCase().startsWith(wanted));
  const found = all.filter((row) => !only_affected.value || row.verdict !== 'none' || row.mixed)
    .sort((a, b) => VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) || a.shown.localeCompare(b.shown, language.value));
  return { found, hidden: all.length - found.length };
}

export function RegionTable({ answer, chosen, choose }:
    { answer: WorldAnswer; chosen: string; choose: (code: string) => void }) {
  const say = words.value.map;
  const { found, hidden } = rows(answer);
  const shown = found.slice(0, shown_rows.value);
  const tabbed = shown.some((row) => row.code === current.value) ? current.value : shown[0]?.code;
  return (
    <section class="region-list" aria-labelledby="regions-title">
      <h2 id="regions-title">{say.list}</h2>
      <div class="row">
        <input type="search" aria-label={say.search} placeholder={say.search} value={typed.value}
          onInput={(event) => { typed.value = event.currentTarget.value; shown_rows.value = AT_ONCE; }} />
        <span class="quiet" role="status">{say.count(found.length)}</span>
      </div>
      <label class="tick">
        <input type="checkbox" checked={only_affected.value} onChange={(event) => { only_affected.value = event.currentTarget.checked; }} />
        <span>{say.only_affected}</span>
      </label>
      <p class="about" id="regions-keys">{say.list_keys}</p>
      {typed.value.trim() !== '' && hidden > 0 &&
        <p><button type="button" class="link" onClick={() => { only_affected.value = false; }}>{say.unaffected(hidden)}</button></p>}
      <div class="scroll" role="group" aria-label={say.list} aria-describedby="regions-keys" onKeyDown={move}>
        <table>
          <thead><tr><th scope="col">{say.region}</th><th scope="col">{say.what}</th></tr></thead>
          <tbody>
            {shown.map((row) => <RegionRow key={row.code} row={row} chosen={row.code === chosen} tabbed={row.code === tabbed} choose={choose} />)}
          </tbody>
        </table>
        {found.length > shown.length &&
          <p><button type="button" class="small" onClick={() => { shown_rows.value += AT_ONCE; }}>{say.more(found.length - shown.length)}</button></p>}
      </div>
    </section>
  );
}

/** From a row's button to the same of another. */
function move(event: KeyboardEvent): void {
  const here = (event.target as HTMLElement).closest('tr');
  const all = [...here?.parentElement?.children ?? []] as HTMLElement[];
  const at = here ? all.indexOf(here) : -1;
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (to === undefined || at < 0) return;
  event.preventDefault();
  const row = all[Math.min(Math.max(to, 0), all.length - 1)];
  const column = (event.target as HTMLElement).closest('th') ? 'th button' : 'td button';
  row?.querySelector<HTMLElement>(column)?.focus();
}

interface RegionRowProps {
  row: Row;
  chosen: boolean;
  tabbed: boolean;
  choose: (code: string) => void;
}

function RegionRow({ row, chosen, tabbed, choose }: RegionRowProps) {
  const say = words.value.map;
  const tab = tabbed ? 0 : -1;
  return (
    <tr class={chosen ? 'chosen' : undefined} onFocusIn={() => { current.value = row.code; }}>
      <th scope="row">
        <button type="button" class="link" tabIndex={tab} aria-pressed={chosen} onClick={() => choose(row.code)}>{row.shown}</button>
        {' '}<code>{row.code}</code>
      </th>
      <td>
        <span class={`verdict ${row.verdict}`}>{say.verdicts[row.verdict]}</span>
        {row.mixed && <span class="rules-of quiet">{say.mixed}</span>}
        {row.would_be && <span class="rules-of quiet">{say.would_be(say.verdicts[row.would_be])}</span>}
        {row.rules.length > 0 && <span class="rules-of quiet">{row.rules.join(', ')}</span>}
        <button type="button" class="link block" tabIndex={tab} aria-label={say.see_as(row.shown)} onClick={() => {
          reader_by.value = 'region';
          reader_region.value = row.code;
          go({ view: 'see' });
        }}>{say.see}</button>
      </td>
    </tr>
  );
}
