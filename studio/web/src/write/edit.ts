// A change in the form becomes a change of the text, by the server, which keeps everything else as it stands.
import { post } from '../api/client';
import type { Edit } from '../api/model';
import { read_model } from '../state/checking';
import { one_after_the_other } from '../state/on_its_way';
import { current_file, edited_text, write_draft } from '../state/packs';

/** Of the file that is named, whatever is looked at meanwhile. */
export async function edit(file: string, edits: Edit[]): Promise<void> {
  await change_text(file, async (text) => (await post<{ text: string }>('edit', { text, edits })).text);
  if (current_file.value === file) await read_model();
}

/** `change` makes a new text of the one that it is given. The new text; null where there is none to change. */
export function change_text(file: string, change: (text: string) => Promise<string>): Promise<string | null> {
  return one_after_the_other(async () => {
    for (;;) {
      const text = edited_text(file);
      if (text === null) return null;
      const changed = await change(text);
      // Somebody may have typed in the text meanwhile: it is changed anew, as it stands there now.
      if (edited_text(file) !== text) continue;
      write_draft(file, changed);
      return changed;
    }
  });
}
