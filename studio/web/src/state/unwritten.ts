// Packs that are in this page and not on the disk: new ones, and those whose file was deleted there. Their whole text
// is a draft, so that nothing of them reaches the proxy before it is saved.
import { signal } from '@preact/signals';
import type { PackEntry, PackText } from '../api/types';

export interface Unwritten {
  entry: PackEntry;
  was_deleted: boolean;
}

export const unwritten = signal<Record<string, Unwritten>>({});
/** Files whose deletion nobody has answered to yet. */
export const deleted = signal<string[]>([]);

/** What is saved of such a pack: nothing; the server takes no version for "there is no such file". */
export const nothing_saved = (file: string): PackText => ({ file, text: '', version: '' });

export const is_unwritten = (file: string): boolean => file in unwritten.value;

export function forget_unwritten(file: string): void {
  settle_deletion(file);
  if (!is_unwritten(file)) return;
  const { [file]: _, ...rest } = unwritten.value;
  unwritten.value = rest;
}

export function settle_deletion(file: string): void {
  if (deleted.value.includes(file)) deleted.value = deleted.value.filter((one) => one !== file);
}
