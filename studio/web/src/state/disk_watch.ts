// Looks every two seconds whether files of the rules folder were changed by somebody else.
import { effect, signal, untracked } from '@preact/signals';
import { get, in_address, Refusal } from '../api/client';
import type { PackEntry, PackText } from '../api/types';
import { words } from '../words/words';
import type { Asking } from './asking';
import { all_arrived } from './on_its_way';
import { conflicts, drafts, forget_text, leave_file, load_packs, note_deletion, pack_list, saved, settle_conflict } from './packs';
import { say } from './saying';
import { read_only } from './session';
import { is_unwritten } from './unwritten';

const PAUSE_MS = 2000;

/** False while the server does not answer. */
export const reachable = signal(true);
/** False once the server asks for another key than this page has: it is another one, at the same address. */
export const knows_key = signal(true);

/** What the last look found. */
const seen = signal<{ digest: string } | null>(null);

/**
 * Calls `ask` where a look finds other rules on the disk than those, of the digest `of_what`, that the answer was made of. Once:
 * what has failed would fail again, and a page that takes long to come is waited for.
 */
export function keep_fresh<T>({ answer, busy }: Asking<T>, of_what: (answer: T) => string | undefined, ask: () => void): () => void {
  let asked_for = '';
  return effect(() => {
    const found = seen.value?.digest;
    untracked(() => {
      const answered = answer.value === null ? '' : of_what(answer.value);
      const other = `${found} ${answered}`;
      if (!found || !answered || found === answered || busy.value || other === asked_for) return;
      asked_for = other;
      ask();
    });
  });
}

interface Changes {
  digest: string;
  files: Record<string, string>;
  /** Files and folders ("." is all) that could not be read: what was there may be there still. */
  unreadable: string[];
}

async function look(): Promise<void> {
  const digest = pack_list.value?.digest ?? '';
  const before = pack_list.value?.packs ?? [];
  const had = { saved: saved.value, conflicts: conflicts.value };
  const changes = await get<Changes>(`changes?since=${encodeURIComponent(digest)}`);
  reachable.value = knows_key.value = true;
  seen.value = { digest: changes.digest };
  const known = Object.keys(changes.files ?? {}).sort().join('\n');
  const listed = (pack_list.value?.packs ?? []).map((pack) => pack.file).sort().join('\n');
  const is_unknown = (file: string): boolean =>
    (changes.unreadable ?? []).some((place) => place === '.' || place === file || file.startsWith(`${place}/`));
  const is_gone = (file: string): boolean => !(file in (changes.files ?? {})) && !is_unknown(file);
  // First what is here of files that are gone, then a list without them.
  for (const pack of before.filter(({ file }) => is_gone(file) && !is_unwritten(file))) note_gone(pack);
  if ((changes.digest && changes.digest !== digest) || known !== listed) await load_packs();
  leave_file(is_gone);
  for (const [file, mine] of Object.entries(saved.value)) {
    const version = changes.files?.[file];
    // A conflict that a save has met since is newer than this look.
    const is_as_it_was = had.saved[file] === mine && had.conflicts[file] === conflicts.value[file];
    if (version === mine.version && file in conflicts.value && is_as_it_was) settle_conflict(file);
    if (version === undefined || version === mine.version) continue;
    await note_change(file);
  }
}

/** Nobody can save it again who only looks. */
function note_gone(pack: PackEntry): void {
  const { file } = pack;
  if (!read_only.value && note_deletion(file, pack)) return;
  forget_text(file);
  say(words.value.deletion.gone(file));
}

async function note_change(file: string): Promise<void> {
  const mine = saved.value[file];
  const theirs = await get<PackText>(`packs/${in_address(file)}`);
  // What was typed in a field is a draft, too, which was made of the text that was here.
  await all_arrived().catch(() => {});
  // What was saved from here meanwhile is newer than this answer: the next look will tell.
  if (!mine || saved.value[file] !== mine || theirs.version === mine.version) return;
  if (file in drafts.value && drafts.value[file] !== theirs.text) {
    if (conflicts.value[file]?.version !== theirs.version) conflicts.value = { ...conflicts.value, [file]: theirs };
  } else {
    saved.value = { ...saved.value, [file]: theirs };
    if (drafts.value[file] === theirs.text) {
      const { [file]: _, ...rest } = drafts.value;
      drafts.value = rest;
    }
  }
}

export function watch_disk(): void {
  const again = async (): Promise<void> => {
    if (document.visibilityState === 'visible') {
      await look().catch((error) => {
        if (!(error instanceof Refusal)) return;
        reachable.value = error.status !== 0;
        if (error.status === 401) knows_key.value = false;
      });
    }
    setTimeout(again, PAUSE_MS);
  };
  setTimeout(again, PAUSE_MS);
}
