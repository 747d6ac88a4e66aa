// What the server says of itself and of the language, asked once.
import { computed, effect, signal } from '@preact/signals';
import { get } from '../api/client';
import type { Session } from '../api/types';
import type { Region, Vocabulary } from '../api/vocabulary';
import { language } from './preferences';
import { say_problem } from './saying';

export const session = signal<Session | null>(null);
export const vocabulary = signal<Vocabulary | null>(null);

export const read_only = computed(() => session.value?.read_only ?? false);

export async function open_session(): Promise<void> {
  const [about, words] = await Promise.all([get<Session>('session'), get<Vocabulary>('vocabulary')]);
  session.value = about;
  vocabulary.value = words;
}

/** What the server said in words, anew in the language that was chosen since. */
export function follow_language(and_then: () => Promise<void>): void {
  let spoken = language.value;
  effect(() => {
    if (language.value === spoken) return;
    spoken = language.value;
    get<Vocabulary>('vocabulary').then((words) => { vocabulary.value = words; }).then(and_then).catch(say_problem);
  });
}

const country_names = computed(() => new Intl.DisplayNames([language.value], { type: 'region' }));

/** The name of a region's code in the page's language; subdivisions as the server names them. */
export function region_name(code: string): string {
  const known = vocabulary.value?.regions.find((region) => region.code === code);
  if (/^[A-Z]{2}$/.test(code)) {
    try {
      return country_names.value.of(code) ?? code;
    } catch {
      return known?.name ?? code;
    }
  }
  return known?.name ?? code;
}

/** Countries and subdivisions by name, for choosing one. */
export const regions_by_name = computed<(Region & { shown: string })[]>(() => {
  const all = (vocabulary.value?.regions ?? []).map((region) => ({ ...region, shown: region_name(region.code) }));
  return all.sort((a, b) => a.shown.localeCompare(b.shown, language.value));
});
