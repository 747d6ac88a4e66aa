// Begins a pack from one of the templates.
import { useEffect, useState } from 'preact/hooks';
import { get, post } from '../api/client';
import type { Template } from '../api/types';
import { Dialog } from '../parts/dialog';
import { Field } from '../parts/field';
import { add_unwritten, packs, type Unsaved } from '../state/packs';
import { go } from '../state/route';
import { session } from '../state/session';
import { say_problem } from '../state/saying';
import { words } from '../words/words';

export function NewPack({ done }: { done: () => void }) {
  const say = words.value.create;
  const [templates, set_templates] = useState<Template[]>([]);
  const [template, set_template] = useState('blank');
  const [id, set_id] = useState('');
  const [publisher, set_publisher] = useState('');
  const [owner, set_owner] = useState('');
  const [site, set_site] = useState(session.value?.sites[0]?.hosts[0] ?? '');
  useEffect(() => {
    get<{ templates: Template[] }>('templates').then((answer) => set_templates(answer.templates)).catch(say_problem);
  }, []);
  const taken = packs.value.some((pack) => pack.id === id || pack.file === `${id}/${id}.toml`);
  const wrong = id !== '' && !/^[A-Za-z0-9-]+$/.test(id);
  const chosen = templates.find((one) => one.name === template);

  const create = async (): Promise<void> => {
    const { file, text, entry } = await post<Unsaved>('packs', { template, id, publisher, owner, site });
    add_unwritten(entry, text);
    done();
    go({ file, view: 'write' });
  };
  return (
    <Dialog title={say.title} close={done}>
      <form onSubmit={(event) => { event.preventDefault(); create().catch(say_problem); }}>
        <Field label={say.id} about={say.id_about} problem={wrong ? say.id_wrong : taken ? say.id_taken : undefined}>
          {(ids) => <input {...ids} value={id} required autofocus autocomplete="off" spellcheck={false}
            onInput={(event) => set_id(event.currentTarget.value.trim())} />}
        </Field>
        <Field label={say.template} about={say.template_about}>
          {(ids) => (
            <select {...ids} value={template} onChange={(event) => set_template(event.currentTarget.value)}>
              {templates.map((one) => (
                <option key={one.name} value={one.name}>
                  {one.title}
                </option>
              ))}
            </select>
          )}
        </Field>
        {chosen?.summary && <p class="template-about">{chosen.summary[0]?.toUpperCase()}{chosen.summary.slice(1)}</p>}
        <div class="two">
          <Field label={say.publisher} about={say.publisher_about}>
            {(ids) => <input {...ids} value={publisher} onInput={(event) => set_publisher(event.currentTarget.value)} />}
          </Field>
          <Field label={say.owner} about={say.owner_about}>
            {(ids) => <input {...ids} value={owner} onInput={(event) => set_owner(event.currentTarget.value.trim())} />}
          </Field>
        </div>
        <Field label={say.site} about={say.site_about}>
          {(ids) => <input {...ids} class="code" value={site} spellcheck={false}
            onInput={(event) => set_site(event.currentTarget.value.trim())} />}
        </Field>
        <p class="about">{say.create_about}</p>
        <p class="actions">
          <button type="submit" class="primary" disabled={id === '' || wrong || taken}>{say.create}</button>
          <button type="button" onClick={done}>{words.value.cancel}</button>
        </p>
      </form>
    </Dialog>
  );
}
