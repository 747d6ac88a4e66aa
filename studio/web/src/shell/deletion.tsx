// A file that is open here was deleted on the disk: what is to become of its text.
import { current_file, discard, drafts, save_pack } from '../state/packs';
import { doing } from '../state/saying';
import { deleted, settle_deletion } from '../state/unwritten';
import { words } from '../words/words';
import { Dialog } from '../parts/dialog';

export function Deletion() {
  const [file] = deleted.value.includes(current_file.value ?? '') ? [current_file.value ?? ''] : deleted.value;
  if (file === undefined) return null;
  const say = words.value.deletion;
  return (
    <Dialog title={say.title}>
      <p><code>{file}</code></p>
      <p>{say.text}</p>
      <p class="about">{say.in_force}</p>
      <ul class="ways">
        <li><button type="button" onClick={doing(() => save_pack(file))}>{say.save}</button> <span>{say.save_about}</span></li>
        <li><button type="button" onClick={() => settle_deletion(file)}>{say.keep}</button> <span>{say.keep_about}</span></li>
        <li>
          <button type="button" onClick={() => discard(file)}>{say.let_go}</button>
          <span>{file in drafts.value ? say.let_go_about : ''}</span>
        </li>
      </ul>
    </Dialog>
  );
}
