// What may come next while somebody types: keys, words, regions and names of notices.
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { is_needed, type Key } from '../../api/vocabulary';
import { places_of_reader, places_of_rules, type Choice } from '../../parts/region_choices';
import { vocabulary } from '../../state/session';
import { language_at, names_defined, takes_a_notice, takes_regions } from './language_at';
import { toml_place } from './toml_place';

export function complete(context: CompletionContext): CompletionResult | null {
  const known = vocabulary.value;
  if (!known) return null;
  const text = context.state.doc.toString();
  const place = toml_place(text, context.pos);
  if (!context.explicit && place.typed === '' && place.quote === '') return null;
  const from = context.pos - place.typed.length;
  if (place.part === 'header') return { from, options: headings(place.path) };
  const here = language_at(known, place.path);
  if (!here) return null;
  if (place.part === 'key') {
    return here.table ? { from, options: here.table.keys.filter((key) => !key.later).map(key_option), validFor: /^[\w-]*$/ } : null;
  }
  if (!here.key) return null;
  const options = values(here.key, place.path, text).map((option) => quoted(option, place.quote));
  return options.length > 0 ? { from, options, validFor: place.quote ? /^[^"']*$/ : /^[\w-]*$/ } : null;
}

function headings(path: string[]): Completion[] {
  const here = vocabulary.value ? language_at(vocabulary.value, path) : null;
  return (here?.table?.keys ?? []).filter((key) => key.inner).map((key) => ({
    label: key.name, type: 'namespace', info: key.about,
  }));
}

function key_option(key: Key): Completion {
  const table = key.kind === 'table' || key.kind === 'named_tables' || key.kind === 'named_texts' || key.kind === 'period';
  return {
    label: key.name,
    type: table ? 'class' : 'property',
    detail: is_needed(key) ? '•' : undefined,
    info: key.about,
    boost: is_needed(key) ? 1 : 0,
    apply: table ? key.name : `${key.name} = `,
  };
}

function values(key: Key, path: string[], text: string): Completion[] {
  if (key.kind === 'truth') return ['true', 'false'].map((label) => ({ label, type: 'bare' }));
  if (key.words && key.words.length > 0) return key.words.map((label) => ({ label, type: 'enum' }));
  if (takes_a_notice(path)) return names_defined(text, 'notices').map((label) => ({ label, type: 'variable' }));
  if (takes_regions(path)) {
    const named = names_defined(text, 'regions').map((label) => ({ label, type: 'variable', boost: 2 }));
    if (path[0] === 'tests') return places_of_reader().map(place_option);
    return [...named, ...places_of_rules([]).map(place_option)];
  }
  return [];
}

const place_option = ({ code, shown }: Choice): Completion =>
  ({ label: code, detail: shown === code ? undefined : shown, type: 'constant', boost: /^[A-Z]{2}(-|$)/.test(code) ? 0 : 1 });

function quoted(option: Completion, quote: string): Completion {
  if (option.type === 'bare' || quote !== '') return option;
  return { ...option, apply: `"${option.label}"` };
}
