// A table of names and texts, such as the fields of a response.
import { useId, useState } from 'preact/hooks';
import { members, text_of } from '../../api/model';
import { read_only } from '../../state/session';
import { name_of_key, words } from '../../words/words';
import { focus_after } from './focus';
import { use_edit, type Failure } from './form_file';
import type { KeyFieldProps } from './key_field';
import { TextInput } from './value_inputs';

export function NamedTexts({ table_key: key, node, path }: KeyFieldProps) {
  const edit = use_edit();
  const [name, set_name] = useState('');
  const say = words.value;
  const add = (): void => {
    if (name !== '') edit({ path: [...path, name], set: '' });
    set_name('');
  };
  return (
    <div class="named-texts">
      {members(node).map(([member, value]) => (
        <div class="row" key={member}>
          <code class="member">{member}</code>
          <LabelledText label={`${name_of_key(key.name)}: ${member}`} value={text_of(value)}
            commit={(text) => edit({ path: [...path, member], set: text })} />
          {!read_only.value && (
            <button type="button" class="remove" aria-label={say.remove_what(member)}
              onClick={(event) => {
                const focus = focus_after(event.currentTarget, '.row:has(.remove)', 'button.remove', '.row:last-child input');
                void edit({ path: [...path, member], remove: true }).then(focus);
              }}><span aria-hidden="true">×</span></button>
          )}
        </div>
      ))}
      {!read_only.value && (
        <div class="row">
          <input class="code member" aria-label={`${say.write.name} (${name_of_key(key.name)})`} placeholder={say.write.name}
            value={name} spellcheck={false} onInput={(event) => set_name(event.currentTarget.value.trim())} />
          <button type="button" class="small" disabled={name === ''} onClick={add}>{say.add}</button>
        </div>
      )}
    </div>
  );
}

function LabelledText({ label, value, commit }: { label: string; value: string; commit: (text: string) => Promise<Failure | null> }) {
  return (
    <span class="stretch">
      <TextInput ids={{ id: useId(), 'aria-label': label } as never} value={value} commit={commit} code />
    </span>
  );
}
