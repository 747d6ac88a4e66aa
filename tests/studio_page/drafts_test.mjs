// What is not saved is on no disk: new packs, packs that somebody else has named so meanwhile, and packs whose file was
// deleted while they were open.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { accessibility_faults } from './axe.mjs';
import { make_home } from './rules_folder.mjs';
import { open_studio, studio_over, text_is_there } from './studio_page.mjs';

const home = make_home();
const kept = join(home.rules, 'eu-block.toml');
let original;
let page;

const scene = studio_over(home, {
  packs: ['examples/rules/eu-block.toml'],
  once_there: async () => { original = readFileSync(kept, 'utf8'); },
});
beforeEach(async () => {
  for (const name of readdirSync(home.rules)) rmSync(join(home.rules, name), { recursive: true });
  writeFileSync(kept, original);
  page = await open_studio(scene.browser, scene.studio);
  await text_is_there(page);
});
afterEach(() => page.context().close());

const file_of = (id) => join(home.rules, id, `${id}.toml`);
const entry = (name) => page.locator('.packs > ul > li', { hasText: name });
const text = () => page.locator('.cm-content');
const save = () => page.keyboard.press('Control+s');

async function make(id) {
  await page.getByRole('button', { name: 'New pack' }).click();
  await page.getByRole('dialog').getByLabel('Name of the pack').fill(id);
  await page.getByRole('dialog').getByLabel('Site').fill('www.newsroom.example');
  await page.getByRole('dialog').getByLabel('Begin with').selectOption('russia-undesirable-organization');
  await page.getByRole('dialog').getByRole('button', { name: 'Create pack' }).click();
  await text().getByText(id).first().waitFor();
}

async function type_on_top(words) {
  await text().click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type(words);
}

test('a new pack is on no disk before it is saved, and its tests run', async () => {
  await make('fresh');
  await entry('fresh').getByText('new, not on the disk').waitFor();
  await page.getByText('Only this page has it').waitFor();
  await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Test', exact: true }).click();
  await page.locator('.test-sum').getByText(/passed/).waitFor();
  assert.equal(await page.locator('.tests li.failed').count(), 0);
  assert.deepEqual(readdirSync(home.rules), ['eu-block.toml']);
  await save();
  await entry('fresh').getByText('new, not on the disk').waitFor({ state: 'detached' });
  assert.match(readFileSync(file_of('fresh'), 'utf8'), /id\s+= "fresh"/);
  assert.ok(readdirSync(join(home.rules, 'fresh')).length > 1, 'the page of its tests is not there');
  assert.deepEqual(page.faults, []);
});

test('a new pack that is discarded leaves nothing behind', async () => {
  await make('fresh');
  page.once('dialog', (dialog) => dialog.accept());
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await entry('fresh').waitFor({ state: 'detached' });
  assert.deepEqual(readdirSync(home.rules), ['eu-block.toml']);
});

test('a name that somebody else takes meanwhile is told, and both packs are kept', async () => {
  await make('fresh');
  mkdirSync(join(home.rules, 'fresh'));
  writeFileSync(file_of('fresh'), `${original.replace(/^id\s*=.*$/m, 'id = "fresh"')}# theirs\n`);
  const dialog = page.locator('dialog', { hasText: 'changed on the disk' });
  await dialog.waitFor();
  assert.deepEqual(await accessibility_faults(page), []);
  await dialog.getByLabel('Another name for mine').fill('fresh-too');
  await dialog.getByRole('button', { name: 'Keep both' }).click();
  await entry('fresh-too').getByText('new, not on the disk').waitFor();
  await save();
  await entry('fresh-too').getByText('new, not on the disk').waitFor({ state: 'detached' });
  assert.match(readFileSync(file_of('fresh'), 'utf8'), /# theirs/);
  assert.match(readFileSync(file_of('fresh-too'), 'utf8'), /id\s+= "fresh-too"/);
});

test('a file that is deleted on the disk is told, and its draft is saved again', async () => {
  await type_on_top('# mine\n');
  await page.locator('.packs .unsaved').waitFor();
  rmSync(kept);
  const dialog = page.locator('dialog', { hasText: 'deleted on the disk' });
  await dialog.waitFor();
  assert.deepEqual(await accessibility_faults(page), []);
  await dialog.getByRole('button', { name: 'Save it again' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.locator('.packs .unsaved').waitFor({ state: 'detached' });
  assert.equal(readFileSync(kept, 'utf8'), `# mine\n${original}`);
});

test('a deleted file can be kept here, and goes on to be edited', async () => {
  rmSync(kept);
  await page.getByRole('button', { name: 'Keep it here' }).click();
  await entry('eu-block').getByText('deleted on the disk').waitFor();
  await type_on_top('# mine\n');
  assert.ok(!existsSync(kept));
  await save();
  await entry('eu-block').getByText('deleted on the disk').waitFor({ state: 'detached' });
  assert.equal(readFileSync(kept, 'utf8'), `# mine\n${original}`);
});

test('a file that cannot be read for a while is not taken for deleted', async () => {
  const file = join(home.rules, 'eu-block.toml');
  const text = readFileSync(file, 'utf8');
  const looked = () => page.waitForResponse((answer) => answer.url().includes('/api/changes'));
  writeFileSync(file, '#'.repeat(1024 * 1024 + 1));
  await looked();
  await looked();
  assert.equal(await page.locator('dialog', { hasText: 'deleted on the disk' }).count(), 0);
  assert.equal(await page.getByText(/deleted on the disk/).count(), 0);
  writeFileSync(file, text);
  await entry('eu-block').waitFor();
});

test('a save that finds its file gone writes nothing and says so', async () => {
  await page.route('**/api/changes*', (route) => route.abort());
  await type_on_top('# mine\n');
  rmSync(kept);
  await save();
  await page.locator('dialog', { hasText: 'deleted on the disk' }).waitFor();
  assert.ok(!existsSync(kept));
});

test('a deleted file can be let go', async () => {
  rmSync(kept);
  await page.getByRole('button', { name: 'Let it go' }).click();
  await entry('eu-block').waitFor({ state: 'detached' });
  await page.getByRole('heading', { name: 'Begin with a pack' }).waitFor();
});
