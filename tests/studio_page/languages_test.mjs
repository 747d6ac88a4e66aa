// Persian runs from right to left, in the form and in what readers see; the page speaks Russian throughout.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { make_home } from './rules_folder.mjs';
import { source } from './source.mjs';
import { open_studio, studio_over } from './studio_page.mjs';

const home = make_home();

const scene = studio_over(home, { packs: ['examples/rules/ru-undesirable.toml'] });

async function vocabulary() {
  const headers = { Authorization: `Bearer ${new URL(scene.studio.address).hash.split('=')[1]}` };
  return (await fetch(`${scene.studio.origin}/api/vocabulary`, { headers })).json();
}

test('a Persian notice runs from right to left in its field and in its preview', async () => {
  const page = await open_studio(scene.browser, scene.studio);
  const field = page.getByRole('textbox', { name: 'Persian (fa)' });
  await field.waitFor();
  assert.equal(await field.evaluate((element) => getComputedStyle(element).direction), 'rtl');
  await page.getByRole('button', { name: /Preview of undesirable in Persian/ }).click();
  const notice = page.frameLocator('iframe.preview').locator('[lang=fa]').first();
  await notice.waitFor();
  assert.equal(await notice.evaluate((element) => getComputedStyle(element).direction), 'rtl');
  await page.context().close();
});

test('a Persian page gets the Persian notice', async () => {
  const page = await open_studio(scene.browser, scene.studio);
  await page.goto(`${scene.studio.origin}/#/see/ru-undesirable.toml`);
  await page.locator('.situation input[type=file]').setInputFiles({
    name: 'fa.html', mimeType: 'text/html', buffer: Buffer.from('<!doctype html><html lang="fa" dir="rtl"><meta charset="utf-8">' +
      '<title>خبر</title><article><h1>خبر</h1><p>متن.</p></article></html>'),
  });
  await page.locator('.situation input[type=url]').fill('https://www.newsroom.example/a/1.html');
  await page.locator('.situation button.primary').click();
  const notice = page.frameLocator('iframe').nth(1).locator('[data-caveat]').first();
  await notice.waitFor();
  assert.equal(await notice.getAttribute('lang'), 'fa');
  assert.equal(await notice.getAttribute('dir'), 'rtl');
  await page.context().close();
});

test('the page changes its language without being loaded anew', async () => {
  const page = await open_studio(scene.browser, scene.studio);
  await page.getByRole('combobox', { name: 'Language' }).selectOption('ru');
  await page.getByRole('link', { name: 'Составление' }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'ru');
  await page.context().close();
});

test('all that the language says of its keys is translated into Russian', async () => {
  const { ru_abouts } = await source('words/ru_abouts.ts');
  const { keys } = await source('words/en_keys.ts');
  const missing = new Set();
  const translatable = (text) => text && !/^[\w/]+$/.test(text);
  const walk = (table) => table.keys.filter((key) => !key.later).forEach((key) => {
    if (!(key.name in keys)) missing.add(`a name for the key ${key.name}`);
    for (const text of [key.about, key.otherwise]) if (translatable(text) && !(text in ru_abouts)) missing.add(text);
    if (key.inner) walk(key.inner);
  });
  walk((await vocabulary()).pack);
  assert.deepEqual([...missing], []);
});
