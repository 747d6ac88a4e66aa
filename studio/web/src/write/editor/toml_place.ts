// Where in a TOML text a cursor is: in which table, at a key or at its value. Tolerant: the text is being typed.

export interface TomlPlace {
  part: 'header' | 'key' | 'value';
  /** Of a key: the table that it is in. Of a value: its key. Of a heading: what stands before the cursor. */
  path: string[];
  /** The word or the inside of the quotes before the cursor. */
  typed: string;
  /** The quote that the cursor is inside of, or nothing. */
  quote: string;
}

interface Frame {
  path: string[];
  kind: 'table' | 'array';
}

const BARE = /[A-Za-z0-9_-]/;

export function toml_place(text: string, cursor: number): TomlPlace {
  const frames: Frame[] = [{ path: [], kind: 'table' }];
  let part: 'key' | 'value' = 'key';
  let parts: string[] = [];
  let word = '';
  let value_path: string[] = [];
  let i = 0;
  const frame = (): Frame => frames[frames.length - 1]!;
  const begin_key = (): void => {
    part = 'key';
    parts = [];
    word = '';
  };
  while (i < cursor) {
    const c = text[i]!;
    if (c === '#') {
      while (i < cursor && text[i] !== '\n') i++;
    } else if (c === '"' || c === "'") {
      const { end, inside } = string_at(text, i);
      if (end > cursor) {
        return { part, path: part === 'key' ? [...frame().path, ...parts] : value_path, typed: text.slice(inside, cursor), quote: c };
      }
      if (part === 'key') word = text.slice(inside, end - (inside - i));
      i = end;
    } else if (c === '[' && part === 'key' && frames.length === 1 && parts.length === 0 && word === '') {
      const end = line_end(text, i);
      const inside = /^\[+\s*/.exec(text.slice(i, end))![0].length;
      const close = text.indexOf(']', i);
      if (close < 0 || close >= cursor || close > end) {
        const names = text.slice(i + inside, cursor).split('.').map((name) => name.trim());
        return { part: 'header', path: names.slice(0, -1), typed: names.at(-1) ?? '', quote: '' };
      }
      frames[0] = { path: header_names(text.slice(i + inside, close)), kind: 'table' };
      i = end;
    } else {
      i++;
      if (part === 'key') {
        if (BARE.test(c)) {
          word += c;
        } else if (c === '.') {
          parts.push(word);
          word = '';
        } else if (c === '=') {
          parts.push(word);
          value_path = [...frame().path, ...parts];
          part = 'value';
          word = '';
        } else if (c === '}' && frames.length > 1) {
          frames.pop();
          part = 'value';
          word = '';
        } else if (c === '\n') {
          begin_key();
        }
      } else if (c === '{') {
        frames.push({ path: value_path, kind: 'table' });
        begin_key();
      } else if (c === '[') {
        frames.push({ path: value_path, kind: 'array' });
      } else if ((c === ']' || c === '}') && frames.length > 1) {
        frames.pop();
        word = '';
      } else if (c === ',') {
        if (frame().kind === 'table' && frames.length > 1) begin_key();
        else value_path = frames.length > 1 ? frame().path : value_path;
        word = '';
      } else if (c === '\n' && frames.length === 1) {
        begin_key();
      } else {
        word = BARE.test(c) ? word + c : '';
      }
    }
  }
  return part === 'key'
    ? { part, path: [...frame().path, ...parts], typed: word, quote: '' }
    : { part, path: value_path, typed: word, quote: '' };
}

function line_end(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** The end of the string that begins at `start`, behind its quotes; a line's end closes one that is open. */
function string_at(text: string, start: number): { end: number; inside: number } {
  const quote = text[start]!;
  const long = text.startsWith(quote.repeat(3), start);
  const closing = long ? quote.repeat(3) : quote;
  const inside = start + closing.length;
  for (let i = inside; i < text.length; i++) {
    if (quote === '"' && text[i] === '\\') i++;
    else if (text.startsWith(closing, i)) return { end: i + closing.length, inside };
    else if (!long && text[i] === '\n') return { end: i, inside };
  }
  return { end: text.length + 1, inside };
}

function header_names(text: string): string[] {
  return [...text.matchAll(/"([^"]*)"|'([^']*)'|([A-Za-z0-9_-]+)/g)].map((m) => m[1] ?? m[2] ?? m[3] ?? '');
}
