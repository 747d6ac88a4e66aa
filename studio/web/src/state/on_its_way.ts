// What was entered and is not in a text yet: a field waits for a pause, and the server makes the change. It must arrive
// in the order in which it was entered, and before anything is saved.

const unsent = new Set<() => void>();
let last: Promise<unknown> = Promise.resolve();
let under_way = 0;

/** `send` will be called after a pause, or before a save. */
export const waits = (send: () => void): void => { unsent.add(send); };
/** False if it was not waiting. */
export const waits_no_more = (send: () => void): boolean => unsent.delete(send);

/** Each sees the text that the one before has made. */
export function one_after_the_other<T>(make: () => Promise<T>): Promise<T> {
  under_way++;
  const made = last.then(make).finally(() => { under_way--; });
  last = made.catch(() => {});
  return made;
}

export async function all_arrived(): Promise<void> {
  for (const send of [...unsent]) send();
  await last;
}

export const is_on_its_way = (): boolean => unsent.size > 0 || under_way > 0;
