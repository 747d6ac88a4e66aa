// Compare: what the drafts change against what is in force, what is saved, or another folder of rules, in words.
import { computed, signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { post } from '../api/client';
import type { Diagnostic } from '../api/types';
import { Field } from '../parts/field';
import { LineDifference } from '../parts/line_difference';
import { asking } from '../state/asking';
import { drafts, has_drafts, saved } from '../state/packs';
import { go } from '../state/route';
import { session } from '../state/session';
import { words } from '../words/words';
import type { Difference, Earlier } from './differences';
import { ServedDifferences } from './served_differences';
import { WordsOfDifference } from './words_of_difference';

type With = 'in-force' | 'saved' | 'folder';
const compared_with = signal<With>('in-force');
/** At which of several sites that have different rules; empty: the one that reads this folder. */
const site = signal('');
const folder = signal('');
const archive = signal('');
const difference = asking<Difference>();

const sites = computed(() => session.value?.sites ?? []);
/** Whether there are others than those that are meant where no site is named. */
const sites_differ = computed(() => sites.value.some((one) => !one.is_default));
const site_meant = computed(() => site.value || sites.value.find((one) => one.is_default)?.name || '');

/** What can be compared with, as the choice names it: "in-force", "in-force newsroom". */
function ways(): [string, string][] {
  const say = words.value.compare;
  const in_force: [string, string][] = sites_differ.value
    ? sites.value.map(({ name }) => [`in-force ${name}`, say.in_force_at(name)]) : [['in-force', say.ways['in-force']]];
  return [...in_force, ['saved', say.ways.saved], ['folder', say.ways.folder]];
}

function compare(): void {
  const body = {
    drafts: drafts.value,
    with: compared_with.value,
    site: site.value,
    ...(compared_with.value === 'folder' && folder.value ? { old: folder.value } : {}),
    ...(archive.value ? { over: archive.value } : {}),
  };
  void difference.ask((stop) => post('diff', body, stop));
}

/** An answer about another side is no answer. */
function choose(chosen: string): void {
  const [way = 'in-force', at = ''] = chosen.split(' ') as [With, string?];
  compared_with.value = way;
  site.value = at;
  difference.drop();
  if (way !== 'folder') compare();
}

export function CompareView() {
  const say = words.value.compare;
  useEffect(() => { if (compared_with.value !== 'folder') compare(); }, []);
  const nothing = compared_with.value === 'saved' && !has_drafts.value;
  return (
    <div class="compare">
      <h2>{say.title}</h2>
      <p class="about">{say.about}</p>
      <form class="compare-form" onSubmit={(event) => { event.preventDefault(); compare(); }}>
        <Field label={say.with}>
          {(ids) => (
            <select {...ids} value={compared_with.value === 'in-force' && sites_differ.value ? `in-force ${site_meant.value}` : compared_with.value}
              onChange={(event) => choose(event.currentTarget.value)}>
              {ways().map(([way, name]) => <option key={way} value={way}>{name}</option>)}
            </select>
          )}
        </Field>
        {compared_with.value === 'folder' && (
          <Field label={say.folder} about={say.folder_about}>
            {(ids) => <input {...ids} class="code" value={folder.value} spellcheck={false}
              onInput={(event) => { folder.value = event.currentTarget.value; }} />}
          </Field>
        )}
        <Field label={say.over} about={say.over_about}>
          {(ids) => <input {...ids} class="code" value={archive.value} spellcheck={false}
            onInput={(event) => { archive.value = event.currentTarget.value; }} />}
        </Field>
        <p class="actions">
          <button type="submit" class="primary" disabled={nothing || difference.busy.value}>
            {difference.busy.value ? words.value.loading : say.run}
          </button>
        </p>
      </form>
      {nothing && <p class="hint">{say.no_drafts}</p>}
      {difference.problem.value && <p class="banner bad" role="alert">{difference.problem.value}</p>}
      {difference.answer.value && !nothing && <Found found={difference.answer.value} />}
    </div>
  );
}

function Found({ found }: { found: Difference }) {
  const say = words.value.compare;
  return (
    <>
      {found.earlier && <Basis earlier={found.earlier} />}
      <LeftOut errors={found.left_out ?? []} />
      <section aria-labelledby="words-title">
        <h3 id="words-title">{say.words}</h3>
        <WordsOfDifference text={found.text} />
      </section>
      {found.over && <ServedDifferences over={found.over} />}
      {compared_with.value !== 'folder' && has_drafts.value && (
        <section aria-labelledby="lines-title">
          <h3 id="lines-title">{say.text_changes}</h3>
          {Object.entries(drafts.value).map(([file, text]) => (
            <div key={file}>
              <p><code>{file}</code></p>
              <LineDifference before={saved.value[file]?.text ?? ''} after={text} before_title={say.saved_text} after_title={say.draft_text} />
            </div>
          ))}
        </section>
      )}
    </>
  );
}

/** What the other side is, and which packs it has not. */
function Basis({ earlier }: { earlier: Earlier }) {
  const say = words.value.compare;
  const { folder: where, required_approvals: needed, not_taken } = earlier;
  const at = sites_differ.value ? earlier.sites : [];
  return (
    <div class="basis">
      {compared_with.value === 'in-force' && <p>{say.in_force(where, needed, at)}</p>}
      {compared_with.value === 'saved' && <p>{say.saved_in(where)}</p>}
      {not_taken.map((one) => (
        <p key={one.file} class="banner caution">
          {one.lacks_approvals ? say.not_approved(one.file, one.approvals, needed)
            : (one.unreadable ? say.unreadable_on_disk : say.broken_on_disk)(one.file)}
        </p>
      ))}
    </div>
  );
}

/** A draft with a slip in it is compared once the slip is mended: it does not mean that its rules are to go. */
function LeftOut({ errors }: { errors: Diagnostic[] }) {
  const say = words.value.compare;
  return (
    <>
      {errors.map((one) => (
        <p key={one.file} class="banner bad" role="alert">
          {say.left_out(one.file)} {one.message}{' '}
          <button type="button" class="link" onClick={() => go({ view: 'write', file: one.file, line: one.line })}>
            {words.value.show_line(one.line)}
          </button>
        </p>
      ))}
    </>
  );
}
