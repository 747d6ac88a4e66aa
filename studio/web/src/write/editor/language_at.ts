// What the rule language knows at a path of a pack: the table whose keys may stand there, or the key itself.
import type { Key, Table, Vocabulary } from '../../api/vocabulary';
import { find_key } from '../../api/vocabulary';

export interface LanguageAt {
  /** The keys that may stand here. */
  table: Table | null;
  key: Key | null;
  /** Here stands a name of the author's choice. */
  free_name: boolean;
}

export function language_at(vocabulary: Vocabulary, path: string[]): LanguageAt | null {
  let table: Table | null = vocabulary.pack;
  let key: Key | null = null;
  let free_name = false;
  for (const name of path) {
    if (free_name) {
      free_name = false;
      table = key?.inner ?? null;
      continue;
    }
    key = find_key(table, name) ?? null;
    if (!key) return null;
    free_name = key.kind === 'named_tables' || key.kind === 'named_texts';
    table = free_name ? null : key.inner ?? null;
  }
  return { table, key, free_name };
}

/** Names that the text itself defines, such as its notices. */
export function names_defined(text: string, section: 'notices' | 'regions'): string[] {
  const found = text.matchAll(new RegExp(`^\\s*\\[${section}\\.([A-Za-z0-9_-]+|"[^"]+")`, 'gm'));
  return [...new Set([...found].map((match) => match[1]!.replaceAll('"', '')))];
}

const NOTICE_KEYS: [string, string][] = [['insert', 'notice'], ['block', 'notice'], ['acknowledge', 'notice'],
  ['disable', 'reason'], ['replace', 'with']];

export const takes_a_notice = (path: string[]): boolean =>
  NOTICE_KEYS.some(([action, key]) => path.at(-2) === action && path.at(-1) === key) ||
  (path[0] === 'tests' && path.at(-1) === 'notices');

export const takes_regions = (path: string[]): boolean => {
  const last = path.at(-1);
  return last === 'region' || (path[0] === 'regions' && (last === 'include' || last === 'exclude'));
};
