// See: files in any charset are read as the engine reads them; the reader is chosen by address, by language, by day; rules and
// the changes that they make are linked both ways.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fill_in } from './fill_in.mjs';
import { make_home, TREE } from './rules_folder.mjs';
import { open_studio, studio_over } from './studio_page.mjs';

const ARTICLE = 'https://www.newsroom.example/a/1.html';
const home = make_home();
/** Does to pages below /marks/ whatever a rule can do to what is in a page. */
const MARKS = `[pack]
id = "marks"
title = "Marks of every kind"
[notices.n]
kind = "label"
text.en = "Not for readers there."
[[rules]]
id = "all"
when.path = "/marks/**"
insert = { notice = "n", at = "start of article" }
remove = { elements = [".gone", "script"] }
label = { mentions = ["Heron Foundation"], with = " (label)" }
withhold = { mentions = ["nine nests"], with = "[left out]" }
replace = { elements = [".player"], with = "n" }
disable = { elements = [".vote"], reason = "n" }
attributes = { "a" = { set = { rel = "noreferrer" } } }
`;
const MARKED = '<!doctype html><html lang="en"><head><script>0</script><title>A</title></head><body><article><h1>A</h1>' +
  '<p>The Heron Foundation counted nine nests. <a href="https://www.example.org/">Where</a></p><p class="gone">Gone.</p>' +
  '<div class="player">Player</div><button class="vote">Vote</button><script>1</script></article></body></html>';

const scene = studio_over(home, {
  packs: ['examples/rules/ru-undesirable.toml'],
  once_there: async () => writeFileSync(join(home.rules, 'marks.toml'), MARKS),
  options: () => {
    const file = join(home.home, 'caveat.toml');
    execFileSync('perl', [join(TREE, 'tests/e2e/test_database.pl'), join(home.home, 'geo.mmdb')]);
    writeFileSync(file, '[listen]\nhttp = "127.0.0.1:1"\n[[sites]]\nname = "newsroom"\nhosts = ["www.newsroom.example"]\n' +
      'upstream.url = "http://127.0.0.1:1"\n[geoip]\ndatabase = "geo.mmdb"\n[rules]\npath = "rules/"\n');
    return ['--config', file];
  },
});

async function see() {
  const page = await open_studio(scene.browser, scene.studio);
  await page.goto(`${scene.studio.origin}/#/see/ru-undesirable.toml`);
  return page;
}

const served = (page) => page.frameLocator('iframe').nth(1);

async function upload(page, name, buffer) {
  await page.locator('.situation input[type=file]').setInputFiles({ name, mimeType: 'text/html', buffer });
  await page.locator('.situation input[type=url]').fill(ARTICLE);
  await page.getByRole('button', { name: 'Show the page' }).click();
}

const html = (head) => `<!doctype html><html lang="ru">${head}<title>A</title><article><h1>Дрозд</h1><p>Текст.</p></article></html>`;
/** Cyrillic letters have one byte each there. */
const windows_1251 = (text) => Buffer.from([...text].map((letter) => {
  const code = letter.codePointAt(0);
  return code < 0x80 ? code : code - 0x350;
}));

const FILES = [
  ['in windows-1251, as its meta element says', windows_1251(html('<meta charset="windows-1251">'))],
  ['in UTF-16 with a byte order mark', Buffer.concat([Buffer.from([0xFF, 0xFE]), Buffer.from(html(''), 'utf16le')])],
  ['in UTF-8 with a byte order mark', Buffer.from(`\uFEFF${html('')}`)],
];
for (const [what, buffer] of FILES) {
  test(`a file ${what}`, async () => {
    const page = await see();
    await upload(page, 'article.html', buffer);
    await page.frameLocator('iframe').nth(0).getByRole('heading', { name: 'Дрозд' }).waitFor();
    await served(page).getByRole('heading', { name: 'Дрозд' }).waitFor();
    await served(page).locator('[data-caveat][lang=ru]').waitFor();
    await page.getByRole('button', { name: 'Make this a test' }).click();
    await page.locator('.cm-content').getByText('Дрозд').waitFor();
    await page.context().close();
  });
}

