// Places to choose from, and what they are called: for a reader, or for whatever a rule can name.
import { region_name, regions_by_name, vocabulary } from '../state/session';
import { words } from '../words/words';

export interface Choice {
  code: string;
  shown: string;
}

const READER_WORDS = ['unknown', 'anonymous', 'lookup_failed'];

export const shown_region = (code: string): string =>
  (words.value.places as Record<string, string>)[code] ?? region_name(code);

const choices = (codes: string[]): Choice[] => codes.map((code) => ({ code, shown: shown_region(code) }));

/** Where a reader can be said to be. */
export const places_of_reader = (): Choice[] => [...regions_by_name.value, ...choices(READER_WORDS)];

/** What a rule, or a region of the pack, can name; `own` are the pack's own regions. */
export function places_of_rules(own: string[]): Choice[] {
  const { region_words = [], continents = [] } = vocabulary.value ?? {};
  return [...choices([...own, ...region_words, ...continents.map((one) => `continent:${one}`)]), ...regions_by_name.value];
}

/** A network or an autonomous system, as somebody may type it; whether there is such a one, the checker says. */
export function typed_network(typed: string): Choice[] {
  const system = /^(?:asn:)?(?:AS)?(\d+)$/i.exec(typed);
  if (system && /[a-z]/i.test(typed)) return [{ code: `asn:AS${system[1]}`, shown: words.value.write.autonomous_system }];
  return /^(?=.*(?:\d|::))[\da-f:.]*[.:][\da-f:.]*(?:\/\d+)?$/i.test(typed) ? [{ code: typed, shown: words.value.write.network }] : [];
}
