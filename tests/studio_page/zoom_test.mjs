// At 200 % zoom a laptop's window has 640 by 400 pixels: everything is there, in one column, and the window alone scrolls.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessibility_faults } from './axe.mjs';
import { fill_in } from './fill_in.mjs';
import { make_home } from './rules_folder.mjs';
import { open_studio, studio_over } from './studio_page.mjs';

const home = make_home();
const scene = studio_over(home, { packs: ['examples/rules/ru-undesirable.toml', 'examples/rules/eu-block.toml'] });

async function zoomed(view) {
  const page = await open_studio(scene.browser, scene.studio, { viewport: { width: 640, height: 400 } });
  await page.goto(`${scene.studio.origin}/#/${view}/ru-undesirable.toml`);
  await fill_in(page, view);
  return page;
}

for (const view of ['write', 'see', 'test']) {
  test(`${view} is in one column, and begins in the first screen`, async () => {
    const page = await zoomed(view);
    const { width, top, wide } = await page.evaluate(() => ({
      width: document.documentElement.scrollWidth,
      top: document.querySelector('main.work').getBoundingClientRect().top + scrollY,
      wide: [...document.querySelectorAll('main *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
        .map((one) => one.className || one.localName),
    }));
    assert.ok(width <= 640, `${width}`);
    assert.ok(top <= 200, `${top}`);
    assert.deepEqual(wide, []);
    assert.deepEqual(await accessibility_faults(page), []);
    await page.context().close();
  });
}

test('the form is no window within the window', async () => {
  const page = await zoomed('write');
  const { shown, whole } = await page.locator('.form-pane').evaluate((pane) => ({ shown: pane.clientHeight, whole: pane.scrollHeight }));
  assert.ok(shown >= whole, `${shown} of ${whole}`);
  await page.context().close();
});

test('what readers get comes before what the site sends', async () => {
  const page = await zoomed('see');
  const tops = await page.locator('.side-by-side figure').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
  assert.ok(tops[0] < tops[1], 'the keyboard goes another way than the eye');
  assert.match(await page.locator('.side-by-side figcaption').first().innerText(), /^As this reader gets it/);
  await page.context().close();
});
