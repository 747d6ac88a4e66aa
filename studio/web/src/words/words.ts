// The words of the page in the chosen language.
import { computed } from '@preact/signals';
import { language } from '../state/preferences';
import { en, type Words } from './en';
import { ru } from './ru';

const ALL: Record<'en' | 'ru', Words> = { en, ru };

export const words = computed<Words>(() => ALL[language.value]);

/** What the form calls a key; one that the page does not know yet goes by its own name. */
export function name_of_key(name: string): string {
  const known = words.value.keys as Record<string, string>;
  return known[name] ?? name.replaceAll('_', ' ');
}

/** A day or a moment as people write it. */
export function shown_day(text: string | null | undefined): string {
  if (!text) return '';
  const day = new Date(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text);
  if (Number.isNaN(day.getTime())) return text;
  return new Intl.DateTimeFormat(language.value === 'ru' ? 'ru' : 'en-GB', {
    day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC',
  }).format(day);
}

export function shown_moment(text: string): string {
  const moment = new Date(text);
  if (Number.isNaN(moment.getTime())) return text;
  return `${new Intl.DateTimeFormat(language.value === 'ru' ? 'ru' : 'en-GB', {
    day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone: 'UTC',
  }).format(moment)} UTC`;
}

/** A moment as it is counted in a time zone; in UTC where the browser does not know the zone. */
export function shown_in_zone(text: string, zone: string): string {
  const moment = new Date(text);
  const format = (timeZone: string): string => `${new Intl.DateTimeFormat(language.value === 'ru' ? 'ru' : 'en-GB', {
    day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone,
  }).format(moment)} (${timeZone})`;
  try {
    return format(zone);
  } catch {
    return format('UTC');
  }
}

/** The day that it is in a time zone at a moment: 2026-03-01. */
export function day_in_zone(text: string, zone: string): string {
  const format = (timeZone: string): string =>
    new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone }).format(new Date(text));
  try {
    return format(zone);
  } catch {
    return format('UTC');
  }
}

/** The name of a language in the page's language. */
export function shown_language(tag: string): string {
  try {
    return new Intl.DisplayNames([language.value], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** A word of the rule language, with what it means where the page has something to say of it. */
export function shown_word(word: string): string {
  const meaning = words.value.words[word];
  return meaning ? `${word} (${meaning})` : word;
}
