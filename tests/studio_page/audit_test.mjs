// From a finding of an audit to the page as it was served, and as it should have been.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { make_home } from './rules_folder.mjs';
import { open_studio, start_browser, start_studio } from './studio_page.mjs';

const home = make_home();
let browser;
let studio;

before(async () => {
  home.add('examples/rules/ru-undesirable.toml');
  browser = await start_browser();
  studio = await start_studio(home.rules, '--audits', home.audit());
});
after(async () => {
  await browser?.close();
  await studio?.stop();
  home.clear();
});

test('findings are filtered, and lead to the page', async () => {
  const page = await open_studio(browser, studio);
  await page.goto(`${studio.origin}/#/audit/`);
  const rows = page.locator('.audit-findings tbody tr');
  await rows.first().waitFor();
  const all = await rows.count();
  await page.getByLabel('Search').fill('no such words');
  await page.getByText('No finding fits these filters.').waitFor();
  await page.getByLabel('Search').fill('');
  await rows.first().waitFor();
  assert.equal(await rows.count(), all);

  await rows.first().getByRole('button', { name: 'See this page' }).click();
  assert.match(await page.getByRole('combobox', { name: 'Region' }).inputValue(), /Russia/);
  await page.getByRole('button', { name: 'Show the page' }).click();
  await page.frameLocator('iframe[title="As this reader gets it"]').locator('[data-caveat]').first().waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
});
