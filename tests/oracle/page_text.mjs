// Reads the task of edited_pages.py and the bytes of pages.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const { resolve } = createRequire(`${process.env.CAVEAT_NODE_MODULES}/`);

// Packages are found beside the source tree, wherever this file lies. Some are modules only, which Debian's Node.js 18
// does not `require`.
export async function load(name) {
  const loaded = await import(pathToFileURL(resolve(name)));
  return { ...loaded.default, ...loaded };
}

export const task = JSON.parse(readFileSync(0, 'utf8'));

// Bytes that are no UTF-8 stand for themselves: all markup is ASCII.
export function textOf(path) {
  const bytes = readFileSync(path);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}

export const squeezed = (text) => text.replace(/\s+/g, ' ').trim();

// The paragraphs of `before` that are not in `after`, in order.
export function missing(before, after) {
  const lost = [];
  let at = 0;
  for (const text of before) {
    const found = after.indexOf(text, at);
    if (found < 0) lost.push(text);
    else at = found + 1;
  }
  return lost;
}
