// The editor beside the form: shows the pack's text, and takes what is typed there as a draft.
import { useEffect, useRef } from 'preact/hooks';
import { effect, signal } from '@preact/signals';
import { own_diagnostics } from '../../state/checking';
import { current_file, current_text, write_draft } from '../../state/packs';
import { go, route } from '../../state/route';
import { read_only } from '../../state/session';
import { language } from '../../state/preferences';
import { words } from '../../words/words';
import { make_editor } from './editor';

export function TextPane() {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!host.current) return;
    // Whose text stands in the editor: another pack may be chosen whose text has not come.
    const opened = signal<string | null>(null);
    const editor = make_editor(host.current, words.value.write.editor, {
      typed: (text) => {
        const file = opened.peek();
        if (file !== null) write_draft(file, text);
      },
    });
    const stop = [
      effect(() => {
        const file = current_file.value;
        const text = current_text.value;
        if (file === null || text === null) {
          if (opened.peek() !== null) editor.open('', false);
          opened.value = null;
          return;
        }
        if (opened.peek() !== file) editor.open(text, !read_only.value);
        else editor.set_text(text);
        opened.value = file;
      }),
      effect(() => { if (opened.value !== null) editor.show_findings(own_diagnostics.value); }),
      effect(() => {
        const { line } = route.value;
        if (line !== null && opened.value !== null && opened.value === current_file.value) editor.go_to_line(line);
      }),
    ];
    return () => {
      stop.forEach((one) => one());
      editor.close();
    };
  }, [language.value]);
  return (
    <section class="text-pane" aria-label={words.value.write.editor}>
      <div class="editor" ref={host} />
      <p class="about">{current_text.value === null ? words.value.loading : words.value.write.edit_text}</p>
    </section>
  );
}

/** Shows a line of the current pack in the editor. */
export function show_line(line: number): void {
  go({ view: 'write', line: null });
  go({ view: 'write', line });
}
