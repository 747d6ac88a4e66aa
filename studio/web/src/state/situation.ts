// Who reads what, and when: what See and Map ask about, kept while the page is open.
import { batch, signal } from '@preact/signals';
import { day_in_zone } from '../words/words';

export type PageFrom = 'site' | 'upload' | 'archive';
export type ReaderBy = 'region' | 'address';

export const page_from = signal<PageFrom>('upload');
export const page_url = signal('');
export const page_html = signal<{ name: string; text: string } | null>(null);
export const page_archive = signal<{ path: string; record: string }>({ path: '', record: '' });

export const reader_by = signal<ReaderBy>('region');
export const reader_region = signal('RU');
export const reader_ip = signal('');
export const reader_languages = signal('');
export const reader_accepted = signal(false);
/** A day, as an input holds it; empty: now. */
export const reading_day = signal('');
/** An exact moment of that day, of the map's slider, and the time zone in which it is that day. */
export const reading_turn = signal<{ at: string; zone: string } | null>(null);

export function choose_day(day: string): void {
  batch(() => {
    reading_day.value = day;
    reading_turn.value = null;
  });
}

export function choose_moment(at: string, zone: string): void {
  batch(() => {
    reading_day.value = day_in_zone(at, zone);
    reading_turn.value = { at, zone };
  });
}

export const languages_asked = (): string[] =>
  reader_languages.value.split(/[\s,;]+/).filter((tag) => tag !== '');

/** The exact moment that was chosen, or noon of the chosen day in UTC, so that the day is the same in most time zones; undefined: now. */
export const reading_moment = (): string | undefined =>
  reading_turn.value?.at ?? (reading_day.value ? `${reading_day.value}T12:00:00Z` : undefined);
