// Asks the studio's server. The token comes in the address's fragment and is sent with every question.

import { language } from '../state/preferences';

const KEPT_AS = 'caveat-token';

export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly body: Record<string, unknown> = {},
  ) {
    super(message);
  }

  /** True where the same may go well another time: nobody has judged what was asked. */
  get passes(): boolean {
    return this.status === 0 || this.status === 401 || this.status >= 500;
  }
}

let token: string | null = null;

/** Takes the token out of the address, so that it is in no history; true if there is one. */
export function take_token(): boolean {
  const match = /(?:^#|&)token=([^&]+)/.exec(location.hash);
  if (match?.[1]) {
    sessionStorage.setItem(KEPT_AS, match[1]);
    history.replaceState(null, '', '/#/');
  }
  token = sessionStorage.getItem(KEPT_AS);
  return token !== null;
}

async function ask<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  // What the checker and the server say comes in the page's language.
  const headers: Record<string, string> = { Authorization: `Bearer ${token ?? ''}`, 'Accept-Language': language.value };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  let response: Response;
  try {
    response = await fetch(`/api/${path}`, {
      method, headers, body: body === undefined ? undefined : JSON.stringify(body), signal,
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Refusal(0, 'unreachable', 'unreachable');
  }
  const answer = await response.json().catch(() => ({})) as Record<string, unknown>;
  if (response.ok) return answer as T;
  const error = (answer['error'] ?? {}) as { code?: string; message?: string };
  throw new Refusal(response.status, error.code ?? String(response.status),
    error.message ?? `${response.status} ${response.statusText}`, answer);
}

export const get = <T>(path: string, signal?: AbortSignal): Promise<T> => ask<T>('GET', path, undefined, signal);
export const post = <T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> =>
  ask<T>('POST', path, body, signal);
export const put = <T>(path: string, body: unknown): Promise<T> => ask<T>('PUT', path, body);

/** A pack's path in an address: its slashes stay. */
export const in_address = (file: string): string => file.split('/').map(encodeURIComponent).join('/');
