// Somebody else changes a file that is open here: nothing is overwritten, and there are three ways on.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { make_home } from './rules_folder.mjs';
import { open_studio, studio_over, text_is_there } from './studio_page.mjs';

const home = make_home();
const file = join(home.rules, 'eu-block.toml');
let page;
let original;

const scene = studio_over(home, {
  packs: ['examples/rules/eu-block.toml'],
  once_there: async () => { original = readFileSync(file, 'utf8'); },
});
beforeEach(async () => {
  writeFileSync(file, original);
  page = await open_studio(scene.browser, scene.studio);
  await text_is_there(page);
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+Home');
});
afterEach(() => page.context().close());

const type_mine = () => page.keyboard.type('# mine\n');
const write_theirs = () => writeFileSync(file, `${original}# theirs\n`);
const dialog = () => page.locator('dialog', { hasText: 'changed on the disk' });

test('a change on the disk is taken over where nothing was typed', async () => {
  write_theirs();
  await page.keyboard.press('Control+End');
  await page.locator('.cm-content').getByText('# theirs').waitFor();
  assert.equal(await dialog().count(), 0);
});

test('a change on both sides is shown, and nothing is overwritten', async () => {
  await type_mine();
  const on_windows = `${original}# theirs\n`.replaceAll('\n', '\r\n');
  writeFileSync(file, on_windows);
  await dialog().waitFor();
  assert.match(await dialog().locator('pre').innerText(), /\+ # mine[^]*− # theirs/);
  await dialog().getByText('Their lines end in different ways').waitFor();
  assert.equal(readFileSync(file, 'utf8'), on_windows);
});

test('what is just being typed in a field is on this side, and goes into no rule of the other', async () => {
  const card = page.locator('.form-section.tests .card').first();
  await card.locator('summary').first().click();
  const field = card.getByRole('textbox').first();
  await field.press('End');
  const theirs = original.replace('[[tests]]', '[[tests]]\nname = "theirs"\nreader.region = "AT"\nurl = "https://a.example/"\nexpect.status = 200\n\n[[tests]]');
  writeFileSync(file, theirs);
  // No pause is long enough for the text to go on its way by itself.
  for (let count = 0; count < 40 && await dialog().count() === 0; count++) await page.keyboard.type('x', { delay: 150 });
  await dialog().waitFor();
  assert.match(await dialog().locator('pre').innerText(), /− name {0,3}= "theirs"/);
  await dialog().getByRole('button', { name: 'Take the one on the disk' }).click();
  await dialog().waitFor({ state: 'detached' });
  assert.equal(await page.locator('.packs .unsaved').count(), 0);
});

test('a change on the disk that is taken back is no conflict any more', async () => {
  await type_mine();
  write_theirs();
  await dialog().waitFor();
  writeFileSync(file, original);
  await dialog().waitFor({ state: 'detached' });
  await page.locator('.packs .unsaved').waitFor();
});

test('a save that comes too late is refused, not carried out', async () => {
  await type_mine();
  write_theirs();
  await page.keyboard.press('Control+s');
  await dialog().waitFor();
  assert.equal(readFileSync(file, 'utf8'), `${original}# theirs\n`);
});

test('theirs is taken', async () => {
  await type_mine();
  write_theirs();
  await dialog().getByRole('button', { name: 'Take the one on the disk' }).click();
  await page.locator('.cm-content').getByText('# mine').waitFor({ state: 'detached' });
  assert.equal(readFileSync(file, 'utf8'), `${original}# theirs\n`);
});

test('mine is saved over it', async () => {
  await type_mine();
  write_theirs();
  await dialog().getByRole('button', { name: 'Save mine over it' }).click();
  await page.locator('.packs .unsaved').waitFor({ state: 'detached' });
  assert.equal(readFileSync(file, 'utf8'), `# mine\n${original}`);
});

test('mine goes on, and the next save replaces theirs', async () => {
  await type_mine();
  write_theirs();
  await dialog().getByRole('button', { name: 'Go on editing mine' }).click();
  assert.equal(readFileSync(file, 'utf8'), `${original}# theirs\n`);
  await page.locator('button.primary', { hasText: 'Save' }).click();
  await page.locator('button.primary:disabled', { hasText: 'Save' }).waitFor();
  assert.equal(readFileSync(file, 'utf8'), `# mine\n${original}`);
});

test('what is not saved is not lost without a word', async () => {
  await type_mine();
  await page.locator('.packs .unsaved').waitFor();
  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const one = await asked;
  assert.equal(one.type(), 'beforeunload');
  await one.accept();
});
