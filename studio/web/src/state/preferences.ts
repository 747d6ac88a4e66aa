// What whoever sits here prefers: the language of the page and its colours. Kept in this browser alone.
import { effect, signal } from '@preact/signals';

export type Scheme = 'system' | 'light' | 'dark';
export type Language = 'en' | 'ru';

const kept = (name: string): string | null => localStorage.getItem(`caveat-${name}`);

export const scheme = signal<Scheme>((kept('scheme') as Scheme | null) ?? 'system');
/** Until somebody chooses one, the browser's. */
export const language = signal<Language>(
  (kept('language-chosen') && kept('language') as Language | null) || (navigator.language.startsWith('ru') ? 'ru' : 'en'));

const dark_preferred = matchMedia('(prefers-color-scheme: dark)');
const system_dark = signal(dark_preferred.matches);
dark_preferred.addEventListener('change', () => { system_dark.value = dark_preferred.matches; });

export const is_dark = (): boolean => scheme.value === 'dark' || (scheme.value === 'system' && system_dark.value);

export function apply_preferences(): void {
  effect(() => {
    document.documentElement.dataset['scheme'] = is_dark() ? 'dark' : 'light';
    localStorage.setItem('caveat-scheme', scheme.value);
  });
  effect(() => {
    document.documentElement.lang = language.value;
    localStorage.setItem('caveat-language', language.value);
  });
}

export function choose_language(chosen: Language): void {
  localStorage.setItem('caveat-language-chosen', '1');
  language.value = chosen;
}
