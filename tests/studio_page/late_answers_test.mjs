// Answers that come late: what is entered before them, or on the way from one pack to another, goes where it was entered
// or nowhere, and never into another file.
import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { make_home } from './rules_folder.mjs';
import { comes_to_be, open_studio, studio_over, text_is_there } from './studio_page.mjs';

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

/** Holds back answers to `path` until the function that this returns is called; then there is `answer`. */
async function hold_back(path, method = 'GET', answer = (route) => route.continue()) {
  const waiting = [];
  let held = true;
  await page.route(`**/api/${path}`, async (route) => {
    if (held && route.request().method() === method) await new Promise((go_on) => { waiting.push(go_on); });
    await answer(route).catch(() => {});
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
  await comes_to_be(unsaved, [SECOND]);
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
  await comes_to_be(unsaved, [FIRST]);
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
  await comes_to_be(unsaved, [FIRST]);
});

test('an edit goes into the test that it was entered for, though one before it is on its way out', async () => {
  const cards = page.locator('.form-section.tests .card');
  await cards.first().waitFor();
  for (const place of [0, 1]) await cards.nth(place).locator('summary').first().click();
  const answer = await hold_back('edit', 'POST');
  await cards.nth(0).getByRole('button', { name: /^Remove a reader in France/ }).click();
  await cards.nth(1).getByRole('textbox').first().fill('entered for the second');
  await title().click();
  answer();
  await cards.nth(0).getByText('entered for the second').first().waitFor();
  await cards.nth(1).getByText('other pages stay open in France').first().waitFor();
  await comes_to_be(() => cards.count(), 2);
});

test('a pack that comes before the one that is shown does not come in its place', async () => {
  await text_is_there(page);
  await text().click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('# mine\n');
  const other = file_of('aaa.toml');
  writeFileSync(other, '[pack]\nid = "aaa"\ntitle = "A"\n');
  await page.locator('.packs a', { hasText: 'aaa.toml' }).waitFor();
  await page.keyboard.type('# and more\n');
  await text().getByText('# and more').waitFor();
  await comes_to_be(unsaved, [FIRST]);
  rmSync(other);
  await page.locator('.packs a', { hasText: 'aaa.toml' }).waitFor({ state: 'detached' });
});

test('what is discarded takes along what was typed into a field just now', async () => {
  await title().waitFor();
  await text().click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('# mine\n');
  await page.locator('.packs .unsaved').waitFor();
  const before = await title().inputValue();
  const arrived = page.waitForResponse((response) => response.url().endsWith('/api/edit'));
  await title().pressSequentially('Not wanted');
  page.once('dialog', (dialog) => dialog.accept());
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await arrived;
  await page.locator('button.primary:disabled', { hasText: 'Save' }).waitFor();
  await page.waitForFunction((value) => [...document.querySelectorAll('.form-section.pack input, .form-section.pack textarea')]
    .some((field) => field.value === value), before);
  assert.deepEqual(await unsaved(), []);
});

test('a program that was started anew asks for its own key, and what was typed stays', async () => {
  await text_is_there(page);
  await text().click();
  await page.keyboard.type('# mine\n');
  await page.route('**/api/**', (route) => route.fulfill({ status: 401, json: { error: { code: 'no-token', message: '' } } }));
  const banner = page.getByRole('alert').filter({ hasText: 'was started anew' });
  await banner.waitFor();
  await page.unroute('**/api/**');
  await page.goto(scene.studio.address);
  await banner.waitFor({ state: 'detached' });
  await text().getByText('# mine').waitFor();
  await comes_to_be(unsaved, [FIRST]);
});

test('the address with its key is enough for a page that came without', async () => {
  await page.evaluate(() => sessionStorage.clear());
  await page.goto('about:blank');
  await page.goto(scene.studio.origin);
  await page.getByRole('heading', { name: 'needs its key' }).waitFor();
  await page.evaluate((address) => { location.href = address; }, scene.studio.address);
  await text_is_there(page);
});

test('an address that cannot be read shows the first pack', async () => {
  await page.goto(`${scene.studio.origin}/#/write/%`);
  page.once('dialog', (dialog) => dialog.accept());
  await page.reload();
  await text_is_there(page);
});

test('a pack that one list leaves out has its place again in the next', async () => {
  await choose(SECOND);
  const shown = (name) => page.locator('.packs a[aria-current]', { hasText: name }).waitFor();
  await shown(SECOND);
  const other = file_of('zzz.toml');
  await page.route('**/api/packs', async (route) => {
    const list = await (await route.fetch()).json();
    await route.fulfill({ json: { ...list, packs: list.packs.filter(({ file }) => file !== SECOND) } });
  });
  writeFileSync(other, '[pack]\nid = "zzz"\ntitle = "Z"\n');
  await shown(FIRST);
  await page.unroute('**/api/packs');
  rmSync(other);
  await shown(SECOND);
});

test('what was typed into a field just before the way back is kept', async () => {
  await choose(SECOND);
  await text().getByText('ru-undesirable').first().waitFor();
  await title().waitFor();
  await title().fill('Just typed');
  await page.goBack();
  await page.locator('.packs .unsaved').waitFor();
  await comes_to_be(unsaved, [SECOND]);
});

test('saving takes along what was typed into a field just now', async () => {
  await title().waitFor();
  await title().fill('Saved at once');
  await page.keyboard.press('Control+s');
  await page.locator('.saying', { hasText: /^Saved/ }).waitFor();
  assert.match(readFileSync(file_of(FIRST), 'utf8'), /title\s*=\s*"Saved at once"/);
});

const refused = (status) => (route) => route.fulfill({ status, json: { error: { code: 'x', message: 'refused' } } });

test('what was refused once its field is gone hinders no save', async () => {
  await title().waitFor();
  const answer = await hold_back('edit', 'POST', refused(400));
  await title().fill('Refused');
  await page.getByRole('link', { name: 'See', exact: true }).click();
  await page.locator('main.view-see').waitFor();
  answer();
  await page.locator('.saying.bad', { hasText: 'refused' }).waitFor();
  await page.getByRole('link', { name: 'Write', exact: true }).click();
  await text().click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('# mine\n');
  await page.keyboard.press('Control+s');
  await page.locator('.saying', { hasText: /^Saved/ }).waitFor();
  assert.equal(readFileSync(file_of(FIRST), 'utf8'), `# mine\n${originals[FIRST]}`);
});

test('what could not be taken for a while is sent again by the next save', async () => {
  await title().waitFor();
  await page.route('**/api/edit', refused(503));
  await title().fill('Sent again');
  await page.locator('.saying.bad', { hasText: 'refused' }).waitFor();
  await page.unroute('**/api/edit');
  await page.keyboard.press('Control+s');
  await page.locator('.saying', { hasText: /^Saved/ }).waitFor();
  assert.match(readFileSync(file_of(FIRST), 'utf8'), /title\s*=\s*"Sent again"/);
  await page.locator('.field-problem').waitFor({ state: 'detached' });
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
