// Questions that are asked again and again while somebody types: only the last answer counts. In another language
// they are asked once more.
import { batch, effect, signal, untracked, type Signal } from '@preact/signals';
import { Refusal } from '../api/client';
import { language } from './preferences';

export interface Asking<T> {
  answer: Signal<T | null>;
  busy: Signal<boolean>;
  problem: Signal<string | null>;
  /** Asks; what was asked before is dropped. This question's answer; null where it has failed or was dropped itself. */
  ask(question: (stop: AbortSignal) => Promise<T>): Promise<T | null>;
  /** Forgets what was asked and answered. */
  drop(): void;
}

const in_another_language: (() => void)[] = [];

effect(() => {
  void language.value;
  untracked(() => in_another_language.forEach((ask) => ask()));
});

export function asking<T>(): Asking<T> {
  const answer = signal<T | null>(null);
  const busy = signal(false);
  const problem = signal<string | null>(null);
  let current: AbortController | null = null;
  let last: ((stop: AbortSignal) => Promise<T>) | null = null;
  const asked: Asking<T> = {
    answer, busy, problem,
    async ask(question) {
      last = question;
      current?.abort();
      const mine = new AbortController();
      current = mine;
      busy.value = true;
      try {
        const got = await question(mine.signal);
        if (current !== mine) return null;
        answer.value = got;
        problem.value = null;
        return got;
      } catch (error) {
        if (current !== mine || (error instanceof DOMException && error.name === 'AbortError')) return null;
        problem.value = error instanceof Refusal ? error.message : String(error);
        return null;
      } finally {
        if (current === mine) busy.value = false;
      }
    },
    drop() {
      last = null;
      current?.abort();
      current = null;
      batch(() => {
        answer.value = null;
        problem.value = null;
        busy.value = false;
      });
    },
  };
  // What was answered holds the server's words.
  in_another_language.push(() => { if (last && (answer.value !== null || problem.value !== null)) void asked.ask(last); });
  return asked;
}

/** Calls `act` once nothing has been asked for `pause` milliseconds. */
export function after_a_pause(pause: number, act: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, pause);
  };
}