test('the reader is chosen by address, by language and by day', async (t) => {
  const page = await see();
  const show = page.getByRole('button', { name: 'Show the page' });
  const nothing = page.getByText('Nothing in this page is changed for this reader.');
  await upload(page, 'a.html', Buffer.from('<!doctype html><title>A</title><article><h1>A</h1><p>Text.</p></article>'));
  await served(page).locator('[data-caveat]').first().waitFor();
  await t.test('by language', async () => {
    await page.getByRole('textbox', { name: 'Languages' }).fill('fa, en');
    await show.click();
    await served(page).locator('[data-caveat][lang=fa]').waitFor();
  });
  await t.test('by day', async () => {
    await page.getByLabel('Day').fill('2024-02-01');
    await show.click();
    await nothing.waitFor();
    await page.getByLabel('Day').fill('2024-03-01');
    await show.click();
    await nothing.waitFor({ state: 'detached' });
  });
  await t.test('on the map', async () => {
    await page.getByRole('button', { name: 'Choose on the map' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Europe' }).click();
    await dialog.locator('svg.europe path.place', { has: page.locator('title', { hasText: '(UA-43)' }) }).click();
    await dialog.waitFor({ state: 'detached' });
    assert.match(await page.getByRole('combobox', { name: 'Region' }).inputValue(), /Crimea.*\(UA-43\)/);
    await show.click();
    await page.locator('.why').getByText(/UA-43 is in russia-controlled/).first().waitFor();
  });
  await t.test('by address', async () => {
    await page.getByRole('button', { name: 'At an address' }).click();
    await page.getByLabel('IP address').fill('192.0.2.1');
    await show.click();
    await nothing.waitFor();
    await page.getByLabel('IP address').fill('203.0.113.9');
    await show.click();
    await served(page).locator('[data-caveat]').first().waitFor();
    await page.locator('.why').getByText(/203\.0\.113\.9/).first().waitFor();
  });
  await page.context().close();
});

test('each kind of change is marked in the page, and found there from the list', async (t) => {
  const page = await see();
  await page.locator('.situation input[type=file]').setInputFiles({ name: 'a.html', mimeType: 'text/html', buffer: Buffer.from(MARKED) });
  await page.locator('.situation input[type=url]').fill('https://www.newsroom.example/marks/1.html');
  await page.getByRole('button', { name: 'Show the page' }).click();
  await page.locator('.mark').first().waitFor();
  for (const kind of ['insert', 'remove', 'label', 'withhold', 'replace', 'disable', 'attribute']) {
    await t.test(kind, async () => {
      const mark = page.locator(`.mark.${kind}`).last();
      await mark.getByRole('button', { name: 'Show in the page' }).click();
      const shown = served(page).locator(`:target[data-caveat-mark=${kind}]`);
      await shown.waitFor();
      assert.equal(await shown.getAttribute('data-caveat-number'), await mark.locator('.mark-number').innerText());
    });
  }
  await t.test('what is in the head cannot be shown, and the list says so', async () => {
    const in_head = page.locator('.mark').filter({ hasText: 'In the page’s head: nothing of it is seen.' });
    assert.equal(await in_head.count(), 1);
    assert.equal(await in_head.getByRole('button', { name: 'Show in the page' }).count(), 0);
  });
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('from a rule one comes to its changes, and from each of them to the rule', async (t) => {
  const page = await see();
  await fill_in(page, 'see');
  const bar = page.getByRole('group', { name: 'What was changed' });
  const source = () => page.locator('iframe').nth(1).getAttribute('src');
  await t.test('from the memo', async () => {
    await page.locator('.memo-rule').filter({ hasText: 'applies' }).getByRole('button', { name: /^Show its changes/ }).first().click();
    await bar.getByRole('status').getByText(/^1 of \d/).waitFor();
    assert.match(await source(), /#caveat-mark-[0-9a-f]{32}-\d+$/);
  });
  await t.test('on and back', async () => {
    const first = await source();
    await bar.getByRole('button', { name: 'Next' }).click();
    await bar.getByRole('status').getByText(/^2 of \d/).waitFor();
    assert.notEqual(await source(), first);
    await bar.getByRole('button', { name: 'Previous' }).click();
    await bar.getByRole('status').getByText(/^1 of \d/).waitFor();
    assert.equal(await source(), first);
  });
  await t.test('what was taken out has a number where it stood', async () => {
    const gap = served(page).locator('[data-caveat-gap]').first();
    assert.match(await gap.getAttribute('data-caveat-number'), /^\d+ [0-9a-f]{3}$/);
    assert.match(await gap.evaluate((element) => getComputedStyle(element, '::before').content), /\d/);
  });
  await t.test('from the form', async () => {
    await page.goto(`${scene.studio.origin}/#/write/ru-undesirable.toml`);
    await page.locator('.form-section.rules .card').first().getByRole('button', { name: 'See its changes in a page' }).click();
    await bar.getByRole('status').getByText(/^1 of \d/).waitFor();
    assert.equal(await bar.getByRole('combobox').inputValue(), 'ru-undesirable/protect-readers');
  });
  await t.test('from the form, with what was typed there last', async () => {
    await page.goto(`${scene.studio.origin}/#/write/ru-undesirable.toml`);
    await page.locator('.form-section.pack').getByRole('textbox', { name: 'Title' }).fill('Typed last');
    const typed = page.waitForResponse((response) => /\/preview$/.test(response.url()) && response.request().postData().includes('Typed last'));
    await page.locator('.form-section.rules .card').first().getByRole('button', { name: 'See its changes in a page' }).click();
    await typed;
    await page.getByRole('button', { name: 'Show the page' }).and(page.locator(':enabled')).waitFor();
    assert.equal(await bar.getByRole('combobox').inputValue(), 'ru-undesirable/protect-readers');
    await bar.getByRole('status').getByText(/^1 of \d/).waitFor();
  });
  await t.test('to the line of the rule', async () => {
    await page.locator('.mark.shown').getByRole('button', { name: /^To the rule/ }).click();
    await page.locator('main.view-write').waitFor();
    await page.locator('.cm-activeLine').getByText(/insert/).waitFor();
  });
  await t.test('a preview is of the rules as they are now', async () => {
    await page.locator('.form-section.regions').getByRole('button', { name: 'Remove Russia' }).first().click();
    await page.locator('.packs .unsaved').waitFor();
    await page.getByRole('link', { name: 'See', exact: true }).click();
    await page.locator('.marks').getByText('Nothing in this page is changed').waitFor();
    await served(page).locator('[data-caveat]').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Make this a test' }).click();
    await page.locator('.cm-content').getByText('notices = []').last().waitFor();
  });
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('a page that cannot be had any more is asked for once, whatever the rules on the disk become', async () => {
  const page = await see();
  await fill_in(page, 'see');
  let questions = 0;
  await page.route('**/api/preview', (route) => {
    ++questions;
    return route.fulfill({ status: 502, json: { error: { code: 'x', message: 'nobody is there' } } });
  });
  const looks = (count) => count === 0 ? null : page.waitForResponse((answer) => answer.url().includes('/api/changes')).then(() => looks(count - 1));
  writeFileSync(join(home.rules, 'marks.toml'), `${MARKS}# others`);
  await page.getByRole('alert').getByText('nobody is there').waitFor();
  await looks(3);
  assert.equal(questions, 1);
  await page.context().close();
});
