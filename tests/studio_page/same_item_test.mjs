// A rule that a form was drawn for is found again in a list that has changed meanwhile, or it is not there any more.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { source } from './source.mjs';

const { index_now, kept_keys } = await source('write/same_item.ts');

const CASES = [
  ['nothing has changed', ['a', 'b'], ['a', 'b'], 1, 1],
  ['another came before it', ['a', 'b'], ['x', 'a', 'b'], 0, 1],
  ['the one before it has gone', ['a', 'b'], ['b'], 1, 0],
  ['it has gone itself', ['a', 'b'], ['b'], 0, null],
  ['its name has changed', ['a', 'b'], ['a', 'c'], 1, 1],
  ['its name has changed, and others have gone', ['a', 'b'], ['c'], 1, null],
  ['another has come in its place, and one has gone', ['a', 'b'], ['b', 'x'], 0, null],
  ['two of one name', ['a', 'a'], ['x', 'a', 'a'], 1, 2],
  ['one of two of one name has gone', ['a', 'a'], ['a'], 1, null],
  ['without names', ['', ''], ['', ''], 1, 1],
  ['another without a name came behind it', [''], ['', ''], 0, 0],
  ['another without a name came in between', ['', 'a', ''], ['', 'a', 'x', '', ''], 2, 4],
  ['another of its name came elsewhere, where all else is new', ['x', 'a', 'y'], ['z', 'a', 'a'], 1, 1],
];
for (const [what, before, now, index, expected] of CASES) {
  test(what, () => assert.equal(index_now(before, now, index), expected));
}

test('cards keep their keys where several names change at once', () => {
  assert.deepEqual(kept_keys({ names: ['a', 'b', 'c'], keys: [0, 1, 2] }, ['x', 'y', 'c'], () => 3), [0, 1, 2]);
});

test('a card keeps its key while others come and go', () => {
  let next = 2;
  assert.deepEqual(kept_keys({ names: ['a', 'b'], keys: [0, 1] }, ['x', 'b', 'a'], () => next++), [2, 1, 0]);
});
