// One line that says what has just happened or failed; screen readers hear it.
import { signal } from '@preact/signals';
import { Refusal } from '../api/client';
import { words } from '../words/words';

export interface Saying {
  text: string;
  bad: boolean;
}

export const saying = signal<Saying | null>(null);
let timer: ReturnType<typeof setTimeout> | undefined;

export function say(text: string): void {
  saying.value = { text, bad: false };
  clearTimeout(timer);
  timer = setTimeout(() => { saying.value = null; }, 6000);
}

/** In the words of the page. */
export const message_of = (error: unknown): string =>
  error instanceof Refusal && error.status === 0 ? words.value.unreachable : error instanceof Error ? error.message : String(error);

export function say_problem(error: unknown): void {
  clearTimeout(timer);
  saying.value = { text: words.value.problem(message_of(error)), bad: true };
}

/** For event handlers: what fails is said. */
export function doing(act: () => Promise<unknown>): () => void {
  return () => { act().catch(say_problem); };
}
