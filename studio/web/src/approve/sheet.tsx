// The sheet itself, for paper.
import type { PackEntry } from '../api/types';
export interface SheetContent { html?: string }
export function Sheet({ pack, content }: { pack: PackEntry; content: SheetContent }) {
  return <article class="sheet"><h2>{pack.title}</h2><pre>{JSON.stringify(content, null, 1)}</pre></article>;
}
