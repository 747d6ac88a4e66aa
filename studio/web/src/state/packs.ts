// The packs of the rules folder, the text of those that are open, and what has been typed and not saved.
import { batch, computed, effect, signal } from '@preact/signals';
import { get, in_address, post, put, Refusal } from '../api/client';
import type { PackEntry, PackList, PackText } from '../api/types';
import { go, route, stay_at } from './route';
import { deleted, forget_unwritten, is_unwritten, nothing_saved, settle_deletion, unwritten } from './unwritten';

export const pack_list = signal<PackList | null>(null);
/** As last read from or written to the disk, by file. */
export const saved = signal<Record<string, PackText>>({});
/** Typed and not saved, by file: what every question to the server carries. */
export const drafts = signal<Record<string, string>>({});
/** What is on the disk meanwhile, of files that were changed there and here. */
export const conflicts = signal<Record<string, PackText>>({});

/** Those on the disk, and those that are here alone. */
export const packs = computed<PackEntry[]>(() => {
  const listed = pack_list.value?.packs ?? [];
  const here = Object.values(unwritten.value).map(({ entry }) => entry).filter((one) => !listed.some((pack) => pack.file === one.file));
  return [...listed, ...here].sort((a, b) => a.file < b.file ? -1 : 1);
});
export const current_file = computed<string | null>(() => {
  const asked = route.value.file;
  const is_here = asked !== null && (asked in drafts.value || packs.value.some((pack) => pack.file === asked));
  return is_here ? asked : packs.value[0]?.file ?? null;
});
/** Where none was asked for, the first is shown, and goes on to be: others may come before it. */
export function keep_file(): void {
  effect(() => { if (current_file.value !== null && route.value.file === null) stay_at(current_file.value); });
}

let missed: string | null = null;

/** At each look. A file that is gone may be back at once; what is missed twice gives its place to what is shown instead. */
export function leave_file(is_gone: (file: string) => boolean): void {
  const asked = route.value.file;
  const shown = current_file.value;
  const is_missed = asked !== null && asked !== shown && is_gone(asked);
  if (is_missed && missed === asked && shown !== null) stay_at(shown);
  missed = is_missed ? asked : null;
}
export const current_pack = computed<PackEntry | null>(
  () => packs.value.find((pack) => pack.file === current_file.value) ?? null);
/** As it is edited here; null until it has come from the disk. */
export const edited_text = (file: string): string | null => drafts.value[file] ?? saved.value[file]?.text ?? null;
export const current_text = computed<string | null>(() => current_file.value === null ? null : edited_text(current_file.value));
export const has_drafts = computed(() => Object.keys(drafts.value).length > 0);

/** A pack that the server has made and not written. */
export interface Unsaved {
  file: string;
  text: string;
  entry: PackEntry;
}

let lists_asked = 0;
let list_shown = 0;

/** An answer that a later question has overtaken is not shown. */
export async function load_packs(): Promise<void> {
  const mine = ++lists_asked;
  const list = await get<PackList>('packs');
  if (mine < list_shown) return;
  list_shown = mine;
  batch(() => {
    pack_list.value = list;
    // What is on the disk now is no more here alone.
    for (const { file } of list.packs) forget_unwritten(file);
  });
}

export async function open_pack(file: string): Promise<void> {
  if (saved.value[file]) return;
  const text = await get<PackText>(`packs/${in_address(file)}`);
  // It may have been asked for twice, and edited and saved since the first answer.
  if (!saved.value[file]) saved.value = { ...saved.value, [file]: text };
}

/** Without the file's own text there is nothing to draft upon: it would be lost at the next save. */
export function write_draft(file: string, text: string): void {
  if (!saved.value[file]) return;
  if (saved.value[file]?.text === text && !is_unwritten(file)) drop_draft(file);
  else if (drafts.value[file] !== text) drafts.value = { ...drafts.value, [file]: text };
}

export function drop_draft(file: string): void {
  if (!(file in drafts.value)) return;
  const { [file]: _, ...rest } = drafts.value;
  drafts.value = rest;
}

export function settle_conflict(file: string): void {
  const { [file]: _, ...rest } = conflicts.value;
  conflicts.value = rest;
}

/** A pack that is here and not on the disk. */
export function add_unwritten(entry: PackEntry, text: string, was_deleted = false): void {
  const { file } = entry;
  batch(() => {
    saved.value = { ...saved.value, [file]: nothing_saved(file) };
    drafts.value = { ...drafts.value, [file]: text };
    unwritten.value = { ...unwritten.value, [file]: { entry, was_deleted } };
  });
}

/** Its text stays here as a draft, and what is to become of it is asked. False if nothing of it was here. */
export function note_deletion(file: string, entry: PackEntry | undefined): boolean {
  const text = edited_text(file);
  if (text === null || !entry) return false;
  batch(() => {
    settle_conflict(file);
    add_unwritten(entry, text, true);
    deleted.value = [...deleted.value, file];
  });
  return true;
}

/** Back to what is on the disk; a pack that is not there goes altogether. */
export function discard(file: string): void {
  batch(() => {
    drop_draft(file);
    if (is_unwritten(file)) forget_text(file);
    forget_unwritten(file);
  });
}

export function forget_text(file: string): void {
  const { [file]: _, ...rest } = saved.value;
  saved.value = rest;
}

/** Writes the draft; a change on the disk meanwhile becomes a conflict, and nothing is written. */
export async function save_pack(file: string): Promise<boolean> {
  const text = drafts.value[file];
  const before = saved.value[file];
  if (text === undefined || !before) return true;
  try {
    const { version } = await put<{ version: string }>(`packs/${in_address(file)}`, { text, version: before.version });
    saved.value = { ...saved.value, [file]: { file, text, version } };
    settle_deletion(file);
    if (drafts.value[file] === text) drop_draft(file);
    await load_packs();
    return true;
  } catch (error) {
    const entry = packs.value.find((pack) => pack.file === file);
    if (error instanceof Refusal && error.code === 'no-such-file' && note_deletion(file, entry)) return false;
    if (!(error instanceof Refusal) || error.status !== 409) throw error;
    const { text: theirs, version } = error.body as { text: string; version: string };
    conflicts.value = { ...conflicts.value, [file]: { file, text: theirs, version } };
    return false;
  }
}

/** Both packs: the one on the disk keeps the name, and mine goes on, not saved, under another. */
export async function take_other_name(file: string, id: string): Promise<void> {
  const { text, entry } = await post<Unsaved>('rename', { file, id, text: edited_text(file) ?? '' });
  take_theirs(file);
  add_unwritten(entry, text);
  go({ file: entry.file, view: 'write' });
}

/** The other ways out of a conflict. */
export async function keep_mine(file: string): Promise<void> {
  const theirs = conflicts.value[file];
  if (!theirs) return;
  saved.value = { ...saved.value, [file]: theirs };
  settle_conflict(file);
  await save_pack(file);
}

export function take_theirs(file: string): void {
  const theirs = conflicts.value[file];
  if (!theirs) return;
  saved.value = { ...saved.value, [file]: theirs };
  drop_draft(file);
  settle_conflict(file);
}

/** Both texts stay: mine goes on as a draft over theirs, and nothing is written yet. */
export function go_on_with_mine(file: string): void {
  const theirs = conflicts.value[file];
  if (!theirs) return;
  saved.value = { ...saved.value, [file]: theirs };
  settle_conflict(file);
}
