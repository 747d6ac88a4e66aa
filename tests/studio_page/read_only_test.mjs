// `--read-only`, for a reviewer: everything can be looked at, the page says why nothing can be changed, and shows no
// control that would do nothing. (That the server refuses every write is in tests/e2e/studio_server_test.py.)
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { accessibility_faults } from './axe.mjs';
import { fill_in } from './fill_in.mjs';
import { make_home } from './rules_folder.mjs';
import { open_studio, studio_over } from './studio_page.mjs';

const home = make_home();

const scene = studio_over(home, {
  packs: ['examples/rules/ru-undesirable.toml'],
  options: () => ['--key', home.key(), '--audits', home.audit(), '--read-only'],
});

const WRITES = /\b(save|discard|add|remove|new|make this a test|approve this)\b/i;

test('a reviewer sees everything and changes nothing', async (t) => {
  const file = join(home.rules, 'ru-undesirable.toml');
  const before = readFileSync(file, 'utf8');
  const page = await open_studio(scene.browser, scene.studio);
  const open = (view) => page.goto(`${scene.studio.origin}/#/${view}/ru-undesirable.toml`);

  await t.test('the page says so', async () => {
    await page.locator('header').getByText('Read only').waitFor();
    assert.match(await page.locator('header [title]', { hasText: 'Read only' }).getAttribute('title'), /--read-only/);
  });
  for (const view of ['write', 'see', 'map', 'test', 'compare', 'audit']) {
    await t.test(`${view} shows no control that writes`, async () => {
      await open(view);
      await fill_in(page, view);
      const names = await page.getByRole('button').evaluateAll((buttons) =>
        buttons.map((one) => one.getAttribute('aria-label') ?? one.textContent ?? ''));
      assert.deepEqual(names.filter((name) => WRITES.test(name)), []);
      assert.deepEqual(await accessibility_faults(page), []);
    });
  }
  await t.test('the fields take no typing', async () => {
    await open('write');
    await fill_in(page, 'write');
    const open_ones = await page.locator('.form-pane').locator('input, textarea, select').evaluateAll((fields) =>
      fields.filter((one) => !one.disabled && !one.readOnly).map((one) => one.outerHTML));
    assert.deepEqual(open_ones, []);
    await page.locator('.cm-content').click();
    await page.keyboard.type('typed');
    await page.keyboard.press('Control+s');
    await page.waitForTimeout(500);
    assert.equal(await page.locator('.packs .unsaved').count(), 0);
  });
  await t.test('the sheet can be printed, and nobody can sign', async () => {
    await open('approve');
    await page.locator('.approve .banner').getByText('--read-only').waitFor();
    assert.equal(await page.locator('.signing').count(), 0);
    await page.getByRole('button', { name: 'Prepare the sheet' }).click();
    await page.locator('.sheet').waitFor();
  });
  assert.equal(readFileSync(file, 'utf8'), before);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});
