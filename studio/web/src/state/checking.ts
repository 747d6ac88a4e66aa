// The checker's findings and the tree of the text, asked anew while somebody types.
import { computed, effect, signal } from '@preact/signals';
import { post, Refusal } from '../api/client';
import { items, member, members, text_of, type TomlNode } from '../api/model';
import type { Diagnostic } from '../api/types';
import { after_a_pause, asking } from './asking';
import { keep_fresh } from './disk_watch';
import { current_file, current_text, drafts, pack_list } from './packs';
import { unwritten } from './unwritten';

const PAUSE_MS = 250;

const check = asking<{ diagnostics: Diagnostic[]; digest: string }>();
export const checking = check.busy;
export const diagnostics = computed<Diagnostic[]>(() => (check.answer.value?.diagnostics ?? []).filter((one) => !one.silenced));
export const own_diagnostics = computed(() => diagnostics.value.filter((one) => one.file === current_file.value));
export const other_diagnostics = computed(() => diagnostics.value.filter((one) => one.file !== current_file.value));

export interface Model {
  file: string;
  /** The text that the tree was read from. */
  text: string;
  tree: TomlNode;
  /** Which way each language is written that a notice has a text in, as the engine knows it. */
  directions: Record<string, 'ltr' | 'rtl'>;
}

/** The last tree that could be read; the text may have gone on. */
export const model = signal<Model | null>(null);
export const text_is_broken = signal(false);

const reading = asking<{ model: TomlNode | null; errors: unknown[]; directions: Model['directions'] }>();

/** What the pack has given a name to, however it is written there. */
export const names_of = (section: 'notices' | 'regions'): string[] =>
  members(member(model.value?.tree, section)).map(([name]) => name);

let asked_for: { file: string; text: string; done: Promise<void> } | null = null;

/** Done once the tree is that of the text; whoever asks for the same meanwhile waits for the same answer. */
export async function read_model(): Promise<void> {
  const file = current_file.value;
  const text = current_text.value;
  if (file === null || text === null) return;
  if (model.value?.file === file && model.value.text === text) return;
  if (asked_for?.file !== file || asked_for.text !== text) {
    const mine = { file, text, done: read_tree(file, text).finally(() => { if (asked_for === mine) asked_for = null; }) };
    asked_for = mine;
  }
  await asked_for.done;
}

async function read_tree(file: string, text: string): Promise<void> {
  const answer = await reading.ask((stop) => post('model', { text }, stop));
  if (!answer || current_file.value !== file || current_text.value !== text) return;
  text_is_broken.value = !answer.model || (answer.errors ?? []).length > 0;
  if (answer.model && !text_is_broken.value) {
    model.value = { file, text, tree: answer.model, directions: answer.directions };
  }
}

async function check_now(): Promise<void> {
  const file = current_file.value;
  if (file === null) return;
  await check.ask((stop) => post('check', { file, drafts: drafts.value }, stop));
}

/** A pack that is here alone is listed as its text says; of the others the server tells. */
function keep_unwritten_entries(): void {
  effect(() => {
    const read = model.value;
    const own = read && unwritten.value[read.file];
    if (!own) return;
    const head = member(read.tree, 'pack');
    const count = (severity: string): number => own_diagnostics.value.filter((one) => one.severity === severity).length;
    const entry = {
      ...own.entry, id: text_of(member(head, 'id')), title: text_of(member(head, 'title')),
      rules: items(member(read.tree, 'rules')).map((rule) => ({ id: text_of(member(rule, 'id')), line: rule.line })),
      errors: count('error'), warnings: count('warning'),
    };
    if (JSON.stringify(entry) !== JSON.stringify(own.entry))
      unwritten.value = { ...unwritten.value, [read.file]: { ...own, entry } };
  });
}

export function keep_checking(): void {
  keep_unwritten_entries();
  const soon = after_a_pause(PAUSE_MS, () => {
    read_model().catch((error) => { if (!(error instanceof Refusal)) throw error; });
    check_now().catch((error) => { if (!(error instanceof Refusal)) throw error; });
  });
  effect(() => {
    void drafts.value;
    void pack_list.value?.digest;
    void current_text.value;
    void current_file.value;
    soon();
  });
  keep_fresh(check, ({ digest }) => digest, soon);
}
