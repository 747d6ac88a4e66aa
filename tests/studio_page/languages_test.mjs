// Persian runs from right to left, in the form and in what readers see; the page speaks Russian throughout.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fill_in } from './fill_in.mjs';
import { make_home } from './rules_folder.mjs';
import { source } from './source.mjs';
import { open_studio, studio_over } from './studio_page.mjs';

const home = make_home();

const scene = studio_over(home, { packs: ['examples/rules/ru-undesirable.toml'], options: () => ['--audits', home.audit()] });

async function vocabulary(language) {
  const headers = { 'Accept-Language': language, Authorization: `Bearer ${new URL(scene.studio.address).hash.split('=')[1]}` };
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

test('the page begins in the language of the browser, until another one is chosen', async () => {
  for (const language of ['ru', 'en']) {
    const page = await open_studio(scene.browser, scene.studio, { language, browser_language: true });
    await page.locator('.cm-line').first().waitFor();
    assert.equal(await page.locator('html').getAttribute('lang'), language);
    await page.context().close();
  }
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

test('all keys have a name in Russian, and what the server says of them comes in Russian', async () => {
  const { keys } = await source('words/ru_keys.ts');
  const missing = new Set();
  const walk = (table) => table.keys.filter((key) => !key.later).forEach((key) => {
    if (!(key.name in keys)) missing.add(`a name for the key ${key.name}`);
    if (key.about && !/[а-я]/.test(key.about)) missing.add(key.about);
    if (key.inner) walk(key.inner);
  });
  walk((await vocabulary('ru')).pack);
  assert.deepEqual([...missing], []);
});

const ENGLISH = /(?:^|[\s(])(the|is|are|which|does|not|has|and|to be|expected)(?=[\s,.:;)])/;

/** The words of elements, without what the pack, a page or a rule says itself. */
const said = async (place) => (await place.allInnerTexts()).join('\n').replace(/`[^`]*`|"[^"]*"/g, '');

test('a Russian page has the words of the checker, of the memo, of a difference and of tests in Russian', async (t) => {
  const page = await open_studio(scene.browser, scene.studio, { language: 'ru' });
  const file = join(home.rules, 'ru-undesirable.toml');
  const good = readFileSync(file, 'utf8');
  await t.test('findings, advice and explanations', async () => {
    writeFileSync(file, good.replace('kind = "warning"', 'kind = "warnung"').replace('[[tests]]', '[[tests]]\nnam = 1'));
    await page.goto(`${scene.studio.origin}/#/write/ru-undesirable.toml`);
    const findings = page.locator('.findings li.error');
    await findings.nth(1).waitFor({ timeout: 20000 });
    await page.locator('.packs').getByText('Есть ошибки').first().waitFor();
    const words = await said(findings);
    assert.match(words, /возможно, вы имели в виду/);
    assert.doesNotMatch(words, ENGLISH);
    await page.getByRole('button', { name: 'Объяснить CV010' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Такого ключа в языке правил нет.').waitFor();
    assert.match(await dialog.locator('pre').nth(1).innerText(), /: ошибка: .*\[CV010\]/);
    await page.keyboard.press('Escape');
    writeFileSync(file, good);
    await findings.first().waitFor({ state: 'detached', timeout: 20000 });
  });
  await t.test('the memo', async () => {
    await page.goto(`${scene.studio.origin}/#/see/ru-undesirable.toml`);
    await fill_in(page, 'see');
    const why = await said(page.locator('.memo li > span:last-child'));
    assert.match(why, /подходит под/);
    assert.doesNotMatch(why, ENGLISH);
  });
  await t.test('regions by their Russian names', async () => {
    await page.goto(`${scene.studio.origin}/#/map/ru-undesirable.toml`);
    await fill_in(page, 'map');
    const list = await page.locator('.region-list tbody th').allInnerTexts();
    assert.ok(list.some((one) => one.includes('Крым')), list.join());
    assert.deepEqual(list.filter((one) => !/[а-я]/i.test(one)), []);
  });
  await t.test('a difference and a test that fails', async () => {
    const old = join(home.home, 'audits/before');
    mkdirSync(old);
    writeFileSync(join(old, 'ru-undesirable.toml'), good.replace('"RU"', '"BY"'));
    await page.goto(`${scene.studio.origin}/#/compare/ru-undesirable.toml`);
    await page.getByLabel('Сравнить').selectOption('folder');
    await page.getByLabel('Папка с прежними правилами').fill(old);
    await page.locator('.compare-form button.primary').click();
    const difference = page.locator('.difference-words');
    await difference.waitFor();
    const words = await said(difference);
    assert.match(words, /читатели из \d+ регион/);
    assert.doesNotMatch(words, ENGLISH);
    rmSync(old, { recursive: true });
    writeFileSync(file, good.replaceAll('notices = ["undesirable"]', 'notices = []'));
    await page.goto(`${scene.studio.origin}/#/test/ru-undesirable.toml`);
    const failed = page.locator('.tests li.failed');
    await failed.first().waitFor({ timeout: 20000 });
    const found = await said(failed.locator('dl'));
    assert.match(found, /применяется/);
    assert.doesNotMatch(found, ENGLISH);
    writeFileSync(file, good);
  });
  assert.deepEqual(page.faults, []);
  await page.context().close();
});
