// The rule language, as the server tells it: the tables that the checker itself is made of.

export type ValueKind =
  | 'text' | 'texts' | 'texts_or_none'
  | 'word' | 'words' | 'words_or_none'
  | 'named_texts' | 'truth' | 'integer' | 'statuses'
  | 'date' | 'two_dates' | 'period'
  | 'table' | 'tables' | 'named_tables';

export interface Key {
  name: string;
  kind: ValueKind;
  about: string;
  words?: string[];
  need?: 'none' | 'always';
  otherwise?: string;
  written?: string;
  later?: boolean;
  inner?: Table | null;
}

export interface Table {
  heading?: string;
  about?: string;
  keys: Key[];
  choice?: { keys: string[]; only_one: boolean };
}

export interface Region {
  code: string;
  name: string;
  parent?: string | null;
}

export interface Vocabulary {
  pack: Table;
  regions: Region[];
  /** Places that every pack can name, beside codes. */
  region_words: string[];
  continents: string[];
  codes: Record<string, { title: string; severity: string }>;
}

export function is_needed(key: Key): boolean {
  return key.need === 'always';
}

export function find_key(table: Table | null | undefined, name: string): Key | undefined {
  return table?.keys.find((key) => key.name === name);
}
