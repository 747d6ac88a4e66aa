// Tables within tables: one, or named ones.
import { useState } from 'preact/hooks';
import { members } from '../../api/model';
import { About } from '../../parts/about';
import { read_only } from '../../state/session';
import { name_of_key, words } from '../../words/words';
import { focus_after } from './focus';
import { use_edit } from './form_file';
import { beginning_of_table } from './beginning';
import { RemoveKey, type KeyFieldProps } from './key_field';
import { only_names } from './only_names';
import { TableFields } from './table_fields';

export function OneTable(props: KeyFieldProps) {
  const { table_key: key, node, path, of } = props;
  if (!key.inner) return null;
  return (
    <div class="key" data-key={key.name}>
      <fieldset class={`nested ${key.name}`}>
        <legend>{name_of_key(key.name)}</legend>
        <About text={key.about} />
        <TableFields table={key.inner} node={node} path={path} of={`${of}, ${name_of_key(key.name)}`} />
      </fieldset>
      <RemoveKey {...props} />
    </div>
  );
}

export function NamedTables(props: KeyFieldProps) {
  const edit = use_edit();
  const { table_key: key, node, path, of } = props;
  const [name, set_name] = useState('');
  const say = words.value;
  if (!key.inner) return null;
  const inner = key.inner;
  const kind = key.name === 'attributes' ? 'attributes' : key.name === 'regions' ? 'regions' : 'notices';
  return (
    <div class="key" data-key={key.name}>
      <fieldset class={`nested ${key.name}`}>
        <legend>{name_of_key(key.name)}</legend>
        <About text={key.about} />
        {members(node).map(([member, table]) => (
          <fieldset key={member} class="nested one">
            <legend><code>{member}</code></legend>
            <TableFields table={inner} node={table} path={[...path, member]} of={member} />
            {!read_only.value && (
              <button type="button" class="small quiet-button" onClick={(event) => {
                const focus = focus_after(event.currentTarget, '.nested.one', ':scope > button', ':scope > .row input');
                void edit({ path: [...path, member], remove: true }).then(focus);
              }}>
                {say.remove_what(member)}
              </button>
            )}
          </fieldset>
        ))}
        {!read_only.value && (
          <div class="row">
            <input class="code" aria-label={say.write.name_of[kind]} placeholder={say.write.name_of[kind]} value={name}
              spellcheck={false} onInput={(event) => set_name(event.currentTarget.value)} />
            <button type="button" class="small" disabled={name.trim() === ''} onClick={() => {
              edit({ path: [...path, name.trim()], set: beginning_of_table(inner, only_names([...path, name.trim()])) });
              set_name('');
            }}>{say.add}</button>
          </div>
        )}
      </fieldset>
      <RemoveKey {...props} of={of} />
    </div>
  );
}
