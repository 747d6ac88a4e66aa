// Where the page is: a view and a pack, kept in the address's fragment, so that "back" goes back.
import { signal } from '@preact/signals';

export const VIEWS = ['write', 'see', 'map', 'test', 'compare', 'approve', 'audit'] as const;
export type View = (typeof VIEWS)[number];

export interface Route {
  view: View;
  file: string | null;
  line: number | null;
}

function read_route(): Route {
  const [, view = '', file = '', line = ''] = /^#\/([a-z]*)\/?([^:]*):?(\d*)$/.exec(location.hash) ?? [];
  return {
    view: (VIEWS as readonly string[]).includes(view) ? view as View : 'write',
    file: file ? decodeURIComponent(file) : null,
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

export const link_to = (change: Partial<Route>): string => address({ ...route.value, line: null, ...change });

export function follow_address(): void {
  addEventListener('popstate', () => { route.value = read_route(); });
  addEventListener('hashchange', () => { route.value = read_route(); });
  route.value = read_route();
}
