// Every view in both colour schemes and both languages: axe finds nothing, nothing is wider than the window, the page
// complains of nothing and asks nobody but the program.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessibility_faults, too_wide } from './axe.mjs';
import { fill_in } from './fill_in.mjs';
import { make_home } from './rules_folder.mjs';
import { open_studio, start_browser, start_studio, strangers } from './studio_page.mjs';

const VIEWS = ['write', 'see', 'map', 'test', 'compare', 'approve', 'audit'];
const LOOKS = [['light', 'en'], ['dark', 'en'], ['light', 'ru'], ['dark', 'ru']];

const home = make_home();
let browser;
let studio;

before(async () => {
  home.add('examples/rules/ru-undesirable.toml', 'examples/rules/eu-block.toml');
  browser = await start_browser();
  studio = await start_studio(home.rules, '--key', home.key(), '--audits', home.audit());
});
after(async () => {
  await browser?.close();
  await studio?.stop();
  home.clear();
});

for (const [scheme, language] of LOOKS) {
  test(`all views, ${scheme}, in ${language}`, async (t) => {
    const page = await open_studio(browser, studio, { scheme, language });
    for (const view of VIEWS) {
      await t.test(view, async () => {
        await page.goto(`${studio.origin}/#/${view}/ru-undesirable.toml`);
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
