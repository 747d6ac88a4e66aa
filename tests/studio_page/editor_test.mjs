// The editor helps while somebody types: it completes, explains, and shows what is wrong where it stands; the form follows.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { make_home } from './rules_folder.mjs';
import { open_studio, studio_over, text_is_there } from './studio_page.mjs';

const home = make_home();
let page;
const scene = studio_over(home, {
  packs: ['examples/rules/eu-block.toml'],
  once_there: async ({ browser, studio }) => {
    page = await open_studio(browser, studio);
    await page.locator('.form-section.tests .card').first().waitFor();
  },
});

/** Types a line of its own at the end of the text. */
async function type_at_end(text) {
  await page.locator('.cm-content').focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await page.keyboard.type(text);
}

const options = () => page.locator('.cm-tooltip-autocomplete li');

/** The editor takes no choice in the moment in which the list has opened. */
async function take_first() {
  await options().first().waitFor();
  await page.waitForTimeout(200);
  await page.keyboard.press('Enter');
}

test('completion', async (t) => {
  await t.test('of a key, with what it means', async () => {
    await type_at_end('[[rules]]');
    await page.keyboard.press('Enter');
    await page.keyboard.type('on_f');
    await page.keyboard.press('Control+Space');
    await options().filter({ hasText: 'on_failure' }).waitFor();
    await page.locator('.cm-completionInfo').getByText(/What readers get if the rule cannot be carried out/).waitFor();
    await take_first();
    await page.locator('.cm-activeLine').getByText('on_failure =').waitFor();
  });
  await t.test('of a word', async () => {
    await page.keyboard.press('Control+Space');
    await options().first().waitFor();
    assert.deepEqual(await options().allInnerTexts(), ['refuse', 'serve']);
    await take_first();
    await page.locator('.cm-activeLine').getByText('on_failure = "refuse"').waitFor();
  });
  await t.test('of a region, by what the server knows', async () => {
    await page.keyboard.press('Enter');
    await page.keyboard.type('when.region = "contin');
    await options().filter({ hasText: 'continent:AF' }).filter({ hasText: 'Africa' }).waitFor();
    await page.keyboard.press('Escape');
  });
  await t.test('is closed by Escape, and the text is as it was', async () => {
    await options().first().waitFor({ state: 'detached' });
    await page.locator('.cm-activeLine').getByText('when.region = "contin').waitFor();
  });
});

test('a finding is shown in the line that it is about', async () => {
  await page.locator('.cm-lint-marker-error').first().waitFor();
  await page.locator('.cm-lintRange-error').first().hover();
  await page.locator('.cm-tooltip .cm-diagnostic').first().getByText(/CV\d+/).first().waitFor();
  await page.mouse.move(0, 0);
});

test('resting on a key explains it', async () => {
  await page.getByRole('button', { name: 'Discard changes' }).waitFor();
  page.once('dialog', (dialog) => dialog.accept());
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await page.locator('.cm-content').focus();
  await page.keyboard.press('Control+Home');
  await page.locator('.cm-line').getByText('legal_basis', { exact: false }).first().hover({ position: { x: 12, y: 8 } });
  await page.locator('.key-card').getByText('Legal basis (legal_basis)').waitFor();
  await page.mouse.move(0, 0);
});

test('what is typed in the text appears in the form', async (t) => {
  await t.test('a rule', async () => {
    await type_at_end('[[rules]]\nid = "added-by-hand"\nremove = { widgets = ["share"] }\nwhen.region = "FR"\n');
    const card = page.locator('.form-section.rules .card').filter({ hasText: 'added-by-hand' });
    await card.waitFor();
    await card.getByText('France').waitFor();
    assert.ok(await card.getByRole('checkbox', { name: /^share/ }).isChecked());
  });
  await t.test('a value, in the field that has it', async () => {
    await page.keyboard.press('Control+Home');
    const title = page.locator('.form-section.pack').getByRole('textbox', { name: 'Title' });
    const before = await title.inputValue();
    const line = page.locator('.cm-line').filter({ hasText: /^title/ }).first();
    const quote = (await line.innerText()).indexOf('"');
    await line.click();
    await page.keyboard.press('Home');
    for (let column = 0; column <= quote; column++) await page.keyboard.press('ArrowRight');
    await page.keyboard.type('Amended: ');
    await page.waitForFunction((text) => [...document.querySelectorAll('.form-section.pack input, .form-section.pack textarea')]
      .some((field) => field.value === text), `Amended: ${before}`);
  });
  await t.test('not while it cannot be read, and the form says so', async () => {
    await type_at_end('broken = = 1');
    await page.locator('.form-pane').getByText(/cannot be read as TOML/).waitFor();
  });
  assert.deepEqual(page.faults, []);
});

test('line ends stay as they are on the disk', async (t) => {
  const file = join(home.rules, 'eu-block.toml');
  const lines = readFileSync(file, 'utf8').split('\n');
  const write = async (text) => {
    writeFileSync(file, text);
    page.once('dialog', (dialog) => dialog.accept());
    await page.reload();
    await text_is_there(page);
  };
  const type_on_top = async (words) => {
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type(words);
  };
  const saved = async () => {
    await page.keyboard.press('Control+s');
    await page.locator('button.primary:disabled', { hasText: 'Save' }).waitFor();
    return readFileSync(file, 'utf8');
  };
  await t.test('those of Windows', async () => {
    const text = lines.join('\r\n');
    await write(text);
    await type_on_top('# mine\n');
    assert.equal(await saved(), `# mine\r\n${text}`);
  });
  await t.test('mixed ones', async () => {
    const text = lines.map((line, index) => line + (index % 2 ? '\r\n' : '\n')).join('');
    await write(text);
    await type_on_top('# mine ');
    await page.keyboard.press('Control+End');
    await page.keyboard.type('# the end');
    assert.equal(await saved(), `# mine ${text}# the end`);
  });
  await t.test('an edit of the form leaves the view where it is', async () => {
    await write(lines.join('\r\n'));
    await page.locator('.cm-content').focus();
    await page.keyboard.press('Control+End');
    const scrolled = () => page.locator('.cm-scroller').evaluate((element) => element.scrollTop);
    await page.waitForFunction(() => document.querySelector('.editor').shadowRoot.querySelector('.cm-scroller').scrollTop > 100);
    const before = await scrolled();
    const card = page.locator('.form-section.tests .card').last();
    await card.locator('summary').first().click();
    await card.getByRole('textbox').first().fill('Another name');
    await page.locator('.cm-content').getByText('Another name').waitFor();
    assert.ok(await scrolled() > before - 200, `${await scrolled()} after ${before}`);
  });
});
