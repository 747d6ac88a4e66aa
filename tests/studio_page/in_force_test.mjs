// What is in force, as a lawyer reads it: packs with all of their states, each rule with its own, and a draft compared
// with what readers get, not with what happens to be saved.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { accessibility_faults } from './axe.mjs';
import { make_home, TREE } from './rules_folder.mjs';
import { comes_to_be, open_studio, studio_over, text_is_there } from './studio_page.mjs';

const home = make_home();
const rule = (id, more) => `[[rules]]\nid = "${id}"\nwhen.region = "RU"\n${more}\n`;
const in_thirty_days = new Date(Date.now() + 30 * 24 * 3600 * 1000);
const PACK = `[pack]\nid = "p"\ntitle = "Of many states"\nreview_by = 2026-01-01\nexpires = ${in_thirty_days.toISOString().slice(0, 10)}\n${rule('plain', 'remove.widgets = "share"')}` +
  `${rule('tried', 'mode = "shadow"\nremove.widgets = "like"')}${rule('over', 'when.between = [2024-01-01, 2024-01-02]\nremove.widgets = "save"')}`;

/** A configuration that demands the approval of whoever has `key`, but not at another site, whose rules lie elsewhere. */
function configuration() {
  const key = home.key();
  const file = join(home.home, 'caveat.toml');
  execFileSync('perl', [join(TREE, 'tests/e2e/test_database.pl'), join(home.home, 'geo.mmdb')]);
  writeFileSync(file, '[listen]\nhttp = "127.0.0.1:1"\n[[sites]]\nname = "newsroom"\nhosts = ["www.newsroom.example"]\n' +
    'upstream.url = "http://127.0.0.1:1"\n[[sites]]\nname = "magazine"\nhosts = ["magazine.example"]\nupstream.url = "http://127.0.0.1:1"\n' +
    'rules = { path = "magazine/", require_approvals = 0 }\n[geoip]\ndatabase = "geo.mmdb"\n[rules]\npath = "rules/"\nrequire_approvals = 1\n' + home.listed);
  return ['--config', file, '--key', key];
}

const scene = studio_over(home, {
  options: configuration,
  once_there: async () => {
    mkdirSync(join(home.home, 'magazine'));
    for (const folder of [home.rules, join(home.home, 'magazine')]) writeFileSync(join(folder, 'p.toml'), PACK);
  },
});
const view = (page, name) => page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name, exact: true }).click();
const soon = `Expires soon until ${new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(in_thirty_days)}`;
const chips = (place) => place.locator('.chip.state').allInnerTexts();

