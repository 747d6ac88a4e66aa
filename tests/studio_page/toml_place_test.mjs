// Where in a text a cursor is, so that completion offers what may stand there. `|` is the cursor.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { source } from './source.mjs';

const { toml_place } = await source('write/editor/toml_place.ts');

const CASES = [
  ['an empty file', '|', 'key', '', ''],
  ['a key of the table above', '[pack]\nid = "x"\nti|', 'key', 'pack', 'ti'],
  ['a key behind a dot', '[[rules]]\nid = "a"\nwhen.re|', 'key', 'rules.when', 're'],
  ['a value', '[notices.a]\nkind = |', 'value', 'notices.a.kind', ''],
  ['inside quotes', '[notices.a]\nkind = "wa|"', 'value', 'notices.a.kind', 'wa'],
  ['inside literal quotes', "[notices.a]\nkind = 'wa|", 'value', 'notices.a.kind', 'wa'],
  ['an inline table', '[[rules]]\ninsert = { no|', 'key', 'rules.insert', 'no'],
  ['the second key of an inline table', '[[rules]]\ninsert = { notice = "a", a| }', 'key', 'rules.insert', 'a'],
  ['a list in an inline table', '[[rules]]\nremove = { widgets = ["share", "|"] }', 'value', 'rules.remove.widgets', ''],
  ['a key behind such a list', '[[rules]]\nremove = { widgets = ["share"], el|', 'key', 'rules.remove', 'el'],
  ['a list over several lines', '[regions.r]\ninclude = [\n  "RU",\n  "U|"\n]', 'value', 'regions.r.include', 'U'],
  ['behind a list over several lines', '[regions.r]\ninclude = [\n  "RU",\n]\nun|', 'key', 'regions.r', 'un'],
  ['behind a text over several lines', '[notices.a.text]\nen = """\n[pack]\nx = 1\n"""\nr|', 'key', 'notices.a.text', 'r'],
  ['behind a comment with a heading', '[pack]\n# [rules]\nti|', 'key', 'pack', 'ti'],
  ['a heading', '[no|', 'header', '', 'no'],
  ['the second name of a heading', '[notices.un|', 'header', 'notices', 'un'],
  ['a heading of a list', '[[ru|', 'header', '', 'ru'],
  ['a quoted key', '[[rules]]\nattributes = { "a.b" = { s|', 'key', 'rules.attributes.a.b', 's'],
  ['a bare value', '[pack]\nretired = tr|', 'value', 'pack.retired', 'tr'],
];

for (const [name, marked, part, path, typed] of CASES) {
  test(name, () => {
    const place = toml_place(marked.replace('|', ''), marked.indexOf('|'));
    assert.deepEqual([place.part, place.path.join('.'), place.typed], [part, path, typed]);
  });
}

test('any cut of a text is a place', () => {
  const text = '[[rules]]\nid = "a"\nwhen = { region = ["RU", "x"], path = \'/a/**\' }\ntext.en = """\nq\\"""" # c\n[a."b c"]\n';
  for (let end = 0; end <= text.length; end++) assert.ok(toml_place(text.slice(0, end), end).part);
});
