// The form has a field for every key of the language, and adding one keeps every comment of the text.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { make_home } from './rules_folder.mjs';
import { open_studio, studio_over } from './studio_page.mjs';

const PACK = `# about the pack
[pack]            # the head
id    = "p"       # kept
title = "T"       # kept, too

[regions.there]
include = ["RU"]  # a place

[notices.n]       # a notice
kind    = "warning"
text.en = "Words"

[[rules]]         # a rule
id          = "r"
when.region = "there"
when.article_published = [2026-01-01, 2026-02-01]    # as a list
insert      = { notice = "n", at = "start of body" }   # an action

[[tests]]         # a test
name   = "t"
reader = { region = "RU" }
url    = "https://www.newsroom.example/a/1.html"
html   = "<p>"
expect = { status = 200 }
`;
const COMMENTS = PACK.match(/#.*$/gm).map((one) => one.trim());

const home = make_home();

const scene = studio_over(home);
const file = join(home.rules, 'p.toml');
writeFileSync(file, PACK);

async function vocabulary() {
  const headers = { Authorization: `Bearer ${new URL(scene.studio.address).hash.split('=')[1]}` };
  return (await fetch(`${scene.studio.origin}/api/vocabulary`, { headers })).json();
}

/** Paths of all keys, as "rules.insert.notice". */
function paths_of(table, path = []) {
  return table.keys.filter((key) => !key.later).flatMap((key) => {
    const own = [...path, key.name];
    return [own.join('.'), ...key.inner ? paths_of(key.inner, own) : []];
  });
}

test('every key can be added in the form, and no comment is lost', async () => {
  const page = await open_studio(scene.browser, scene.studio);
  await page.goto(`${scene.studio.origin}/#/write/p.toml`);
  await page.locator('.form-section.rules .card').first().waitFor();
  for (const summary of await page.locator('.form-section .card > details:not([open]) > summary, .form-section details.card:not([open]) > summary').all()) {
    await summary.click();
  }
  const menus = page.locator('.form-pane .add-key');
  const tried = new Set();
  let again = true;
  while (again) {
    again = false;
    for (let index = 0; index < await menus.count(); ++index) {
      const menu = menus.nth(index);
      const of = await menu.locator('summary').getAttribute('aria-label');
      const names = await menu.locator('button').evaluateAll((buttons) => buttons.map((one) => one.dataset.adds));
      const name = names.find((one) => !tried.has(`${of}/${one}`));
      if (!name) continue;
      tried.add(`${of}/${name}`);
      const answered = page.waitForResponse((response) => response.url().endsWith('/api/model'));
      await menu.locator('summary').click();
      await menu.locator(`[data-adds="${name}"]`).click();
      await answered;
      await page.waitForFunction(([label, key]) => ![...document.querySelectorAll('.add-key')]
        .some((one) => one.querySelector('summary').getAttribute('aria-label') === label && one.querySelector(`[data-adds="${key}"]`)), [of, name]);
      again = true;
      break;
    }
  }
  assert.deepEqual(await page.locator('.saying.bad').allInnerTexts(), []);
  await page.keyboard.press('Control+s');
  await page.locator('.packs .unsaved').waitFor({ state: 'detached' });
  const text = readFileSync(file, 'utf8');
  assert.deepEqual(COMMENTS.filter((one) => !text.includes(one)), [], text);
  const keys = new Set(paths_of((await vocabulary()).pack).map((one) => one.split('.').at(-1)));
  const written = new Set(text.replace(/"[^"]*"/g, '""').match(/[A-Za-z_]+(?=\s*[=.])|\[\[?[\w.-]+\]\]?/g).join(' ').match(/[A-Za-z_]+/g));
  assert.deepEqual([...keys].filter((key) => !written.has(key)), [], text);
  await page.context().close();
});

test('a period that is a list of two dates has two fields', async () => {
  writeFileSync(file, PACK);
  const page = await open_studio(scene.browser, scene.studio);
  await page.goto(`${scene.studio.origin}/#/write/p.toml`);
  const rule = page.locator('.form-section.rules .card').first();
  if (!await rule.evaluate((card) => card.open)) await rule.locator('summary').first().click();
  const end = rule.getByLabel('Until before').first();
  await end.fill('2026-03-01');
  await end.blur();
  await page.locator('.cm-content').getByText('2026-03-01').waitFor();
  await page.keyboard.press('Control+s');
  await page.locator('.packs .unsaved').waitFor({ state: 'detached' });
  assert.match(readFileSync(file, 'utf8'), /when\.article_published = \[2026-01-01, 2026-03-01\] +# as a list/);
  await page.context().close();
});
