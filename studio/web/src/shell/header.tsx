// The line on top: where the rules are, and how the page looks.
import { choose_language, language, scheme, type Language, type Scheme } from '../state/preferences';
import { read_only, session } from '../state/session';
import { en } from '../words/en';
import { ru } from '../words/ru';
import { words } from '../words/words';

const SCHEMES: Scheme[] = ['system', 'light', 'dark'];

export function Header() {
  const say = words.value.header;
  return (
    <header class="top">
      <p class="wordmark"><Sign /> Caveat <span>Studio</span></p>
      <p class="folder"><span class="quiet">{say.folder}</span> <code>{session.value?.rules_folder}</code></p>
      {read_only.value && <p class="chip caution" title={say.read_only_why}>{say.read_only}</p>}
      <div class="settings">
        <label class="inline">
          <span>{say.scheme}</span>
          <select value={scheme.value} onChange={(event) => { scheme.value = event.currentTarget.value as Scheme; }}>
            {SCHEMES.map((one) => <option key={one} value={one}>{say.schemes[one]}</option>)}
          </select>
        </label>
        <label class="inline">
          <span>{say.language}</span>
          <select value={language.value}
            onChange={(event) => choose_language(event.currentTarget.value as Language)}>
            <option value="en" lang="en">{en.name_of_language}</option>
            <option value="ru" lang="ru">{ru.name_of_language}</option>
          </select>
        </label>
      </div>
    </header>
  );
}

function Sign() {
  return (
    <svg width="22" height="22" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="6" class="sign-ground" />
      <path d="M22 11.5a7.5 7.5 0 1 0 0 9" class="sign-letter" />
    </svg>
  );
}
