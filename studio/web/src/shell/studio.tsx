// The page as a whole: header, packs, work area.
import { useEffect } from 'preact/hooks';
import { signal } from '@preact/signals';
import { Refusal, take_token } from '../api/client';
import { keep_checking } from '../state/checking';
import { knows_key, reachable, watch_disk } from '../state/disk_watch';
import { keep_file, load_packs, pack_list } from '../state/packs';
import { link_to } from '../state/route';
import { follow_language, open_session, session } from '../state/session';
import { words } from '../words/words';
import { save_by_keyboard } from '../write/saving';
import { Conflict } from './conflict';
import { Deletion } from './deletion';
import { Header } from './header';
import { PackPanel } from './pack_panel';
import { SayingLine } from './saying_line';
import { WorkArea } from './work_area';

const failure = signal<string | null>(null);
const without_key = signal(false);
let begun = false;

async function begin(): Promise<void> {
  failure.value = null;
  without_key.value = false;
  try {
    await Promise.all([open_session(), load_packs()]);
    if (!begun) {
      begun = true;
      keep_file();
      follow_language(load_packs);
      keep_checking();
      watch_disk();
      save_by_keyboard();
    }
  } catch (error) {
    if (begun) return;
    if (error instanceof Refusal && error.status === 401) without_key.value = true;
    else failure.value = error instanceof Refusal && error.status > 0 ? error.message : words.value.unreachable;
  }
}

export function Studio() {
  useEffect(() => {
    void begin();
    // The address of a program that was started anew, in the same tab: what was typed here stays.
    addEventListener('hashchange', () => {
      if (!location.hash.startsWith('#token=') || !take_token()) return;
      // No way back leads to the address without a place.
      history.replaceState(null, '', link_to({}));
      void begin();
    });
  }, []);
  if (without_key.value) return <Keyless />;
  if (failure.value !== null) {
    return (
      <main class="alone">
        <h1>{words.value.title}</h1>
        <p role="alert">{failure.value}</p>
        <p><button type="button" class="primary" onClick={() => void begin()}>{words.value.try_again}</button></p>
      </main>
    );
  }
  if (!session.value || !pack_list.value) return <p class="alone" role="status">{words.value.loading}</p>;
  return (
    <>
      <a class="skip" href="#work" onClick={skip_to_work}>{words.value.skip}</a>
      <Header />
      {!reachable.value && <p class="unreachable" role="alert">{words.value.unreachable}</p>}
      {!knows_key.value && <p class="unreachable" role="alert">{words.value.other_key}</p>}
      <div class="house">
        <PackPanel />
        <WorkArea />
      </div>
      <Conflict />
      <Deletion />
      <SayingLine />
    </>
  );
}

function skip_to_work(event: Event): void {
  event.preventDefault();
  document.getElementById('work')?.focus();
}

export function Keyless() {
  const { no_token, title } = words.value;
  return (
    <main class="alone">
      <p class="wordmark">{title}</p>
      <h1>{no_token.title}</h1>
      <p>{no_token.text}</p>
    </main>
  );
}
