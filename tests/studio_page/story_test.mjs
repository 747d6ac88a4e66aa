// The ten-minute story: a lawyer who has never seen the program goes from an empty folder to an approved pack.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { accessibility_faults } from './axe.mjs';
import { make_home } from './rules_folder.mjs';
import { open_studio, strangers, studio_over } from './studio_page.mjs';

const ARTICLE = 'https://www.newsroom.example/a/heron.html';
const home = make_home();
const pack = join(home.rules, 'heron-correction/heron-correction.toml');
let page;
let made;

const scene = studio_over(home, {
  options: () => ['--key', home.key()],
  once_there: async ({ browser, studio }) => { page = await open_studio(browser, studio); },
});

const text = () => page.locator('.cm-content');
const view = (name) => page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name, exact: true }).click();
const section = (name) => page.locator(`.form-section.${name}`);
const retype_last_word = async (word) => {
  for (const key of ['End', 'ArrowLeft', 'Control+Shift+ArrowLeft']) await page.keyboard.press(key);
  await page.keyboard.type(word);
};
const saved = () => page.locator('button.primary:disabled', { hasText: 'Save' }).waitFor();

test('from an empty folder to an approved pack', async (t) => {
  await t.test('the page says what a pack is', async () => {
    await page.getByRole('heading', { name: 'Begin with a pack' }).waitFor();
    assert.deepEqual(await accessibility_faults(page), []);
  });

  await t.test('a pack is made from a template', async () => {
    await page.getByRole('button', { name: 'New pack' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name of the pack').fill('heron-correction');
    await dialog.getByLabel('Publisher').fill('The Newsroom');
    await dialog.getByLabel('Who answers for it').fill('legal@newsroom.example');
    await dialog.getByLabel('Site').fill('www.newsroom.example');
    assert.deepEqual(await accessibility_faults(page), []);
    await dialog.getByRole('button', { name: 'Create pack' }).click();
    await section('rules').locator('.card').first().waitFor();
    await text().getByText('heron-correction').first().waitFor();
    await page.locator('.packs').getByText('new, not on the disk').waitFor();
    assert.deepEqual(readdirSync(home.rules), []);
  });

  await t.test('what is typed into the form stands in the text, and comments stay', async () => {
    await section('pack').getByRole('textbox', { name: 'Title' }).fill('Correction of the article on herons');
    await section('pack').getByRole('textbox', { name: 'Legal basis' }).fill('Settlement of 3 March 2026');
    await text().getByText('Settlement of 3 March 2026').waitFor();
  });

  await t.test('a region is chosen by its name', async () => {
    const region = section('regions').getByRole('combobox', { name: /Add a region/ }).first();
    await region.fill('Sevas');
    await page.getByRole('option', { name: /Sevastopol/ }).click();
    await text().getByText('"UA-40"').first().waitFor();
  });

  await t.test('a notice is written, and looked at', async () => {
    const english = section('notices').getByRole('textbox', { name: 'English (en)' });
    await english.fill('**An earlier version gave a wrong number of herons.** [What we changed]({reference})');
    await text().getByText('wrong number of herons').waitFor();
    await section('notices').getByRole('button', { name: /Preview of told in English/ }).click();
    await page.frameLocator('iframe.preview').getByText('An earlier version gave a wrong number of herons.').waitFor();
  });

  await t.test('a slip in the text is found while it is typed, and explained', async () => {
    await section('notices').getByRole('button', { name: /Show line/ }).click();
    await page.locator('.cm-activeLine').getByText('[notices.told]').waitFor();
    await page.keyboard.press('ArrowDown');
    await retype_last_word('corection');
    const finding = page.locator('.findings li.error').first();
    await finding.getByText('corection').waitFor();
    await finding.getByRole('button', { name: /Explain CV\d+/ }).click();
    await page.getByRole('dialog').getByText('Right').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await finding.getByRole('button', { name: /line/ }).click();
    await retype_last_word('correction');
    await page.locator('.findings li.error').first().waitFor({ state: 'detached' });
  });

  await t.test('it is saved', async () => {
    await page.keyboard.press('Control+s');
    await saved();
    const written = readFileSync(pack, 'utf8');
    assert.match(written, /Settlement of 3 March 2026/);
    assert.match(written, /"UA-40"/);
    assert.match(written, /kind = "correction"/);
    assert.match(written, /id\s+= "heron-correction"/);
    assert.match(written, /# who answers for it|what this pack is about|<-/);
  });

  await t.test('a page is seen as a reader in Sevastopol gets it', async () => {
    await view('See');
    await page.getByLabel('Address', { exact: true }).fill(ARTICLE);
    await page.getByRole('button', { name: 'Use an example page' }).click();
    await page.locator('.situation').getByRole('combobox', { name: 'Region' }).fill('UA-40');
    await page.getByRole('option', { name: /Sevastopol/ }).click();
    await page.getByRole('button', { name: 'Show the page' }).click();
    await page.frameLocator('iframe[title="As this reader gets it"]').getByText('wrong number of herons').waitFor();
    const original = page.frameLocator('iframe[title="As the site sends it"]');
    await original.getByText('herons are nesting').waitFor();
    assert.equal(await original.getByText('wrong number of herons').count(), 0);
    await page.locator('.marks').getByText('Put in').waitFor();
    await page.locator('.why').getByText('UA-40 is in here').waitFor();
  });

  await t.test('a change leads to its place in the page and to its rule', async () => {
    await page.locator('.mark.insert').getByRole('button', { name: 'Show in the page' }).click();
    await page.waitForFunction(() => [...document.querySelectorAll('iframe')].some((frame) => /#caveat-mark-/.test(frame.src)));
    await page.locator('.mark.insert').getByRole('button', { name: /To the rule/ }).click();
    await page.locator('.cm-activeLine').getByText(/\[\[rules\]\]|tell-readers|insert/).first().waitFor();
  });

  await t.test('what was seen becomes a test', async () => {
    await view('See');
    await page.getByRole('button', { name: 'Make this a test' }).click();
    await page.locator('.packs .unsaved').waitFor();
    made = await section('tests').locator('.card-title').last().innerText();
    await page.keyboard.press('Control+s');
    await saved();
    await view('Test');
    await page.locator('.tests li').first().waitFor();
  });

  await t.test('tests of the template that no longer fit say what they got', async () => {
    const failed = page.locator('.tests li.failed');
    // What is shown first is what was found before.
    const run_anew = async () => {
      const ran = page.waitForResponse((response) => response.url().endsWith('/api/test') && response.ok());
      await view('Write');
      await view('Test');
      await ran;
      await page.locator('.test-sum .chip').first().waitFor();
    };
    await run_anew();
    await page.locator('.tests li.passed').filter({ hasText: made }).waitFor();
    for (let count = await failed.count(); count > 0; count = await failed.count()) {
      assert.match(await failed.first().innerText(), /Expected[^]*Got/);
      const name = await failed.first().locator('strong').innerText();
      await failed.first().getByRole('button', { name: /line/ }).click();
      const card = section('tests').locator('.card', { has: page.locator('.card-title').getByText(name, { exact: true }) });
      await card.locator('summary').first().click();
      await card.getByRole('button', { name: `Remove ${name}`, exact: true }).click();
      await card.waitFor({ state: 'detached' });
      await run_anew();
    }
    assert.match(await page.locator('.test-sum').innerText(), /passed/);
  });

  await t.test('the map shows where it applies', async () => {
    await view('Map');
    await page.getByLabel('Address of the page').fill(ARTICLE);
    const row = page.locator('.region-list tr', { hasText: 'Austria' });
    await row.getByText('Page changed').waitFor();
  });

  await t.test('the comparison says in words what the change does', async () => {
    await view('Write');
    await page.keyboard.press('Control+s');
    await saved();
    const region = section('regions').getByRole('combobox', { name: /Add a region/ }).first();
    await region.fill('Norway');
    await page.getByRole('option', { name: /Norway/ }).click();
    await text().getByText('"NO"').first().waitFor();
    await view('Compare');
    await page.locator('.difference-words').getByText(/Norway/).first().waitFor();
    await view('Write');
    await page.keyboard.press('Control+s');
    await saved();
  });

  await t.test('it is approved', async () => {
    await view('Approve');
    await page.getByText('Nobody has approved this pack.').waitFor();
    await page.getByLabel(/I have read/).check();
    await page.getByRole('button', { name: 'Approve this pack' }).click();
    await page.locator('.approvals').getByText('Jana Nováková').waitFor();
    await page.locator('.approvals').getByText('Holds').last().waitFor();
  });

  await t.test('the sheet for the file has what was approved', async () => {
    await page.getByRole('button', { name: 'Prepare the sheet' }).click();
    const sheet = page.locator('.sheet');
    await sheet.getByText('Correction of the article on herons').first().waitFor();
    await sheet.getByText('Jana Nováková').first().waitFor();
    await sheet.getByText(/caveat-pack-1:/).first().waitFor();
  });

  await t.test('nobody else was asked, and the page complained of nothing', () => {
    assert.deepEqual(strangers(page), []);
    assert.deepEqual(page.faults, []);
  });
});
