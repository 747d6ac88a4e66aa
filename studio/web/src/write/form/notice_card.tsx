// A notice: its kind, and its words in every language side by side, each with a preview.
import { useState } from 'preact/hooks';
import { member, members, text_of, type TomlNode } from '../../api/model';
import { find_key, type Table } from '../../api/vocabulary';
import { About } from '../../parts/about';
import { Field } from '../../parts/field';
import { model } from '../../state/checking';
import { read_only } from '../../state/session';
import { name_of_key, shown_language, words } from '../../words/words';
import { show_line } from '../editor/text_pane';
import { focus_after } from './focus';
import { use_edit } from './form_file';
import { Card } from './card';
import { NoticePreview } from './notice_preview';
import { TableFields } from './table_fields';
import { ids_with, NotTaken, use_typed_value } from './typed_value';

interface NoticeCardProps {
  name: string;
  table: Table;
  node: TomlNode;
}

export function NoticeCard({ name, table, node }: NoticeCardProps) {
  const edit = use_edit();
  const say = words.value.notice;
  const texts = members(member(node, 'text'));
  const [language, set_language] = useState('');
  const path = ['notices', name];
  return (
    <Card title={<code>{name}</code>} of={name} line={node.line} show={show_line}
      remove={() => edit({ path, remove: true })}>
      <TableFields table={table} node={node} path={path} of={name} without={['text']} />
      <About text={find_key(table, 'text')?.about ?? say.markup} />
      <div class="languages" role="group" aria-label={name_of_key('text')}>
        {texts.map(([tag, text]) => <LanguageText key={tag} notice={name} tag={tag} node={text} />)}
      </div>
      {!read_only.value && (
        <form class="row" onSubmit={(event) => {
          event.preventDefault();
          if (language) edit({ path: [...path, 'text', language], set: '' });
          set_language('');
        }}>
          <Field label={say.add_language} about={say.add_language_about}>
            {(ids) => <input {...ids} class="code short" value={language} spellcheck={false} autocomplete="off"
              pattern="[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*" onInput={(event) => set_language(event.currentTarget.value.trim())} />}
          </Field>
          <button type="submit" disabled={language === ''}>{words.value.add}</button>
        </form>
      )}
    </Card>
  );
}

function LanguageText({ notice, tag, node }: { notice: string; tag: string; node: TomlNode }) {
  const edit = use_edit();
  const say = words.value.notice;
  const path = ['notices', notice, 'text', tag];
  const typed = use_typed_value(text_of(node), { commit: (text) => edit({ path, set: text }) });
  const [previewed, set_previewed] = useState(false);
  const label = `${shown_language(tag)} (${tag})`;
  return (
    <div class="language">
      <Field label={label}>
        {(ids) => (
          <>
            <textarea {...ids_with(ids, typed)} lang={tag} dir={model.value?.directions[tag]} rows={7} readOnly={read_only.value}
              value={typed.shown} onInput={(event) => typed.input(event.currentTarget.value)} onBlur={typed.leave} />
            <NotTaken ids={ids} typed={typed} />
          </>
        )}
      </Field>
      <p class="row">
        <button type="button" class="small" aria-pressed={previewed} onClick={() => set_previewed(!previewed)}
          aria-label={say.preview_of(notice, label)}>{say.preview}</button>
        {!read_only.value && (
          <button type="button" class="small quiet-button" aria-label={words.value.remove_what(label)}
            onClick={(event) => {
              const focus = focus_after(event.currentTarget, '.language', 'textarea', ':scope > form input');
              void edit({ path, remove: true }).then(focus);
            }}>{words.value.remove}</button>
        )}
      </p>
      {previewed && <NoticePreview notice={notice} language={tag} text={text_of(node)} />}
    </div>
  );
}
