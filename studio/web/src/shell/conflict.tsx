// A file was changed on the disk and here: both texts, and three ways on.
import { useState } from 'preact/hooks';
import { current_file, conflicts, drafts, go_on_with_mine, keep_mine, saved, take_other_name, take_theirs } from '../state/packs';
import { doing, say_problem } from '../state/saying';
import { words } from '../words/words';
import { Dialog } from '../parts/dialog';
import { LineDifference } from '../parts/line_difference';

export function Conflict() {
  const file = current_file.value;
  const theirs = file ? conflicts.value[file] : undefined;
  const mine = file ? drafts.value[file] : undefined;
  if (!file || !theirs || mine === undefined) return null;
  const say = words.value.conflict;
  // Somebody else has taken the name of a pack that was never saved: there may be room for both.
  const is_new = saved.value[file]?.version === '';
  return (
    <Dialog title={say.title} wide>
      <p>{say.text}</p>
      <p><code>{file}</code></p>
      <LineDifference before={theirs.text} after={mine} before_title={say.theirs} after_title={say.mine} />
      <ul class="ways">
        <li>
          <button type="button" onClick={() => go_on_with_mine(file)}>{say.go_on}</button> <span>{say.go_on_about}</span>
        </li>
        <li>
          <button type="button" onClick={() => take_theirs(file)}>{say.take_theirs}</button>
          <span>{say.take_theirs_about}</span>
        </li>
        <li>
          <button type="button" onClick={doing(() => keep_mine(file))}>{say.keep_mine}</button>
          <span>{say.keep_mine_about}</span>
        </li>
        {is_new && <li><OtherName file={file} /></li>}
      </ul>
    </Dialog>
  );
}

function OtherName({ file }: { file: string }) {
  const say = words.value.conflict;
  const [id, set_id] = useState('');
  return (
    <form class="row" onSubmit={(event) => { event.preventDefault(); take_other_name(file, id).catch(say_problem); }}>
      <input aria-label={say.other_name} placeholder={say.other_name} value={id} spellcheck={false} autocomplete="off"
        onInput={(event) => set_id(event.currentTarget.value.trim())} />
      <button type="submit" disabled={!/^[A-Za-z0-9-]+$/.test(id)}>{say.rename}</button>
      <span>{say.rename_about}</span>
    </form>
  );
}
