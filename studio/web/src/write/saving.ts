// Saves the pack that is open, and says so.
import { all_arrived } from '../state/on_its_way';
import { current_file, save_pack } from '../state/packs';
import { read_only } from '../state/session';
import { say, say_problem } from '../state/saying';
import { words } from '../words/words';

let saving = false;

export function save_current(): void {
  const file = current_file.value;
  if (file === null || read_only.value || saving) return;
  saving = true;
  all_arrived().then(() => save_pack(file))
    .then((done) => { if (done) say(words.value.write.saved); })
    .catch(say_problem)
    .finally(() => { saving = false; });
}

/** Ctrl S and Command S save, in whichever view. */
export function save_by_keyboard(): void {
  addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') {
      event.preventDefault();
      save_current();
    }
  });
}
