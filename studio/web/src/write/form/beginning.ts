// What a key holds when it has just been added: something that reads as a beginning.
import type { TomlValue } from '../../api/model';
import { is_needed, type Key, type Table } from '../../api/vocabulary';
import { names_of } from '../../state/checking';
import { takes_a_notice } from '../editor/language_at';

const today = (): string => new Date().toISOString().slice(0, 10);
const in_a_week = (): string => new Date(Date.now() + 7 * 86400e3).toISOString().slice(0, 10);

export function beginning(key: Key, path: string[]): TomlValue {
  switch (key.kind) {
    case 'text': return takes_a_notice(path) ? names_of('notices')[0] ?? '' : '';
    case 'texts': return path.at(-1) === 'at' ? ['start of article', 'start of main', 'start of body'] : [];
    case 'texts_or_none':
    case 'words_or_none': return [];
    case 'word': return key.words?.[0] ?? '';
    case 'words': return key.words?.slice(0, 1) ?? [];
    case 'truth': return true;
    case 'integer': return key.name === 'status' ? 200 : 1;
    case 'statuses': return [404];
    case 'date': return { $date: today() };
    case 'two_dates': return [{ $date: today() }, { $date: in_a_week() }];
    case 'period': return { from: { $date: today() } };
    case 'named_texts':
    case 'named_tables': return {};
    case 'table': return key.inner ? beginning_of_table(key.inner, path) : {};
    case 'tables': return [];
  }
}

/** A table with the keys that it cannot do without; of those of which it needs one, the first. */
export function beginning_of_table(table: Table, path: string[]): TomlValue {
  const chosen = table.choice && table.choice.keys.length > 0 && !table.keys.some(is_needed) ? table.choice.keys[0] : null;
  const keys = table.keys.filter((key) => is_needed(key) || key.name === chosen || key.name === 'at' && key.kind === 'texts');
  return Object.fromEntries(keys.map((key) => [key.name, beginning(key, [...path, key.name])]));
}
