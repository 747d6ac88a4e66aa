// The map as a list: every region, what its readers get, and by which rules.
import { signal } from '@preact/signals';
import type { RegionAnswer, WorldAnswer } from '../api/types';
import { shown_region } from '../parts/region_choices';
import { language } from '../state/preferences';
import { go } from '../state/route';
import { vocabulary } from '../state/session';
import { reader_by, reader_region } from '../state/situation';
import { words } from '../words/words';
import { answer_for, codes_shown } from './answers';
import { VERDICTS } from './patterns';

const typed = signal('');
const only_affected = signal(true);
const SHOWN = 300;

interface Row extends RegionAnswer {
  code: string;
  shown: string;
}

function rows(answer: WorldAnswer): Row[] {
  const wanted = typed.value.trim().toLocaleLowerCase();
  return codes_shown(answer, vocabulary.value?.regions ?? [])
    .map((code) => ({ code, shown: shown_region(code), ...answer_for(answer, code) }))
    .filter((row) => !only_affected.value || row.verdict !== 'none' || row.mixed)
    .filter((row) => wanted === '' || row.shown.toLocaleLowerCase().includes(wanted) || row.code.toLocaleLowerCase().startsWith(wanted))
    .sort((a, b) => VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) || a.shown.localeCompare(b.shown, language.value));
}

export function RegionTable({ answer, chosen, choose }:
    { answer: WorldAnswer; chosen: string; choose: (code: string) => void }) {
  const say = words.value.map;
  const found = rows(answer);
  return (
    <section class="region-list" aria-labelledby="regions-title">
      <h2 id="regions-title">{say.list}</h2>
      <div class="row">
        <input type="search" aria-label={say.search} placeholder={say.search} value={typed.value}
          onInput={(event) => { typed.value = event.currentTarget.value; }} />
        <span class="quiet" role="status">{say.count(found.length)}</span>
      </div>
      <label class="tick">
        <input type="checkbox" checked={only_affected.value} onChange={(event) => { only_affected.value = event.currentTarget.checked; }} />
        <span>{say.only_affected}</span>
      </label>
      <div class="scroll" tabIndex={0} role="group" aria-label={say.list}>
        <table>
          <thead><tr><th scope="col">{say.region}</th><th scope="col">{say.what}</th></tr></thead>
          <tbody>
            {found.slice(0, SHOWN).map((row) => <RegionRow key={row.code} row={row} chosen={row.code === chosen} choose={choose} />)}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function RegionRow({ row, chosen, choose }: { row: Row; chosen: boolean; choose: (code: string) => void }) {
  const say = words.value.map;
  return (
    <tr class={chosen ? 'chosen' : undefined} onClick={() => choose(row.code)}>
      <th scope="row">{row.shown} <code>{row.code}</code></th>
      <td>
        <span class={`verdict ${row.verdict}`}>{say.verdicts[row.verdict]}</span>
        {row.mixed && <span class="rules-of quiet">{say.mixed}</span>}
        {row.would_be && <span class="rules-of quiet">{say.would_be(say.verdicts[row.would_be])}</span>}
        {row.rules.length > 0 && <span class="rules-of quiet">{row.rules.join(', ')}</span>}
        <button type="button" class="link block" aria-label={say.see_as(row.shown)} onClick={(event) => {
          event.stopPropagation();
          reader_by.value = 'region';
          reader_region.value = row.code;
          go({ view: 'see' });
        }}>{say.see}</button>
      </td>
    </tr>
  );
}
