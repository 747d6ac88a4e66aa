// Approve: who has signed this pack, signing it, and the sheet for the file.
import { useEffect, useState } from 'preact/hooks';
import { get, post } from '../api/client';
import type { Approval, KeyFile, PackEntry } from '../api/types';
import { Field } from '../parts/field';
import { current_file, current_pack, drafts, load_packs, saved } from '../state/packs';
import { say as say_line, say_problem } from '../state/saying';
import { is_unwritten } from '../state/unwritten';
import { read_only } from '../state/session';
import { shown_moment, words } from '../words/words';
import { SignOff } from './sign_off';

export function ApproveView() {
  const say = words.value.approve;
  const pack = current_pack.value;
  if (!pack) return <></>;
  return (
    <div class="approve">
      <section aria-labelledby="approvals-title" class="screen-only">
        <h2 id="approvals-title">{say.title}</h2>
        <p class="about">{say.about}</p>
        <Approvals approvals={pack.approvals} />
        <Signing key={pack.file} pack={pack} />
      </section>
      {!is_unwritten(pack.file) && <SignOff key={`${pack.file}-sheet`} pack={pack} />}
    </div>
  );
}

export function Approvals({ approvals }: { approvals: Approval[] }) {
  const say = words.value.approve;
  if (approvals.length === 0) return <p>{say.none}</p>;
  return (
    <table class="approvals">
      <thead><tr><th scope="col">{say.who}</th><th scope="col">{say.role}</th><th scope="col">{say.when}</th><th scope="col">{say.holds}</th></tr></thead>
      <tbody>
        {approvals.map((one, index) => (
          <tr key={index}>
            <th scope="row">{one.name ?? one.file}</th>
            <td>{one.role}</td>
            <td>{one.time ? shown_moment(one.time) : ''}</td>
            <td><span class={`chip ${one.holds ? 'good' : 'bad'}`}>{one.holds ? say.holds : say.void}</span> {one.reason}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Signing({ pack }: { pack: PackEntry }) {
  const say = words.value.approve;
  const [keys, set_keys] = useState<KeyFile[] | null>(null);
  const [key, set_key] = useState('');
  const [passphrase, set_passphrase] = useState('');
  const [note, set_note] = useState('');
  // The version that was read: another one is not what is signed.
  const [read, set_read] = useState<string | undefined>();
  const version = saved.value[pack.file]?.version;
  const sure = read !== undefined && read === version;
  const changed = read !== undefined && !sure;
  useEffect(() => { set_passphrase(''); }, [version]);
  useEffect(() => {
    get<{ keys: KeyFile[] }>('keys').then((answer) => {
      set_keys(answer.keys);
      set_key(answer.keys[0]?.path ?? '');
    }).catch(say_problem);
  }, []);
  if (read_only.value) return <p class="banner">{words.value.header.read_only_why}</p>;
  if (current_file.value && current_file.value in drafts.value) return <p class="banner caution">{say.save_first}</p>;
  if (pack.errors > 0) return <p class="banner bad">{say.errors_first}</p>;
  if (keys?.length === 0) return <p class="banner">{say.no_keys}</p>;
  const chosen = keys?.find((one) => one.path === key);
  const approve = async (): Promise<void> => {
    await post('approve', { file: pack.file, key, passphrase, note, version: read });
    set_passphrase('');
    set_note('');
    set_read(undefined);
    await load_packs();
    say_line(say.approved);
  };
  return (
    <form class="signing" onSubmit={(event) => { event.preventDefault(); approve().catch(say_problem); }}>
      <Field label={say.key}>
        {(ids) => (
          <select {...ids} value={key} onChange={(event) => set_key(event.currentTarget.value)}>
            {(keys ?? []).map((one) => <option key={one.path} value={one.path}>{one.name}{one.role ? `, ${one.role}` : ''}</option>)}
          </select>
        )}
      </Field>
      {chosen?.locked && (
        <Field label={say.passphrase} about={say.passphrase_about}>
          {(ids) => <input {...ids} type="password" autocomplete="off" value={passphrase}
            onInput={(event) => set_passphrase(event.currentTarget.value)} />}
        </Field>
      )}
      <Field label={say.note} about={say.note_about}>
        {(ids) => <input {...ids} value={note} onInput={(event) => set_note(event.currentTarget.value)} />}
      </Field>
      <label class="tick">
        <input type="checkbox" checked={sure} onChange={(event) => set_read(event.currentTarget.checked ? version : undefined)} />
        <span>{say.sure(pack.title)}</span>
      </label>
      {changed && <p class="banner caution" role="alert">{say.changed}</p>}
      <p class="actions"><button type="submit" class="primary" disabled={!sure || key === ''}>{say.approve}</button></p>
    </form>
  );
}
