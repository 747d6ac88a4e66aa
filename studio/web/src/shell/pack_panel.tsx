// The packs of the folder, each with its state.
import { signal } from '@preact/signals';
import type { PackEntry } from '../api/types';
import { conflicts, current_file, drafts, pack_list } from '../state/packs';
import { go, link_to, route } from '../state/route';
import { read_only } from '../state/session';
import { shown_day, words } from '../words/words';
import { NewPack } from './new_pack';

const creating = signal(false);

export function PackPanel() {
  const say = words.value.packs;
  const packs = pack_list.value?.packs ?? [];
  return (
    <nav class="packs" aria-labelledby="packs-title">
      <div class="packs-head">
        <h2 id="packs-title">{say.title}</h2>
        {!read_only.value &&
          <button type="button" class="small" onClick={() => { creating.value = true; }}>{say.new}</button>}
      </div>
      {packs.length === 0 && <p class="quiet">{say.empty}</p>}
      <ul>
        {packs.map((pack) => <Entry key={pack.file} pack={pack} />)}
      </ul>
      {creating.value && <NewPack done={() => { creating.value = false; }} />}
    </nav>
  );
}

function Entry({ pack }: { pack: PackEntry }) {
  const say = words.value.packs;
  const here = current_file.value === pack.file;
  return (
    <li>
      <a href={link_to({ file: pack.file })} aria-current={here ? 'page' : undefined}
        onClick={(event) => { event.preventDefault(); go({ file: pack.file, view: route.value.view }); }}>
        <span class="pack-title">{pack.title || pack.id || pack.file}</span>
        <span class="pack-file">{pack.file}</span>
        <span class="chips">
          <StateChip pack={pack} />
          {pack.file in drafts.value && <span class="chip unsaved">{say.unsaved}</span>}
          {pack.file in conflicts.value && <span class="chip bad">{say.changed_on_disk}</span>}
        </span>
        <span class="pack-facts"><Facts pack={pack} /></span>
      </a>
    </li>
  );
}

/** Its state in words and by a sign, never by colour alone. */
export function StateChip({ pack }: { pack: PackEntry }) {
  const say = words.value.packs;
  const until = pack.state === 'in-force' || pack.state === 'expiring' ? pack.expires : null;
  const detail = until ? say.until(shown_day(until))
    : pack.state === 'not-yet' && pack.effective ? say.from(shown_day(pack.effective))
    : pack.state === 'review-due' && pack.review_by ? say.review_since(shown_day(pack.review_by)) : '';
  return <span class={`chip state ${pack.state}`}>{say.states[pack.state] ?? pack.state}{detail && ` ${detail}`}</span>;
}

function Facts({ pack }: { pack: PackEntry }) {
  const say = words.value.packs;
  const needed = pack_list.value?.required_approvals ?? 0;
  const holding = pack.counted_approvals ?? pack.approvals.filter((approval) => approval.holds).length;
  const facts = [
    pack.errors > 0 ? say.errors(pack.errors) : '',
    pack.warnings > 0 ? say.warnings(pack.warnings) : '',
    needed > 0 || holding > 0 ? say.approvals(holding, needed) : '',
  ].filter(Boolean);
  return <>{facts.join(' · ')}</>;
}
