// A change in the form becomes a change of the text, by the server, which keeps everything else as it stands.
import { post } from '../api/client';
import type { Edit } from '../api/model';
import { read_model, text_is_broken } from '../state/checking';
import { current_file, current_text, write_draft } from '../state/packs';
import { say_problem } from '../state/saying';

let before: Promise<void> = Promise.resolve();

/** One after the other: each edit sees the text that the one before has made. */
export function edit(...edits: Edit[]): Promise<void> {
  before = before.then(() => carry_out(edits)).catch(say_problem);
  return before;
}

async function carry_out(edits: Edit[]): Promise<void> {
  const file = current_file.value;
  if (file === null || text_is_broken.value) return;
  for (;;) {
    const text = current_text.value;
    if (text === null) return;
    const answer = await post<{ text: string }>('edit', { text, edits });
    if (current_file.value !== file) return;
    // Somebody may have typed in the text meanwhile: the edit is made anew, in what stands there now.
    if (current_text.value !== text) continue;
    write_draft(file, answer.text);
    return read_model();
  }
}
