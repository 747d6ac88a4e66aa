// The sign-off sheet, for paper: the pack in words, what it shows readers, its tests, who has signed.
import { useEffect } from 'preact/hooks';
import { find_key } from '../api/vocabulary';
import { NoticeWords } from '../parts/notice_words';
import { shown_region } from '../parts/region_choices';
import { session, vocabulary } from '../state/session';
import { name_of_key, shown_language, shown_moment, shown_word, words } from '../words/words';
import type { SheetContent, SheetRule } from './sheet_content';
import { SheetPreviews } from './sheet_previews';

export function Sheet({ title, content }: { title: string; content: SheetContent }) {
  const say = words.value.approve;
  // At the foot of each page of paper, so that no page can be taken for one of another sheet.
  useEffect(() => {
    const { style } = document.documentElement;
    style.setProperty('--sheet-foot', JSON.stringify(`${content.file} · ${content.digest}`));
    return () => style.removeProperty('--sheet-foot') && undefined;
  }, [content]);
  return (
    <article class="sheet" aria-label={say.sheet}>
      <p class="sheet-kind">{say.sheet}</p>
      <h3 class="sheet-title">{title}</h3>
      <p class="quiet">{content.file} · Caveat {session.value?.version} · {shown_moment(new Date().toISOString())}</p>
      <Values values={in_order(content.pack)} without={['title']} />
      <dl>
        <dt>{say.digest}</dt><dd><code>{content.digest}</code></dd>
        <dt>SHA-256</dt><dd><code>{content.sha256}</code></dd>
        <dt>{say.widgets}</dt><dd><code>{content.widgets}</code></dd>
      </dl>
      {content.regions.length > 0 && (
        <section>
          <h4>{words.value.write.sections.regions}</h4>
          {content.regions.map((region) => (
            <section key={region.name} class="sheet-part">
              <h5>{region.name}</h5>
              <Values values={{
                title: region.title, include: region.include.map(with_code), exclude: region.exclude.map(with_code),
                uncertain: (region.uncertain.length > 0 ? region.uncertain : ['inside']).map(shown_word),
              }} />
            </section>
          ))}
        </section>
      )}
      <section>
        <h4>{words.value.write.sections.rules}</h4>
        {content.rules.map((rule) => <RuleInWords key={rule.id} rule={rule} />)}
      </section>
      <section>
        <h4>{words.value.write.sections.notices}</h4>
        {content.notices.map((notice) => notice.texts.map((text) => (
          <section key={notice.id + text.language} class="sheet-notice">
            <h5>{notice.id}, {shown_language(text.language)}</h5>
            <NoticeWords paragraphs={text.words} language={text.language} direction={text.direction} />
          </section>
        )))}
      </section>
      <section>
        <h4>{words.value.write.sections.tests}</h4>
        <ul class="sheet-tests">{content.tests.map(({ name, passed }) => (
          <li key={name} class={passed ? '' : 'failed'}>{name}: <strong>{passed ? words.value.test.pass : words.value.test.fail}</strong></li>
        ))}</ul>
        {content.tests.length === 0 && <p>{words.value.test.none}</p>}
      </section>
      <SheetPreviews previews={content.previews} />
      <section>
        <h4>{say.title}</h4>
        {content.approvals.length === 0 && <p>{say.none}</p>}
        <ul>
          {content.approvals.map((one, index) => (
            <li key={index}>
              {one.name ?? one.file}{one.role ? `, ${one.role}` : ''}{one.time ? `, ${shown_moment(one.time)}` : ''}: {' '}
              {one.holds ? say.holds : `${say.void}. ${one.reason ?? ''}`}
            </li>
          ))}
        </ul>
      </section>
      <div class="signatures"><p>{say.place_and_day}</p><p>{say.signature}</p></div>
    </article>
  );
}

/** Whom it is for, on which pages, and what is done there, in the order of the language's own keys. */
function RuleInWords({ rule }: { rule: SheetRule }) {
  const say = words.value.approve;
  return (
    <section class="sheet-part">
      <h5>{rule.id}</h5>
      <Values values={{
        region: rule.regions.length > 0 ? rule.regions.map(with_code) : [say.everywhere],
        'unless.region': rule.excepted_regions.map(with_code),
        site: rule.sites.length > 0 ? rule.sites : [say.every_site],
        path: rule.paths.length > 0 ? rule.paths : [say.every_page],
        'unless.path': rule.excepted_paths,
      }} />
      <Values values={in_order(without_texts(rule.effect), 'rules')} />
    </section>
  );
}

const with_code = (region: string): string => shown_region(region) === region ? region : `${shown_region(region)} (${region})`;

/** The texts of notices have a part of their own. */
function without_texts(effect: Record<string, string[]>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(effect).filter(([key]) => !/^notices\..*\.text\./.test(key)));
}

/** As the language orders the keys of a table; of dotted ones the first part counts. */
function in_order(values: Record<string, string[]>, table = 'pack'): Record<string, string[]> {
  const names = find_key(vocabulary.value?.pack, table)?.inner?.keys.map((key) => key.name) ?? [];
  const place = (name: string): number => {
    const at = names.indexOf(name.split('.')[0] ?? name);
    return at < 0 ? names.length : at;
  };
  return Object.fromEntries(Object.entries(values).sort(([a], [b]) => place(a) - place(b)));
}

function Values({ values, without = [] }: { values: Record<string, string[]>; without?: string[] }) {
  const shown = Object.entries(values).filter(([key, texts]) => texts.length > 0 && !without.includes(key));
  if (shown.length === 0) return null;
  return (
    <dl>
      {shown.map(([key, texts]) => [
        <dt key={key}>{key.split('.').map(name_of_key).join(': ')}</dt>,
        <dd key={`${key}=`}>{texts.map((text, index) => <span key={index} class="block">{text}</span>)}</dd>,
      ])}
    </dl>
  );
}
