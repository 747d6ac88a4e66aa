// A file was changed on the disk and here: both texts, and three ways on.
import { current_file, conflicts, drafts, go_on_with_mine, keep_mine, take_theirs } from '../state/packs';
import { doing } from '../state/saying';
import { words } from '../words/words';
import { Dialog } from '../parts/dialog';
import { LineDifference } from '../parts/line_difference';

export function Conflict() {
  const file = current_file.value;
  const theirs = file ? conflicts.value[file] : undefined;
  const mine = file ? drafts.value[file] : undefined;
  if (!file || !theirs || mine === undefined) return null;
  const say = words.value.conflict;
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
      </ul>
    </Dialog>
  );
}
