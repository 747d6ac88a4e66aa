// The text editor: CodeMirror in a shadow tree, where its style sheets are adopted ones, as the page's CSP demands.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, StreamLanguage } from '@codemirror/language';
import { toml } from '@codemirror/legacy-modes/mode/toml';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { search, searchKeymap } from '@codemirror/search';
import { Annotation, Compartment, EditorState } from '@codemirror/state';
import { EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from '@codemirror/view';
import type { Diagnostic } from '../../api/types';
import { complete } from './completion';
import { shown_findings } from './findings_in_text';
import { key_hover } from './hover';
import { LINE_END, with_line_ends } from './line_ends';
import { look } from './look';

export interface EditorHooks {
  typed: (text: string) => void;
}

export interface Editor {
  /** Takes a text from elsewhere; the cursor and what has not changed stay. */
  set_text(text: string): void;
  /** Another pack: its text, without the history of the one before. Until then nothing can be typed. */
  open(text: string, may_edit: boolean): void;
  show_findings(findings: Diagnostic[]): void;
  go_to_line(line: number): void;
  close(): void;
}

const from_elsewhere = Annotation.define<boolean>();

export function make_editor(host: HTMLElement, label: string, hooks: EditorHooks): Editor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const parent = root.appendChild(document.createElement('div'));
  parent.style.height = '100%';
  const editable = new Compartment();
  // As it is on the disk, with the line ends that it has there: the editor itself knows only one sort.
  let whole = '';
  const extensions = [
    lineNumbers(), highlightActiveLineGutter(), highlightActiveLine(), history(), bracketMatching(), closeBrackets(),
    StreamLanguage.define(toml), lintGutter(), search({ top: true }),
    autocompletion({ override: [complete], icons: false }), key_hover, look, EditorView.lineWrapping,
    EditorState.tabSize.of(2),
    EditorView.contentAttributes.of({ 'aria-label': label, 'spellcheck': 'false', 'tabindex': '0' }),
    keymap.of([
      ...closeBracketsKeymap, ...completionKeymap, ...lintKeymap, ...searchKeymap, ...historyKeymap, ...defaultKeymap,
    ]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged && !update.transactions.some((one) => one.annotation(from_elsewhere))) {
        whole = with_line_ends(whole, update.changes, update.state.doc);
        hooks.typed(whole);
      }
    }),
  ];
  const state_of = (text: string, may_edit: boolean): EditorState => EditorState.create({
    doc: text, extensions: [...extensions, editable.of(EditorState.readOnly.of(!may_edit))],
  });
  const view = new EditorView({ state: state_of('', false), parent, root });
  return {
    set_text(text) {
      whole = text;
      const change = smallest_change(view.state.doc.toString(), text.replace(LINE_END, '\n'));
      if (!change) return;
      view.dispatch({
        changes: change, annotations: from_elsewhere.of(true),
        effects: EditorView.scrollIntoView(change.from, { y: 'nearest', yMargin: 48 }),
      });
    },
    open(text, may_edit) {
      whole = text;
      view.setState(state_of(text, may_edit));
    },
    show_findings(findings) { view.dispatch(setDiagnostics(view.state, shown_findings(view.state.doc, findings))); },
    go_to_line(line) {
      const there = view.state.doc.line(Math.min(Math.max(1, line), view.state.doc.lines));
      view.dispatch({ selection: { anchor: there.from }, effects: EditorView.scrollIntoView(there.from, { y: 'center' }) });
      view.focus();
    },
    close() {
      view.destroy();
      parent.remove();
    },
  };
}

function smallest_change(before: string, after: string): { from: number; to: number; insert: string } | null {
  if (before === after) return null;
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (end < before.length - start && end < after.length - start &&
         before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
}
