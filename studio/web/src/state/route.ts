// Where the page is: a view and a pack, kept in the address's fragment, so that "back" goes back.
import { signal } from '@preact/signals';

export const VIEWS = ['write', 'see', 'map', 'test', 'compare', 'approve', 'audit'] as const;
export type View = (typeof VIEWS)[number];

export interface Route {
  view: View;
  file: string | null;
  line: number | null;
}

/** Null: it is no file's name. */
function decoded(file: string): string | null {
  try {
    return decodeURIComponent(file) || null;
  } catch {
    return null;
  }
}

function read_route(): Route {
  const [, view = '', file = '', line = ''] = /^#\/([a-z]*)\/?([^:]*):?(\d*)$/.exec(location.hash) ?? [];
  return {
    view: (VIEWS as readonly string[]).includes(view) ? view as View : 'write',
    file: decoded(file),
    line: line ? Number(line) : null,
  };
}

export const route = signal<Route>(read_route());

function address({ view, file, line }: Route): string {
  const path = file ? encodeURIComponent(file).replaceAll('%2F', '/') : '';
  return `#/${view}/${path}${line ? `:${line}` : ''}`;
}

export function go(change: Partial<Route>): void {
  const next = { ...route.value, line: null, ...change };
  const there = address(next);
  if (location.hash !== there) history.pushState(null, '', there);
  route.value = next;
}

/** The file that is shown is the one that is named from now on; there is no way back to none. */
export function stay_at(file: string): void {
  if (route.value.file === file) return;
  const next = { ...route.value, file, line: null };
  history.replaceState(null, '', address(next));
  route.value = next;
}

export const link_to = (change: Partial<Route>): string => address({ ...route.value, line: null, ...change });

export function follow_address(): void {
  // A token is no place: whoever enters one stays where they are.
  const follow = (): void => { if (!location.hash.startsWith('#token=')) route.value = read_route(); };
  addEventListener('popstate', follow);
  addEventListener('hashchange', follow);
  follow();
}
