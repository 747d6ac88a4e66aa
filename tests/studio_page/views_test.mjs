// Every view in both colour schemes and both languages: axe finds nothing, nothing is wider than the window, the page
// complains of nothing and asks nobody but the program.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessibility_faults, too_wide } from './axe.mjs';
import { fill_in } from './fill_in.mjs';
import { make_home } from './rules_folder.mjs';
import { open_studio, strangers, studio_over } from './studio_page.mjs';

const VIEWS = ['write', 'see', 'map', 'test', 'compare', 'approve', 'audit'];
const LOOKS = [['light', 'en'], ['dark', 'en'], ['light', 'ru'], ['dark', 'ru']];

const home = make_home();

const scene = studio_over(home, {
  packs: ['examples/rules/ru-undesirable.toml', 'examples/rules/eu-block.toml'],
  options: () => ['--key', home.key(), '--audits', home.audit()],
});

for (const [scheme, language] of LOOKS) {
  test(`all views, ${scheme}, in ${language}`, async (t) => {
    const page = await open_studio(scene.browser, scene.studio, { scheme, language });
    for (const view of VIEWS) {
      await t.test(view, async () => {
        await page.goto(`${scene.studio.origin}/#/${view}/ru-undesirable.toml`);
        await fill_in(page, view);
        assert.deepEqual(await accessibility_faults(page), []);
        assert.deepEqual(await too_wide(page), []);
      });
    }
    assert.deepEqual(page.faults, []);
    assert.deepEqual(strangers(page), []);
    await page.context().close();
  });
}
