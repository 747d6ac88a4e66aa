// The packs of the folder and their rules, each with its states.
import { signal } from '@preact/signals';
import type { PackEntry } from '../api/types';
import { conflicts, current_file, drafts, pack_list, packs } from '../state/packs';
import { go, link_to, route } from '../state/route';
import { read_only } from '../state/session';
import { is_unwritten, unwritten } from '../state/unwritten';
import { words } from '../words/words';
import { NewPack } from './new_pack';
import { RuleStates, StateChips } from './state_chips';

const creating = signal(false);

export function PackPanel() {
  const say = words.value.packs;
  return (
    <nav class="packs" aria-labelledby="packs-title">
      <div class="packs-head">
        <h2 id="packs-title">{say.title}</h2>
        {!read_only.value &&
          <button type="button" class="small" onClick={() => { creating.value = true; }}>{say.new}</button>}
      </div>
      {packs.value.length === 0 && <p class="quiet">{say.empty}</p>}
      <ul>
        {packs.value.map((pack) => <Entry key={pack.file} pack={pack} />)}
      </ul>
      <HeldBack />
      {creating.value && <NewPack done={() => { creating.value = false; }} />}
    </nav>
  );
}

function Entry({ pack }: { pack: PackEntry }) {
  const say = words.value.packs;
  const { file } = pack;
  const here = current_file.value === file;
  const own = unwritten.value[file];
  return (
    <li>
      <a href={link_to({ file })} aria-current={here ? 'page' : undefined}
        onClick={(event) => { event.preventDefault(); go({ file, view: route.value.view }); }}>
        <span class="pack-title">{pack.title || pack.id || file}</span>
        <span class="pack-file">{file}</span>
        <span class="chips">
          {own ? <span class="chip bad">{own.was_deleted ? say.deleted : say.is_new}</span> : <StateChips pack={pack} />}
          {file in drafts.value && <span class="chip unsaved">{say.unsaved}</span>}
          {file in conflicts.value && <span class="chip bad">{say.changed_on_disk}</span>}
        </span>
        <span class="pack-facts"><Facts pack={pack} /></span>
      </a>
      {pack.rules.length > 0 && <Rules pack={pack} open={here} />}
    </li>
  );
}

/** Each rule with its own state; of a pack that is not on the disk there is none. */
function Rules({ pack, open }: { pack: PackEntry; open: boolean }) {
  const say = words.value.packs;
  const { file } = pack;
  return (
    <details class="pack-rules" open={open}>
      <summary aria-label={say.rules_of(pack.title || pack.id || file, pack.rules.length)}>{say.rules(pack.rules.length)}</summary>
      <ul>
        {pack.rules.map((rule, index) => (
          <li key={index}>
            <a href={link_to({ view: 'write', file })} title={rule.summary}
              onClick={(event) => { event.preventDefault(); go({ view: 'write', file, line: rule.line }); }}>{rule.id || say.nameless}</a>
            {!is_unwritten(file) && <span class="chips"><RuleStates states={rule.states ?? []} /></span>}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The proxy takes the folder as a whole: one pack that it would refuse keeps back every change of the others. */
function HeldBack() {
  const say = words.value.packs;
  const files = (pack_list.value?.packs ?? [])
    .filter((pack) => pack.states?.some((state) => state === 'draft' || state === 'unapproved')).map((pack) => pack.file);
  return files.length === 0 ? null : <p class="held-back">{say.held_back(files.join(', '))}</p>;
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
