// By keyboard alone: every view is reached, a region chosen, a file saved; a pack is made, tested, compared and approved. The
// focus is in sight wherever it is, and where it was when something is removed.
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
  options: () => ['--key', home.key()],
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

const back_to = (wanted) => tab_to(wanted, 200, 'Shift+Tab');

async function tab_to(wanted, most = 200, key = 'Tab') {
  for (let i = 0; i < most; i++) {
    await page.keyboard.press(key);
    const now = await focused();
    assert.ok(now.is === 'body' || now.outlined, `the focus cannot be seen on ${now.is} ${now.name}`);
    if (wanted.test(now.name)) return;
  }
  assert.fail(`${key} does not reach ${wanted}`);
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
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Escape');
    assert.equal((await focused()).name, 'Add to About the pack');
    await page.keyboard.press('Enter');
    await tab_to(/^Retired$/);
    await page.keyboard.press('Enter');
    const field = page.locator('.form-section.pack').getByRole('checkbox', { name: 'Retired' });
    await field.waitFor();
    await page.waitForFunction(() => document.activeElement.closest('[data-key=retired]') !== null);
    await page.keyboard.press('Tab');
    assert.match((await focused()).name, /^Remove Retired/);
    await page.keyboard.press('Enter');
    await field.waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.activeElement.matches('.add-key > summary'));
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

test('a pack is made, tested, compared and approved, with no key but those of the keyboard', async (t) => {
  page = await open_studio(scene.browser, scene.studio);
  await page.locator('.form-section.tests .card').first().waitFor();
  const press = (...keys) => keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
  const text = page.locator('.cm-content');
  await t.test('it is made', async () => {
    await tab_to(/^New pack$/);
    await press('Enter');
    await page.getByRole('dialog').waitFor();
    assert.equal((await focused()).name, 'Name of the pack');
    await page.keyboard.type('by-keys');
    await page.getByLabel('Begin with').locator('option').first().waitFor({ state: 'attached' });
    await tab_to(/^Begin with$/);
    const chosen = () => page.evaluate(() => document.activeElement.selectedOptions[0].text);
    await press('Home');
    while (!(await chosen()).startsWith('Readers at')) {
      const before = await chosen();
      await press('ArrowDown');
      assert.notEqual(await chosen(), before);
    }
    await tab_to(/^Publisher$/);
    await page.keyboard.type('The Newsroom');
    await tab_to(/^Site$/);
    await press('Control+A');
    await page.keyboard.type('www.newsroom.example');
    await press('Enter');
    await text.getByText('by-keys').first().waitFor();
    await press('Control+s');
    await page.locator('.packs').getByText('new, not on the disk').waitFor({ state: 'detached' });
  });
  await t.test('it is tested', async () => {
    await tab_to(/^Test$/);
    await press('Enter');
    await page.locator('.tests li.passed').first().waitFor();
    assert.equal(await page.locator('.tests li.failed').count(), 0);
  });
  await t.test('it is compared', async () => {
    await back_to(/^Write$/);
    await press('Enter');
    await tab_to(/^Add a region/);
    await page.keyboard.type('Norway');
    await page.getByRole('option', { name: /Norway/ }).waitFor();
    await press('Enter');
    await text.getByText('"NO"').waitFor();
    await back_to(/^Compare$/);
    await press('Enter');
    await page.locator('.difference-words').getByText(/Norway/).first().waitFor();
  });
  await t.test('what is taken out of a list gives the focus to the one beside it', async () => {
    await back_to(/^Write$/);
    await press('Enter');
    await tab_to(/^Remove Norway$/);
    await press('Enter');
    await page.waitForFunction(() => /^Remove (?!Norway)/.test(document.activeElement.getAttribute('aria-label') ?? ''));
    await text.getByText('"NO"').waitFor({ state: 'detached' });
  });
  await t.test('it is approved', async () => {
    await press('Control+s');
    await page.locator('.packs .unsaved').waitFor({ state: 'detached' });
    await back_to(/^Approve$/);
    await press('Enter');
    await tab_to(/^I have read/);
    await press('Space');
    await tab_to(/^Approve this pack$/);
    await press('Enter');
    await page.locator('.approvals').getByText('Jana Nováková').waitFor();
  });
  await t.test('a card that is removed gives the focus to the next, and the last to what makes another', async () => {
    await back_to(/^Write$/);
    await press('Enter');
    const cards = page.locator('.form-section.rules .card');
    for (let left = await cards.count(); left > 0; left--) {
      await tab_to(new RegExp(`^Remove ${await cards.first().locator('.card-title').innerText()}$`));
      await press('Enter');
      await page.waitForFunction((count) => document.querySelectorAll('.form-section.rules .card').length === count &&
        document.activeElement.matches(count > 0 ? '.form-section.rules :not(.add-key) > summary' : '.form-section.rules > p > button'), left - 1);
    }
  });
  assert.deepEqual(page.faults, []);
});
