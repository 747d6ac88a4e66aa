// From a finding of an audit to the page as it was served, and as it should have been.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { make_home } from './rules_folder.mjs';
import { comes_to_be, open_studio, studio_over } from './studio_page.mjs';

const home = make_home();

const scene = studio_over(home, {
  packs: ['examples/rules/ru-undesirable.toml'],
  options: () => ['--audits', home.audit({ pages: 30 })],
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
  await comes_to_be(() => rows.count(), all);

  await rows.first().getByRole('button', { name: 'See this page' }).click();
  await page.frameLocator('iframe[title="As this reader gets it"]').locator('[data-caveat]').first().waitFor();
  assert.match(await page.getByRole('combobox', { name: 'Region' }).inputValue(), /Russia/);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

/** How many there are, as the page says it: "12 findings". */
const told = (page) => page.locator('.audit > [role=status]');

test('each filter leaves what it says', async (t) => {
  const page = await open_studio(scene.browser, scene.studio);
  await page.goto(`${scene.studio.origin}/#/audit/`);
  const rows = page.locator('.audit-findings tbody tr');
  await rows.first().waitFor();
  const all = parseInt(await told(page).innerText(), 10);
  await t.test('none: and what could not be judged is told of', async () => {
    await page.getByText('2 readings could not be judged').waitFor();
    assert.match(await page.locator('.not-auditable li').first().innerText(), /response-absent 2/);
  });
  for (const name of ['Severity', 'Kind', 'Rule', 'Region', 'Site']) {
    await t.test(name, async () => {
      const filter = page.getByRole('combobox', { name, exact: true });
      const options = (await filter.locator('option').allInnerTexts()).slice(1);
      assert.ok(options.length > 0);
      let sum = 0;
      for (const option of options) {
        await filter.selectOption({ label: option });
        const count = parseInt(/\((\d+)\)$/.exec(option)[1], 10);
        await told(page).getByText(new RegExp(`^${count} finding`)).waitFor();
        await comes_to_be(() => rows.count(), Math.min(count, 50));
        sum += count;
      }
      assert.equal(sum, all);
      await filter.selectOption('');
      await told(page).getByText(new RegExp(`^${all} finding`)).waitFor();
    });
  }
  await t.test('there is a page for each 50, and a filter begins with the first', async () => {
    const pages = Math.ceil(all / 50);
    await page.getByText(`Page 1 of ${pages}`).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Previous' }).isDisabled(), true);
    for (let number = 2; number <= pages; ++number) {
      await page.getByRole('button', { name: 'Next' }).click();
      await page.getByText(`Page ${number} of ${pages}`).waitFor();
    }
    await page.waitForFunction((last) => document.querySelectorAll('.audit-findings tbody tr').length === last, all - 50 * (pages - 1));
    assert.equal(await page.getByRole('button', { name: 'Next' }).isDisabled(), true);
    await page.getByLabel('Search').fill('a/1.html');
    await page.waitForFunction(() => [...document.querySelectorAll('.audit-findings .url')].every((one) => one.textContent.includes('/a/1.html')));
    assert.ok(await rows.count() > 0);
  });
  assert.deepEqual(page.faults, []);
  await page.context().close();
});
