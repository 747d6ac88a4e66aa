// The map as a list: every subdivision is found, and keys alone reach each of its rows.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { accessibility_faults } from './axe.mjs';
import { make_home } from './rules_folder.mjs';
import { open_studio, studio_over } from './studio_page.mjs';

const home = make_home();
const scene = studio_over(home, {
  once_there: async () => writeFileSync(join(home.rules, 'p.toml'),
    '[pack]\nid = "p"\ntitle = "T"\n[[rules]]\nid = "r"\nwhen.region = ["DE-BY", "RU", "FR"]\nremove.widgets = "share"\n'),
});

async function open_map() {
  const page = await open_studio(scene.browser, scene.studio);
  await page.goto(`${scene.studio.origin}/#/map/p.toml`);
  await page.getByLabel('Address of the page').fill('https://www.newsroom.example/a/1.html');
  await page.locator('.region-list tbody tr').first().waitFor();
  return page;
}

test('every subdivision is found, also where nothing applies', async () => {
  const page = await open_map();
  const search = page.getByLabel('Search');
  await search.fill('FR-75');
  await page.locator('.region-list tr', { hasText: 'FR-75' }).first().waitFor();
  await search.fill('Antioquia');
  assert.equal(await page.locator('.region-list tbody tr').count(), 0);
  await page.getByRole('button', { name: /1 other was found/ }).click();
  assert.match(await page.locator('.region-list tr', { hasText: 'CO-ANT' }).innerText(), /As it is/);
  assert.deepEqual(await accessibility_faults(page), []);
  await search.fill('a');
  const more = page.getByRole('button', { name: /Show more/ });
  assert.equal(await page.locator('.region-list tbody tr').count(), 300);
  await more.click();
  assert.equal(await page.locator('.region-list tbody tr').count(), 600);
  await page.context().close();
});

test('keys alone choose a row', async () => {
  const page = await open_map();
  await page.getByLabel(/Only where/).focus();
  await page.keyboard.press('Tab');
  const focused = () => page.evaluate(() => document.activeElement.closest('tr')?.querySelector('code').textContent);
  const codes = await page.locator('.region-list tbody th code').allInnerTexts();
  assert.equal(await focused(), codes[0]);
  await page.keyboard.press('ArrowDown');
  assert.equal(await focused(), codes[1]);
  await page.keyboard.press('End');
  assert.equal(await focused(), codes.at(-1));
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  const chosen = page.locator('.region-list button[aria-pressed=true]');
  assert.equal(await chosen.count(), 1);
  assert.equal(await focused(), codes.at(-2));
  await page.keyboard.press('Tab');
  assert.match(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), /^See the page as a reader in/);
  assert.deepEqual(await accessibility_faults(page), []);
  await page.context().close();
});
