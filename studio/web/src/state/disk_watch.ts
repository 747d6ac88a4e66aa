// Looks every two seconds whether files of the rules folder were changed by somebody else.
import { effect, signal, untracked } from '@preact/signals';
import { get, in_address, Refusal } from '../api/client';
import type { PackText } from '../api/types';
import { conflicts, drafts, load_packs, pack_list, saved } from './packs';

const PAUSE_MS = 2000;

/** False while the server does not answer. */
export const reachable = signal(true);

/** What the last look found. */
const seen = signal<{ digest: string } | null>(null);

/** Calls `ask` where a look finds other rules on the disk than those, of the digest `of_what`, that an answer was made of. */
export function keep_fresh(of_what: () => string | undefined, ask: () => void): () => void {
  return effect(() => {
    const found = seen.value?.digest;
    const answered = untracked(of_what);
    if (found && answered && found !== answered) untracked(ask);
  });
}

interface Changes {
  digest: string;
  files: Record<string, string>;
}

async function look(): Promise<void> {
  const digest = pack_list.value?.digest ?? '';
  const changes = await get<Changes>(`changes?since=${encodeURIComponent(digest)}`);
  reachable.value = true;
  seen.value = { digest: changes.digest };
  const known = Object.keys(changes.files ?? {}).sort().join('\n');
  const listed = (pack_list.value?.packs ?? []).map((pack) => pack.file).sort().join('\n');
  if ((changes.digest && changes.digest !== digest) || known !== listed) await load_packs();
  for (const [file, mine] of Object.entries(saved.value)) {
    const version = changes.files?.[file];
    if (version === undefined || version === mine.version) continue;
    await note_change(file);
  }
}

async function note_change(file: string): Promise<void> {
  const mine = saved.value[file];
  const theirs = await get<PackText>(`packs/${in_address(file)}`);
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
        if (error instanceof Refusal && error.status === 0) reachable.value = false;
      });
    }
    setTimeout(again, PAUSE_MS);
  };
  setTimeout(again, PAUSE_MS);
}
