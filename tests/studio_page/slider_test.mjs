// The map's slider stops at the very moment at which something begins or ends, counted in the time zone of its pack.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { make_home } from './rules_folder.mjs';
import { comes_to_be, open_studio, studio_over } from './studio_page.mjs';

const home = make_home();
const PACK = `[pack]
id = "moscow"
title = "From March on"
time_zone = "Europe/Moscow"
effective = 2027-03-01
expires = 2027-05-01
[notices.silence]
kind = "information"
text.en = "Not today."
[[rules]]
id = "always"
when.region = "RU"
remove.widgets = "share"
[[rules]]
id = "silence"
when.region = "RU"
when.between = [2027-04-01T08:00:00, 2027-04-02]
block = { status = 451, notice = "silence" }
when_unknown = "skip"
`;

const scene = studio_over(home, { once_there: async () => writeFileSync(join(home.rules, 'moscow.toml'), PACK) });

test('each stop shows what holds from then on, and says in which zone it is', async () => {
  const page = await open_studio(scene.browser, scene.studio);
  await page.goto(`${scene.studio.origin}/#/map/moscow.toml`);
  await page.getByLabel('Address of the page').fill('https://www.newsroom.example/a/1.html');
  const slider = page.getByRole('slider');
  const russia = page.locator('svg.whole path.place', { has: page.locator('title', { hasText: '(RU):' }) });
  const wait_for = (verdict, told) => page.waitForFunction(([wanted, text]) =>
    document.querySelector('.time output')?.textContent.includes(text) &&
    [...document.querySelectorAll('svg.whole path.place')].some((one) => one.textContent.includes('(RU):') && one.classList.contains(wanted)),
  [verdict, told]);
  await wait_for('none', 'Now');
  await page.waitForFunction(() => document.querySelector('#time-slider').max === '5');
  await slider.focus();
  for (const [verdict, told] of [
    ['none', 'before 1 Mar 2027, 00:00 (Europe/Moscow)'],
    ['edit', '1 Mar 2027, 00:00 (Europe/Moscow): moscow begins'],
    ['block', '1 Apr 2027, 08:00 (Europe/Moscow): moscow/silence begins'],
    ['edit', '2 Apr 2027, 00:00 (Europe/Moscow): moscow/silence ends'],
    ['none', '1 May 2027, 00:00 (Europe/Moscow): moscow ends'],
  ]) {
    await page.keyboard.press('ArrowRight');
    await wait_for(verdict, told);
    await comes_to_be(() => slider.getAttribute('aria-valuetext'), told);
  }
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await wait_for('block', 'silence begins');
  assert.match(await page.locator('.region-list tr', { hasText: 'Russia' }).innerText(), /Blocked[^]*moscow\/silence/);
  assert.equal(await page.getByLabel('Day', { exact: true }).inputValue(), '2027-04-01');
  assert.match(await russia.first().locator('title').textContent(), /Blocked/);

  // The page is seen as it is at that moment, until a day is entered.
  await page.locator('.region-list tr', { hasText: 'Russia' }).getByRole('button', { name: /^See the page/ }).click();
  await page.getByText('At 1 Apr 2027, 08:00 (Europe/Moscow).').waitFor();
  await page.getByLabel('Day', { exact: true }).fill('2027-03-01');
  await page.getByText('Else as it is at 12:00 UTC.').waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
});
