// Compare: what the drafts change against what is saved, or one folder of rules against another, in words.
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { post } from '../api/client';
import { Field } from '../parts/field';
import { LineDifference } from '../parts/line_difference';
import { asking } from '../state/asking';
import { drafts, has_drafts, saved } from '../state/packs';
import { words } from '../words/words';
import type { Difference } from './differences';
import { ServedDifferences } from './served_differences';
import { WordsOfDifference } from './words_of_difference';

type With = 'saved' | 'folder';
const compared_with = signal<With>('saved');
const folder = signal('');
const archive = signal('');
const difference = asking<Difference>();

function compare(): void {
  const body = {
    drafts: drafts.value,
    ...(compared_with.value === 'folder' && folder.value ? { old: folder.value } : {}),
    ...(archive.value ? { over: archive.value } : {}),
  };
  void difference.ask((stop) => post('diff', body, stop));
}

export function CompareView() {
  const say = words.value.compare;
  useEffect(() => { if (has_drafts.value) compare(); }, []);
  const nothing = compared_with.value === 'saved' && !has_drafts.value;
  return (
    <div class="compare">
      <h2>{say.title}</h2>
      <p class="about">{say.about}</p>
      <form class="compare-form" onSubmit={(event) => { event.preventDefault(); compare(); }}>
        <Field label={say.with}>
          {(ids) => (
            <select {...ids} value={compared_with.value}
              onChange={(event) => { compared_with.value = event.currentTarget.value as With; difference.answer.value = null; }}>
              <option value="saved">{say.with_saved}</option>
              <option value="folder">{say.with_folder}</option>
            </select>
          )}
        </Field>
        {compared_with.value === 'folder' && (
          <Field label={say.folder}>
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
      <section aria-labelledby="words-title">
        <h3 id="words-title">{say.words}</h3>
        <WordsOfDifference text={found.text} />
      </section>
      {found.over && <ServedDifferences over={found.over} />}
      {compared_with.value === 'saved' && (
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
