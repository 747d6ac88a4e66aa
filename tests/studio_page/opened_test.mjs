// What is opened over or within a view: windows, lists, cards, failures, comparisons. Axe finds nothing in any of them, in
// either colour scheme.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { accessibility_faults, too_wide } from './axe.mjs';
import { fill_in } from './fill_in.mjs';
import { make_home } from './rules_folder.mjs';
import { open_studio, studio_over, text_is_there } from './studio_page.mjs';

const home = make_home();
const PACK = 'ru-undesirable.toml';
const scene = studio_over(home, { packs: [`examples/rules/${PACK}`], options: () => ['--audits', home.audit()] });
const file = join(home.rules, PACK);

/** The cursor at the end of the first line that begins so; the editor draws only what is in sight. */
async function at_line(page, beginning) {
  await page.locator('.cm-content').focus();
  await page.keyboard.press('Control+Home');
  await page.locator('.cm-line').filter({ hasText: beginning }).first().click();
  await page.keyboard.press('End');
}

const OPENED = {
  async 'the window for a new pack'(page) {
    await page.getByRole('button', { name: 'New pack' }).click();
    await page.getByRole('dialog').getByLabel('Name of the pack').fill('a b');
    await page.getByText('Only letters, digits and hyphens, please.').waitFor();
    return () => page.keyboard.press('Escape');
  },
  async 'a list of regions'(page) {
    await page.locator('.form-section.regions').getByRole('combobox', { name: /^Add a region/ }).fill('Eur');
    await page.locator('.picker [role=option]').first().waitFor();
    return () => page.keyboard.press('Escape');
  },
  async 'the preview of a notice'(page) {
    await page.getByRole('button', { name: /^Preview of undesirable in Persian/ }).click();
    await page.locator('iframe.preview.small').waitFor();
  },
  async 'a finding, and its explanation'(page) {
    await at_line(page, /^title/);
    await page.keyboard.type('\nownr = 1');
    await page.getByRole('button', { name: 'Explain CV010' }).click();
    await page.getByRole('dialog').locator('pre').first().waitFor();
    return () => page.keyboard.press('Escape');
  },
  async 'a card of a finding in the text'(page) {
    await page.locator('.cm-lintRange-error').first().hover();
    await page.locator('.cm-tooltip .cm-diagnostic').first().waitFor();
    return () => page.mouse.move(0, 0);
  },
  async 'the list of completions'(page) {
    await at_line(page, /^ownr/);
    await page.keyboard.type('\nti');
    await page.keyboard.press('Control+Space');
    await page.locator('.cm-tooltip-autocomplete li').first().waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Space');
    await page.locator('.cm-tooltip-autocomplete li').first().waitFor();
    return async () => {
      await page.keyboard.press('Escape');
      await page.locator('.form-pane').getByText(/cannot be read as TOML/).waitFor();
      assert.deepEqual(await accessibility_faults(page), []);
      await page.keyboard.press('Control+z');
    };
  },
  async 'the card of a key'(page) {
    await at_line(page, /^owner/);
    await page.locator('.cm-line').filter({ hasText: /^owner/ }).first().hover({ position: { x: 14, y: 8 } });
    await page.locator('.key-card').waitFor();
    return () => page.mouse.move(0, 0);
  },
  async 'searching in the text'(page) {
    await page.locator('.cm-content').focus();
    await page.keyboard.press('Control+f');
    await page.locator('.cm-search').waitFor();
    return () => page.keyboard.press('Escape');
  },
  async 'another change on the disk'(page) {
    const before = readFileSync(file, 'utf8');
    writeFileSync(file, `${before}\n# by somebody else\n`);
    await page.getByRole('dialog').locator('.difference pre ins').first().waitFor({ timeout: 20000 });
    return async () => {
      writeFileSync(file, before);
      await page.getByRole('button', { name: 'Take the one on the disk' }).click();
    };
  },
  async 'a page with its changes'(page) {
    await page.goto(`${scene.studio.origin}/#/see/${PACK}`);
    await fill_in(page, 'see');
    await page.getByRole('button', { name: /^Show its changes/ }).first().click();
    await page.locator('.mark.shown').waitFor();
  },
  async 'the window with the map'(page) {
    await page.getByRole('button', { name: 'Choose on the map' }).click();
    await page.getByRole('dialog').locator('svg').first().waitFor();
    return () => page.keyboard.press('Escape');
  },
  async 'tests that fail'(page) {
    const untried = '[[rules]]\nid = "untried"\nwhen.region = "FR"\nremove.widgets = "share"\n';
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('notices = ["undesirable"]', 'notices = []') + untried);
    await page.goto(`${scene.studio.origin}/#/test/${PACK}`);
    await page.locator('.tests li.failed').first().waitFor({ timeout: 20000 });
    const reach = (rule) => page.locator('.coverage .rule-row', { hasText: rule }).locator('.chip').innerText();
    assert.deepEqual([await reach('untried'), await reach('protect-readers')], ['not reached', 'reached']);
  },
  async 'a comparison in words, in lines and over saved pages'(page) {
    const mirror = join(home.rules, 'mirror/www.newsroom.example/a');
    mkdirSync(mirror, { recursive: true });
    writeFileSync(join(mirror, '1.html'), '<!doctype html><html lang="en"><title>A</title><article><h1>A</h1><p>Text.</p></article></html>');
    await page.goto(`${scene.studio.origin}/#/write/${PACK}`);
    // The tests before have changed the file: what is typed before the page knows of it would be a conflict.
    await page.reload();
    await text_is_there(page);
    const include = page.locator('.form-section.regions').getByRole('combobox', { name: /^Add a region/ });
    await include.fill('Norway');
    await page.locator('.picker').getByRole('option', { name: /Norway/ }).first().click();
    await page.locator('.cm-content').getByText('"NO"').waitFor();
    await page.getByRole('link', { name: 'Compare' }).click();
    await page.getByRole('combobox', { name: 'Compare with' }).selectOption('saved');
    await page.getByLabel('Folder of saved pages').fill('mirror');
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.locator('.difference-words').getByText(/Norway/).first().waitFor();
    await page.getByText('1 of 1 page').waitFor();
    await page.locator('.difference pre ins').getByText('"NO"').waitFor();
  },
};

for (const scheme of ['light', 'dark']) {
  test(`what is opened, ${scheme}`, async (t) => {
    const good = readFileSync(file, 'utf8');
    const page = await open_studio(scene.browser, scene.studio, { scheme });
    await page.goto(`${scene.studio.origin}/#/write/${PACK}`);
    await text_is_there(page);
    await page.locator('.form-section.tests .card').first().waitFor();
    for (const [what, open] of Object.entries(OPENED)) {
      await t.test(what, async () => {
        const close = await open(page);
        try {
          assert.deepEqual(await accessibility_faults(page), []);
          assert.deepEqual(await too_wide(page), []);
        } finally {
          await close?.();
        }
      });
    }
    assert.deepEqual(page.faults, []);
    await page.context().close();
    writeFileSync(file, good);
  });
}
