// Saves the pack that is open, and says so.
import { current_file, save_pack } from '../state/packs';
import { read_only } from '../state/session';
import { say, say_problem } from '../state/saying';
import { words } from '../words/words';

export function save_current(): void {
  const file = current_file.value;
  if (file === null || read_only.value) return;
  save_pack(file).then((done) => { if (done) say(words.value.write.saved); }).catch(say_problem);
}
