// The tree of a pack's TOML, as the server reads it, and the edits that keep everything else as it stands.

export interface TomlNode {
  kind: 'table' | 'array' | 'value';
  /** Of a member of a table. */
  key?: string;
  key_line?: number;
  type?: string;
  value?: TomlValue;
  line: number;
  column: number;
  end_line?: number;
  end_column?: number;
  children?: TomlNode[];
}

export type TomlValue =
  string | number | boolean | { $date: string } | { $datetime: string } | { $time: string } | TomlValue[] |
  { [name: string]: TomlValue };

export type Path = (string | number)[];

export type Edit =
  | { path: Path; set: TomlValue }
  | { path: Path; remove: true }
  | { path: Path; append: TomlValue };

/** The members of a table by name, in the order of the file. */
export function members(node: TomlNode | undefined): [string, TomlNode][] {
  if (!node || node.kind !== 'table') return [];
  return [...node.children ?? []].sort((a, b) => line_of(a) - line_of(b)).map((child) => [child.key ?? '', child]);
}

const line_of = (node: TomlNode): number => node.key_line ?? node.line;

export function items(node: TomlNode | undefined): TomlNode[] {
  return node?.kind === 'array' ? node.children ?? [] : [];
}

export function member(node: TomlNode | undefined, name: string): TomlNode | undefined {
  return members(node).find(([key]) => key === name)?.[1];
}

export function at(node: TomlNode | undefined, path: Path): TomlNode | undefined {
  let found = node;
  for (const step of path) found = typeof step === 'number' ? items(found)[step] : member(found, step);
  return found;
}

/** The text of a value, a date without its wrapping; empty for what is no single value. */
export function text_of(node: TomlNode | undefined): string {
  const value = node?.value;
  if (value === undefined || value === null) return '';
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return '';
  const moment = (value as Record<string, unknown>)['$date'] ?? (value as Record<string, unknown>)['$datetime'];
  return typeof moment === 'string' ? moment : '';
}

/** The texts of a list; a single value is a list of one. */
export function texts_of(node: TomlNode | undefined): string[] {
  if (!node) return [];
  return node.kind === 'array' ? items(node).map(text_of) : node.kind === 'value' ? [text_of(node)] : [];
}

/** How a date or a moment that a form holds is sent to the server. */
export function moment(text: string): TomlValue {
  return /^\d{4}-\d\d-\d\d$/.test(text) ? { $date: text } : { $datetime: text };
}
