// Answers that come late: what is entered before them, or on the way from one pack to another, goes where it was entered
// or nowhere, and never into another file.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { make_home } from './rules_folder.mjs';
import { open_studio, studio_over, text_is_there } from './studio_page.mjs';

const FIRST = 'eu-block.toml';
const SECOND = 'ru-undesirable.toml';
const home = make_home();
const originals = {};
const file_of = (name) => join(home.rules, name);
let page;

const scene = studio_over(home, {
  packs: [`examples/rules/${FIRST}`, `examples/rules/${SECOND}`],
  once_there: async () => { for (const name of [FIRST, SECOND]) originals[name] = readFileSync(file_of(name), 'utf8'); },
});

beforeEach(async () => {
  for (const name of [FIRST, SECOND]) writeFileSync(file_of(name), originals[name]);
  page = await open_studio(scene.browser, scene.studio);
});
afterEach(async () => {
  // The one that is closed with a question has no routes any more.
  if (!page.isClosed()) await page.unrouteAll({ behavior: 'ignoreErrors' }).catch(() => {});
  await page.context().close();
});

/** Holds back answers to `path` until the function that this returns is called. */
async function hold_back(path, method = 'GET') {
  const waiting = [];
  let held = true;
  await page.route(`**/api/${path}`, async (route) => {
    if (held && route.request().method() === method) await new Promise((go_on) => { waiting.push(go_on); });
    await route.continue().catch(() => {});
  });
  return () => {
    held = false;
    waiting.splice(0).forEach((go_on) => go_on());
  };
}

const text = () => page.locator('.cm-content');
const choose = (name) => page.locator('.packs a', { hasText: name }).click();
const unsaved = () => page.locator('.packs li', { has: page.locator('.unsaved') }).locator('.pack-file').allInnerTexts();
const title = () => page.locator('.form-section.pack').getByRole('textbox', { name: 'Title' });

test('what is typed before the text has come changes nothing', async () => {
  const answer = await hold_back(`packs/${FIRST}`);
  await page.reload();
  await text().click();
  await page.keyboard.type('typed too early');
  assert.deepEqual(await unsaved(), []);
  answer();
  await text_is_there(page);
  assert.equal(await text().getByText('typed too early').count(), 0);
  assert.deepEqual(await unsaved(), []);
});

test('what is typed before the text of another pack has come goes into neither', async () => {
  await text_is_there(page);
  const answer = await hold_back(`packs/${SECOND}`);
  await choose(SECOND);
  await text().click();
  await page.keyboard.type('typed on the way');
  assert.deepEqual(await unsaved(), []);
  answer();
  await text().getByText('ru-undesirable').first().waitFor();
  assert.deepEqual(await unsaved(), []);
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('# here\n');
  await page.locator('.packs .unsaved').waitFor();
  assert.deepEqual(await unsaved(), [SECOND]);
});

test('a text that was asked for twice does not come back over what was typed and saved', async () => {
  await text_is_there(page);
  const answer = await hold_back(`packs/${SECOND}`);
  await choose(SECOND);
  await choose(FIRST);
  await choose(SECOND);
  answer();
  await text().getByText('ru-undesirable').first().waitFor();
  await text().click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('# mine\n');
  await page.keyboard.press('Control+s');
  await page.locator('button.primary:disabled', { hasText: 'Save' }).waitFor();
  assert.equal(readFileSync(file_of(SECOND), 'utf8'), `# mine\n${originals[SECOND]}`);
  await text().getByText('# mine').waitFor();
});

test('an edit of the form goes into the pack whose form it was, though another is chosen', async () => {
  await title().waitFor();
  const answer = await hold_back('edit', 'POST');
  await title().fill('Of the first pack');
  await choose(SECOND);
  await text().getByText('ru-undesirable').first().waitFor();
  answer();
  await page.locator('.packs .unsaved').waitFor();
  assert.deepEqual(await unsaved(), [FIRST]);
  await choose(FIRST);
  await text().getByText('Of the first pack').waitFor();
});

test('an edit that waits for one before it goes into the pack whose form it was', async () => {
  await title().waitFor();
  const answer = await hold_back('edit', 'POST');
  await title().fill('The first');
  await page.locator('.form-section.pack').getByRole('textbox', { name: 'Legal basis' }).fill('The second');
  await choose(SECOND);
  await text().getByText('ru-undesirable').first().waitFor();
  answer();
  await page.locator('.packs .unsaved').waitFor();
  await choose(FIRST);
  await text().getByText('The first').waitFor();
  await text().getByText('The second').waitFor();
  assert.deepEqual(await unsaved(), [FIRST]);
});

test('what was typed into a field just before the way back is kept', async () => {
  await choose(SECOND);
  await text().getByText('ru-undesirable').first().waitFor();
  await title().waitFor();
  await title().fill('Just typed');
  await page.goBack();
  await page.locator('.packs .unsaved').waitFor();
  assert.deepEqual(await unsaved(), [SECOND]);
});

test('saving takes along what was typed into a field just now', async () => {
  await title().waitFor();
  await title().fill('Saved at once');
  await page.keyboard.press('Control+s');
  await page.locator('.saying', { hasText: /^Saved/ }).waitFor();
  assert.match(readFileSync(file_of(FIRST), 'utf8'), /title\s*=\s*"Saved at once"/);
});

test('what was typed into a field just now is not lost without a word', async () => {
  await title().waitFor();
  await title().fill('Not saved');
  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  assert.equal(dialog.type(), 'beforeunload');
  await dialog.accept();
});

test('the form of a pack never shows the tree of another', async () => {
  await title().waitFor();
  const answer = await hold_back('model', 'POST');
  await choose(SECOND);
  await text().getByText('ru-undesirable').first().waitFor();
  await page.keyboard.press('Tab');
  assert.equal(await title().count(), 0);
  answer();
  await title().waitFor();
  assert.match(originals[SECOND], new RegExp(await title().inputValue()));
});

test('findings are those of the rules on the disk, though a file was changed there and changed back', async () => {
  await text_is_there(page);
  const look = await hold_back('changes*');
  writeFileSync(file_of(SECOND), '[pack\n');
  await text().click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('# mine\n');
  const elsewhere = page.locator('.findings summary');
  await elsewhere.waitFor();
  writeFileSync(file_of(SECOND), originals[SECOND]);
  look();
  await elsewhere.waitFor({ state: 'detached' });
});
