// The sign-off sheet shows what readers get, and prints as a document of its own.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { make_home } from './rules_folder.mjs';
import { open_studio, studio_over } from './studio_page.mjs';

const home = make_home();

const scene = studio_over(home, { packs: ['examples/rules/ru-undesirable.toml'] });

test('the sheet has a preview for each test of the pack, with what was changed', async (t) => {
  const page = await open_studio(scene.browser, scene.studio);
  await page.goto(`${scene.studio.origin}/#/approve/ru-undesirable.toml`);
  await page.getByRole('button', { name: 'Prepare the sheet' }).click();
  const shown = page.locator('.sheet-preview');
  await shown.first().waitFor();
  const crimea = shown.filter({ hasText: 'a reader in Sevastopol' });

  await t.test('the page as that reader gets it, in a closed frame', async () => {
    const frame = crimea.locator('iframe');
    assert.equal(await frame.getAttribute('sandbox'), '');
    await crimea.frameLocator('iframe').locator('[data-caveat][lang=ru]').waitFor();
    await crimea.frameLocator('iframe').getByText('Статья').or(crimea.frameLocator('iframe').locator('h1')).first().waitFor();
  });
  await t.test('what was changed, in words and by rule', async () => {
    assert.match(await crimea.innerText(), /Put in: .*protect-readers, line \d+/s);
    assert.match(await shown.filter({ hasText: 'a reader in Kyiv' }).innerText(), /Nothing in this page is changed/);
  });
  await t.test('for whom each rule is, who is there, and how the tests ended', async () => {
    const sheet = await page.locator('.sheet').innerText();
    assert.match(sheet, /russia-controlled\s+.*Includes\s+Russia \(RU\)/s);
    assert.match(sheet, /If it is not known\s+inside/);
    assert.match(sheet, /protect-readers\s+Reader’s region\s+russia-controlled\s+Site\s+www\.newsroom\.example/);
    assert.match(sheet, /a reader in Moscow is warned: Passed/);
  });
  await t.test('on paper it is the sheet and nothing else', async () => {
    const file = join(home.home, 'sheet.pdf');
    writeFileSync(file, await page.pdf({ format: 'A4' }));
    const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
    const sheets = text.split('\f').filter((one) => one.trim() !== '');
    sheets.forEach((one, index) => {
      assert.match(one, /ru-undesirable\.toml · caveat-pack-1:[0-9a-f]{64}/);
      assert.match(one, new RegExp(`\\b${index + 1} ?/ ?${sheets.length}\\b`));
    });
    for (const said of ['caveat-pack-', 'Previews', 'protect-readers', 'Sevastopol', 'Предупреждение', 'Signature'])
      assert.ok(text.includes(said), `${said} is not in: ${text}`);
    for (const not_said of ['Prepare the sheet', 'New pack', 'Print or save']) assert.ok(!text.includes(not_said), not_said);
  });
  await t.test('what is printed after it does not bear its name', async () => {
    const foot = () => page.evaluate(() => document.documentElement.style.getPropertyValue('--sheet-foot'));
    assert.match(await foot(), /ru-undesirable\.toml/);
    await page.goto(`${scene.studio.origin}/#/see/ru-undesirable.toml`);
    await page.locator('.sheet').waitFor({ state: 'detached' });
    assert.equal(await foot(), '');
  });
  await page.context().close();
});

test('a preview that cannot be shown says why', async () => {
  writeFileSync(join(home.rules, 'p.toml'), '[pack]\nid = "p"\ntitle = "T"\n[[rules]]\nid = "r"\nremove.widgets = "share"\n' +
    '[[tests]]\nname = "lost"\nreader.region = "RU"\nurl = "https://a.example/"\npage = "gone.html"\nexpect.status = 200\n');
  const page = await open_studio(scene.browser, scene.studio, { language: 'ru' });
  await page.goto(`${scene.studio.origin}/#/approve/p.toml`);
  await page.getByRole('button', { name: 'Подготовить лист' }).click();
  await page.locator('.sheet-preview').getByText('страницу gone.html нельзя прочитать').waitFor();
  await page.context().close();
});
