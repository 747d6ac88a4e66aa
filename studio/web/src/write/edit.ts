// A change in the form becomes a change of the text, by the server, which keeps everything else as it stands.
import { post } from '../api/client';
import type { Edit, TomlNode } from '../api/model';
import { read_model, type Model } from '../state/checking';
import { one_after_the_other } from '../state/on_its_way';
import { current_file, edited_text, write_draft } from '../state/packs';
import { words } from '../words/words';
import { path_now } from './same_item';

/** Of the file that `drawn` names, whatever is looked at meanwhile. */
export async function edit(drawn: Model, edits: Edit[]): Promise<void> {
  const { file } = drawn;
  await change_text(file, async (text) =>
    (await post<{ text: string }>('edit', { text, edits: await edits_now(drawn, text, edits) })).text);
  if (current_file.value === file) await read_model();
}

/** The edits of a form that was drawn from another text than `text`: of the same rules and tests, wherever these stand now. */
async function edits_now(drawn: Model, text: string, edits: Edit[]): Promise<Edit[]> {
  if (drawn.text === text) return edits;
  const { model } = await post<{ model: TomlNode | null }>('model', { text });
  return edits.map((one) => {
    const path = model ? path_now(drawn.tree, model, one.path) : one.path;
    if (!path) throw new Error(words.value.write.gone);
    return { ...one, path };
  });
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
