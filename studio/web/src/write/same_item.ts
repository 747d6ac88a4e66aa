// Rules and tests are lists: which of the items of a list, as it is now, is the one that a form was drawn for.
import { at, items, member, text_of, type Path, type TomlNode } from '../api/model';

/** What the items of a list of rules or tests are called. */
export const item_names = (list: TomlNode | undefined): string[] =>
  items(list).map((one) => text_of(member(one, 'id') ?? member(one, 'name')));

/**
 * Where in `now` the item is that was number `index` of `before`. Either its name alone has changed, or it is where the lists begin
 * or end alike, or it is known by its name. Null where there are fewer of that name: it may be the one that has gone.
 */
export function index_now(before: string[], now: string[], index: number): number | null {
  const name = before[index];
  const places = (names: string[]): number[] => names.flatMap((one, place) => one === name ? [place] : []);
  const [were, are] = [places(before), places(now)];
  const is_alone_other = before.length === now.length && before.every((one, place) => place === index || one === now[place]);
  if (is_alone_other) return index;
  if (are.length < were.length) return null;
  const longer = now.length - before.length;
  if (before.slice(0, index + 1).every((one, place) => one === now[place])) return index;
  if (before.slice(index).every((one, place) => one === now[index + place + longer])) return index + longer;
  return are[were.indexOf(index)] ?? null;
}

/** The path of the same thing in another tree; null if it is not there any more. */
export function path_now(before: TomlNode, now: TomlNode, path: Path): Path | null {
  const [list, index] = path;
  if (typeof list !== 'string' || typeof index !== 'number') return path;
  const place = index_now(item_names(at(before, [list])), item_names(at(now, [list])), index);
  return place === null ? null : [list, place, ...path.slice(2)];
}

/** Keys for the items of a list, each of which keeps its own while the list changes around it; `fresh` makes new ones. */
export function kept_keys(before: { names: string[]; keys: number[] }, now: string[], fresh: () => number): number[] {
  const keys: (number | undefined)[] = now.map(() => undefined);
  before.keys.forEach((key, index) => {
    const place = index_now(before.names, now, index);
    if (place !== null) keys[place] = key;
  });
  // Several names have changed, and none has come or gone.
  if (now.length === before.names.length) {
    before.keys.forEach((key, index) => { if (!keys.includes(key)) keys[index] ??= key; });
  }
  return keys.map((key) => key ?? fresh());
}
