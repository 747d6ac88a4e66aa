// What was entered and is not in a text yet: a field waits for a pause, and the server makes the change. It must arrive
// in the order in which it was entered, and before anything is saved.
import { words } from '../words/words';

/** What sends each, and what makes its field forget it. */
const unsent = new Map<() => void, () => void>();
const under_way = new Set<Promise<unknown>>();
/** Fields whose text cannot be taken, each with what makes it forget that. */
const untaken = new Set<() => void>();
let last: Promise<unknown> = Promise.resolve();

/** `send` will be called after a pause, or before a save; `forget` if nobody wants it any more. */
export const waits = (send: () => void, forget: () => void): void => { unsent.set(send, forget); };
/** False if it was not waiting. */
export const waits_no_more = (send: () => void): boolean => unsent.delete(send);

export const is_not_taken = (forget: () => void): void => { untaken.add(forget); };
export const is_taken = (forget: () => void): void => { untaken.delete(forget); };
/** All that no text has taken. */
export const forget_untaken = (): void => [...untaken, ...unsent.values()].forEach((forget) => forget());

/** Each sees the text that the one before has made. */
export function one_after_the_other<T>(make: () => Promise<T>): Promise<T> {
  const made = last.then(make).finally(() => { under_way.delete(made); });
  under_way.add(made);
  last = made.catch(() => {});
  return made;
}

/** Fails if any of it could not be taken: then the text is not what the form shows. */
export async function all_arrived(): Promise<void> {
  for (const send of [...unsent.keys()]) send();
  const refused = (await Promise.allSettled(under_way)).find((one) => one.status === 'rejected');
  if (refused) throw refused.reason;
  if (untaken.size > 0) throw new Error(words.value.write.not_taken);
}

export const is_on_its_way = (): boolean => unsent.size > 0 || under_way.size > 0 || untaken.size > 0;
