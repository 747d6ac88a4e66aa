// By keyboard alone: every view is reached, a region chosen, a file saved; the focus is in sight wherever it is.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { make_home } from './rules_folder.mjs';
import { open_studio, studio_over } from './studio_page.mjs';

const home = make_home();
let page;

const scene = studio_over(home, {
  packs: ['examples/rules/eu-block.toml'],
  once_there: async ({ browser, studio }) => {
    page = await open_studio(browser, studio);
    await page.locator('.form-section.tests .card').first().waitFor();
  },
});

/** What has the focus: its role or name, and whether an outline shows it. */
const focused = () => page.evaluate(async () => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  const editor = element.closest('.cm-editor');
  // The editor takes note of the focus a moment later.
  if (editor) await new Promise((soon) => { setTimeout(soon, 100); });
  const shown = editor ?? element;
  const style = getComputedStyle(shown);
  return {
    name: element.getAttribute('aria-label') ?? element.labels?.[0]?.innerText ?? element.innerText?.split('\n')[0] ?? '',
    outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    is: element.localName,
  };
});

async function tab_to(wanted, most = 200) {
  for (let i = 0; i < most; i++) {
    await page.keyboard.press('Tab');
    const now = await focused();
    assert.ok(now.is === 'body' || now.outlined, `the focus cannot be seen on ${now.is} ${now.name}`);
    if (wanted.test(now.name)) return;
  }
  assert.fail(`Tab does not reach ${wanted}`);
}

test('by keyboard alone', async (t) => {
  await t.test('the first stop skips to the work area', async () => {
    await page.keyboard.press('Tab');
    assert.equal((await focused()).name, 'Skip to the work area');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'work');
  });
  await t.test('Tab goes through the form, into the editor and out again', async () => {
    await tab_to(/^Text of the pack/);
    await tab_to(/Findings/);
  });
  await t.test('a pack is edited and saved', async () => {
    await page.locator('main').focus();
    await tab_to(/^Title$/);
    await page.keyboard.press('Control+A');
    await page.keyboard.type('A new title');
    await page.locator('.cm-content').getByText('A new title').waitFor();
    await page.keyboard.press('Control+s');
    await page.locator('button.primary:disabled', { hasText: 'Save' }).waitFor();
    assert.match(readFileSync(join(home.rules, 'eu-block.toml'), 'utf8'), /title\s+= "A new title"/);
  });
  await t.test('what is typed at once after coming back to a field is kept', async () => {
    await page.locator('main').focus();
    await tab_to(/^Title$/);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Shift+Tab');
    await page.waitForTimeout(1200);
    await page.keyboard.press('Control+A');
    await page.keyboard.type('Back at once');
    await page.locator('.cm-content').getByText('Back at once').waitFor();
  });
  await t.test('a text that grows long keeps the focus', async () => {
    const long = 'Pages that courts of the European Union have ordered to be withheld from its readers';
    await page.keyboard.press('Control+A');
    await page.keyboard.type(long);
    await page.locator('.cm-content').getByText(long).waitFor();
    assert.equal((await focused()).name, 'Title');
  });
  await t.test('a part of the form is one step away', async () => {
    await page.locator('main').focus();
    await tab_to(/^Rules$/);
    await page.keyboard.press('Enter');
    assert.equal((await focused()).name, 'Rules');
    await page.keyboard.press('Tab');
    assert.ok(await page.evaluate(() => document.activeElement.closest('.form-section.rules') !== null));
  });
  await t.test('a key that is added has the focus, and one that is taken away gives it to the menu', async () => {
    await page.locator('main').focus();
    await tab_to(/^Add to About the pack$/);
    await page.getByRole('combobox', { name: 'Add to About the pack' }).selectOption('retired');
    const field = page.locator('.form-section.pack').getByRole('checkbox', { name: 'Retired' });
    await field.waitFor();
    await page.waitForFunction(() => document.activeElement.closest('[data-key=retired]') !== null);
    await page.keyboard.press('Tab');
    assert.match((await focused()).name, /^Remove Retired/);
    await page.keyboard.press('Enter');
    await field.waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.activeElement.matches('select.add-key'));
  });
  await t.test('a reader is chosen by name in the list', async () => {
    await page.locator('main').focus();
    await tab_to(/^See$/);
    await page.keyboard.press('Enter');
    await tab_to(/^Region$/);
    await page.keyboard.type('Germ');
    await page.getByRole('option', { name: /Germany/ }).waitFor();
    await page.keyboard.press('Enter');
    assert.match(await page.getByRole('combobox', { name: 'Region' }).inputValue(), /Germany \(DE\)/);
  });
  await t.test('Escape closes a window, and the focus goes back', async () => {
    await tab_to(/^Choose on the map$/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    assert.equal((await focused()).name, 'Choose on the map');
  });
  await t.test('every view is reached', async () => {
    for (const name of ['Write', 'Map', 'Test', 'Compare', 'Approve', 'Audit']) {
      await page.locator('main').focus();
      await tab_to(new RegExp(`^${name}$`));
      await page.keyboard.press('Enter');
      await page.locator(`main.view-${name.toLowerCase()}`).waitFor();
    }
  });
});