test('what is in force is what the proxy would serve', async (t) => {
  const page = await open_studio(scene.browser, scene.studio);
  await text_is_there(page);
  const pack = page.locator('.packs > ul > li');
  const rules = pack.locator('.pack-rules li');

  await t.test('a pack that lacks approvals is not, nor is any of its rules', async () => {
    await comes_to_be(() => chips(pack.locator('> a')), ['Lacks approvals (0 of 1)', 'Review due since 1 Jan 2026', soon]);
    await comes_to_be(() => chips(rules.nth(0)), ['Lacks approvals', 'Review due', 'Expires soon']);
    await page.locator('.held-back').getByText(/Until this is mended or approved.*p\.toml/).waitFor();
    assert.deepEqual(await accessibility_faults(page), []);
  });
  await t.test('all that it does is new, and the page says why', async () => {
    await view(page, 'Compare');
    await page.getByText(/p\.toml is saved with 0 of 1 approval, so it is not in force/).waitFor();
    await page.getByText(/In force at newsroom, as far as the files in .*rules tell: every pack without errors that 1 person has approved/).waitFor();
    await page.locator('.difference-words').getByText(/p\/plain is new/).first().waitFor();
    assert.deepEqual(await accessibility_faults(page), []);
  });
  await t.test('what is signed is what was read: another text on the disk takes the sheet and the mark away', async () => {
    await view(page, 'Approve');
    await page.getByRole('button', { name: 'Prepare the sheet' }).click();
    await page.locator('.sheet').waitFor();
    await page.getByLabel(/I have read/).check();
    writeFileSync(join(home.rules, 'p.toml'), `${PACK}# by a colleague\n`);
    await page.locator('.sign-off').getByText(/changed on the disk meanwhile/).waitFor();
    assert.equal(await page.locator('.sheet').count(), 0);
    await page.locator('.signing').getByText(/changed on the disk meanwhile/).waitFor();
    assert.ok(!await page.getByLabel(/I have read/).isChecked());
    assert.ok(await page.getByRole('button', { name: 'Approve this pack' }).isDisabled());
    writeFileSync(join(home.rules, 'p.toml'), PACK);
    await page.locator('.sheet').waitFor();
  });
  await t.test('another site may have other rules in force, and be chosen', async () => {
    await view(page, 'Compare');
    const choice = page.getByRole('combobox', { name: 'Compare with' });
    await comes_to_be(async () => (await choice.locator('option').allInnerTexts()).slice(0, 2), ['What is in force at newsroom', 'What is in force at magazine']);
    await comes_to_be(() => choice.inputValue(), 'in-force newsroom');
    await choice.selectOption('in-force magazine');
    await page.getByText(/In force at magazine, as far as the files in .*magazine tell: every pack without errors, on its days/).waitFor();
    await page.locator('.difference-words').getByText('Nothing changes.').waitFor();
    await choice.selectOption('in-force newsroom');
    await page.locator('.difference-words').getByText(/p\/plain is new/).first().waitFor();
  });
  await t.test('once it is approved, each rule has the state of its own', async () => {
    await view(page, 'Approve');
    await page.getByLabel(/I have read/).check();
    await page.getByRole('button', { name: 'Approve this pack' }).click();
    await page.locator('.approvals').getByText('Holds').last().waitFor();
    await comes_to_be(() => chips(pack.locator('> a')), ['Review due since 1 Jan 2026', soon, 'In force']);
    await comes_to_be(() => Promise.all([0, 1, 2].map((index) => chips(rules.nth(index)))), [['Review due', 'Expires soon', 'In force'],
      ['Review due', 'Expires soon', 'In the shadow'], ['Expired', 'Review due', 'Expires soon']]);
    await rules.nth(1).getByRole('link', { name: 'tried' }).click();
    await page.locator('.cm-activeLine').getByText('[[rules]]').waitFor();
  });
  await t.test('a draft with an error is told with its place, not as the end of its rules', async () => {
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('[pakc]\n');
    await view(page, 'Compare');
    const banner = page.getByRole('alert').filter({ hasText: 'p.toml has errors, so nothing is compared of it' });
    await banner.waitFor();
    await page.locator('.difference-words').getByText('Nothing changes.').waitFor();
    assert.equal(await page.locator('.difference-words').getByText('is gone').count(), 0);
    await banner.getByRole('button', { name: /Show line \d+/ }).click();
    await page.locator('.cm-activeLine').waitFor();
  });
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('of a large archive the page says that it saw only the first pages', async () => {
  const pages = join(home.rules, 'pages/www.newsroom.example/a');
  mkdirSync(pages, { recursive: true });
  for (let index = 0; index < 501; ++index)
    writeFileSync(join(pages, `${index}.html`), '<!doctype html><title>A</title><a href="https://vk.com/share.php?url=x">VK</a>');
  writeFileSync(join(home.rules, 'p.toml'), `${PACK}# not approved any more\n`);
  const page = await open_studio(scene.browser, scene.studio);
  await page.goto(`${scene.studio.origin}/#/compare/p.toml`);
  await page.getByLabel('Folder of saved pages').fill('pages');
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.getByText('Only the first 500 pages were looked at.').waitFor({ timeout: 60000 });
  await page.getByText(/500 of 500 pages/).waitFor();
  await page.getByText(/And \d+ more\./).waitFor();
  await page.context().close();
});
