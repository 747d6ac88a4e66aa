// From a finding of an audit to the page as it was served, and as it should have been.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { make_home } from './rules_folder.mjs';
import { open_studio, studio_over } from './studio_page.mjs';

const home = make_home();

const scene = studio_over(home, {
  packs: ['examples/rules/ru-undesirable.toml'],
  options: () => ['--audits', home.audit()],
});

test('findings are filtered, and one press leads to the page', async () => {
  const page = await open_studio(scene.browser, scene.studio);
  await page.goto(`${scene.studio.origin}/#/audit/`);
  const rows = page.locator('.audit-findings tbody tr');
  await rows.first().waitFor();
  const all = await rows.count();
  await page.getByLabel('Search').fill('no such words');
  await page.getByText('No finding fits these filters.').waitFor();
  await page.getByLabel('Search').fill('');
  await rows.first().waitFor();
  assert.equal(await rows.count(), all);

  await rows.first().getByRole('button', { name: 'See this page' }).click();
  await page.frameLocator('iframe[title="As this reader gets it"]').locator('[data-caveat]').first().waitFor();
  assert.match(await page.getByRole('combobox', { name: 'Region' }).inputValue(), /Russia/);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('what could not be judged is told of', async () => {
  const page = await open_studio(scene.browser, scene.studio);
  await page.goto(`${scene.studio.origin}/#/audit/`);
  await page.getByText('2 readings could not be judged').waitFor();
  assert.match(await page.locator('.not-auditable li').first().innerText(), /response-absent 2/);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});
