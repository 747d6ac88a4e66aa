// The map as a picture, with places that are shown by themselves, and as a list: every subdivision is found, and keys alone
// reach each of its rows.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { accessibility_faults } from './axe.mjs';
import { make_home } from './rules_folder.mjs';
import { comes_to_be, open_studio, studio_over } from './studio_page.mjs';

const home = make_home();
const scene = studio_over(home, {
  once_there: async () => writeFileSync(join(home.rules, 'p.toml'),
    '[pack]\nid = "p"\ntitle = "T"\n[[rules]]\nid = "r"\nwhen.region = ["DE-BY", "RU", "FR", "UA-43"]\nwhen.path = "/a/**"\nremove.widgets = "share"\n'),
});

async function open_map() {
  const page = await open_studio(scene.browser, scene.studio);
  await page.goto(`${scene.studio.origin}/#/map/p.toml`);
  await page.getByLabel('Address of the page').fill('https://www.newsroom.example/a/1.html');
  await page.locator('.region-list tbody tr').first().waitFor();
  return page;
}

test('the picture shows what applies to the address, and some parts of a country by themselves', async (t) => {
  const page = await open_map();
  const place = (code) => page.locator('figure.world path.place', { has: page.locator('title', { hasText: `(${code})` }) });
  const verdict_of = async (code) => (await place(code).getAttribute('class')).replace('place ', '');
  await page.getByRole('group', { name: 'Part of the world' }).getByRole('button', { name: 'Ukraine' }).click();
  await t.test('a rule for Crimea colours Crimea', async () => {
    assert.deepEqual([await verdict_of('UA-43'), await verdict_of('UA-14'), await verdict_of('RU')], ['edit', 'none', 'edit']);
  });
  await t.test('each of these parts lies over its country', async () => {
    const shares = await page.evaluate(() => [...document.querySelectorAll('.occupied path')].map((path) => {
      const box = path.getBBox();
      let [inside, on_top] = [0, 0];
      for (let x = 0.05; x < 1; x += 0.1) {
        for (let y = 0.05; y < 1; y += 0.1) {
          const point = new DOMPoint(box.x + x * box.width, box.y + y * box.height);
          if (!path.isPointInFill(point)) continue;
          const seen = point.matrixTransform(path.getScreenCTM());
          ++inside;
          if (document.elementFromPoint(seen.x, seen.y) === path) ++on_top;
        }
      }
      return [/\((.*)\)/.exec(path.textContent)[1], on_top / inside];
    }));
    assert.deepEqual(shares.map(([code]) => code).sort(), ['UA-09', 'UA-14', 'UA-40', 'UA-43']);
    // They are drawn into the sea, and cut along the coast.
    for (const [code, share] of shares) assert.ok(share > 1 / 3, `${share} of ${code} is on top`);
  });
  await t.test('another address, to which nothing applies, colours nothing', async () => {
    await page.getByLabel('Address of the page').fill('https://www.newsroom.example/b/1.html');
    await page.locator('figure.world path.place.edit').first().waitFor({ state: 'detached' });
    assert.deepEqual([await verdict_of('UA-43'), await verdict_of('RU')], ['none', 'none']);
  });
  await t.test('that borders are illustrative is said in either language', async () => {
    const caption = page.locator('figure.world figcaption');
    await caption.getByText('Borders are illustrative').waitFor();
    await page.getByRole('combobox', { name: 'Language' }).selectOption('ru');
    await caption.getByText('Границы показаны условно').waitFor();
  });
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('every subdivision is found, also where nothing applies', async () => {
  const page = await open_map();
  const search = page.getByLabel('Search');
  await search.fill('FR-75');
  await page.locator('.region-list tr', { hasText: 'FR-75' }).first().waitFor();
  await search.fill('Antioquia');
  await comes_to_be(() => page.locator('.region-list tbody tr').count(), 0);
  await page.getByRole('button', { name: /1 other was found/ }).click();
  assert.match(await page.locator('.region-list tr', { hasText: 'CO-ANT' }).innerText(), /As it is/);
  assert.deepEqual(await accessibility_faults(page), []);
  await search.fill('a');
  const more = page.getByRole('button', { name: /Show more/ });
  await comes_to_be(() => page.locator('.region-list tbody tr').count(), 300);
  await more.click();
  await comes_to_be(() => page.locator('.region-list tbody tr').count(), 600);
  await page.context().close();
});

test('keys alone choose a row', async () => {
  const page = await open_map();
  await page.getByLabel(/Only where/).focus();
  await page.keyboard.press('Tab');
  const focused = () => page.evaluate(() => document.activeElement.closest('tr')?.querySelector('code').textContent);
  const codes = await page.locator('.region-list tbody th code').allInnerTexts();
  await comes_to_be(focused, codes[0]);
  await page.keyboard.press('ArrowDown');
  await comes_to_be(focused, codes[1]);
  await page.keyboard.press('End');
  await comes_to_be(focused, codes.at(-1));
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  const chosen = page.locator('.region-list button[aria-pressed=true]');
  await comes_to_be(() => chosen.count(), 1);
  await comes_to_be(focused, codes.at(-2));
  await page.keyboard.press('Tab');
  assert.match(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), /^See the page as a reader in/);
  assert.deepEqual(await accessibility_faults(page), []);
  await page.context().close();
});
