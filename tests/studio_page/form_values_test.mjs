// What the language allows as a value can be entered in the form: every sort of region, moments, texts of several lines.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { accessibility_faults } from './axe.mjs';
import { make_home } from './rules_folder.mjs';
import { open_studio, studio_over } from './studio_page.mjs';

const PACK = `[pack]
id        = "p"
title     = "T"
effective = 2026-01-01

[regions]
other   = { include = ["BY"] }

[regions.there]
include = ["RU"]

[notices]
n = { kind = "warning", text = { en = "Words", ks = "لفظ", mzn = "کلمه" } }

[[rules]]
id          = "r"
when.region = "there"
when.page_mentions = ["a", "two\\nlines"]
insert      = { notice = "n", at = "start of body" }

[[tests]]
name   = "t"
reader = { region = "RU" }
url    = "https://www.newsroom.example/a/1.html"
html   = "<p>"
expect = { status = 200 }
`;

const home = make_home();
const scene = studio_over(home);
const file = join(home.rules, 'p.toml');

/** The form over PACK; `done` saves, and gives the text on the disk. */
async function form() {
  writeFileSync(file, PACK);
  const page = await open_studio(scene.browser, scene.studio);
  await page.goto(`${scene.studio.origin}/#/write/p.toml`);
  await page.locator('.form-section.tests .card').first().waitFor();
  for (const summary of await page.locator('.form-pane details.card:not([open]) > summary').all()) await summary.click();
  return {
    page,
    async done() {
      await page.locator('.packs .unsaved').waitFor();
      await page.keyboard.press('Control+s');
      await page.locator('.packs .unsaved').waitFor({ state: 'detached' });
      assert.deepEqual(await page.locator('.saying.bad').allInnerTexts(), []);
      assert.deepEqual(await page.locator('.findings li.error').allInnerTexts(), []);
      await page.context().close();
      return readFileSync(file, 'utf8');
    },
  };
}

async function choose(page, picker, typed, option) {
  await picker.fill(typed);
  await page.locator('.picker').getByRole('option', { name: option }).first().click();
}

test('a region of the pack is made of whatever the language knows', async () => {
  const { page, done } = await form();
  const card = page.locator('.form-section.regions .card:has(summary code:text-is("there"))');
  const picker = card.getByRole('combobox', { name: /^Add a region/ });
  for (const [typed, option, code] of [['European Un', /European Union/, 'EU'], ['eea', /European Economic Area/, 'EEA'],
    ['everyw', /Everywhere/, 'everywhere'], ['Africa', /continent:AF/, 'continent:AF'], ['other', /^other/, 'other'],
    ['203.0.113.0/24', /network/, '203.0.113.0/24'], ['2001:db8::/32', /network/, '2001:db8::/32'],
    ['as64500', /autonomous system/, 'asn:AS64500'], ['VPN', /anonymous/, 'anonymous'], ['Crimea', /UA-43/, 'UA-43'],
    ['lookup', /lookup_failed/, 'lookup_failed'], ['unknown', /unknown/, 'unknown']]) {
    await choose(page, picker, typed, option);
    await page.locator('.cm-content').getByText(`"${code}"`).first().waitFor();
  }
  assert.match(await done(), /include = \["RU", "EU", "EEA", "everywhere", "continent:AF", "other", "203\.0\.113\.0\/24", "2001:db8::\/32", "asn:AS64500", "anonymous", "UA-43", "lookup_failed", "unknown"\]/);
});

test('a rule names them all, too, and a reader is where readers can be', async () => {
  const { page, done } = await form();
  const rule = page.locator('.form-section.rules .card').first();
  await choose(page, rule.getByRole('combobox', { name: /^Add a region/ }), 'Everywhere', /everywhere/);
  await page.locator('.cm-content').getByText('"everywhere"').waitFor();
  const reader = page.locator('.form-section.tests .card').first().getByRole('combobox', { name: /^Add a region/ });
  await reader.fill('European Un');
  assert.equal(await page.locator('.picker [role=option]').count(), 0);
  await choose(page, reader, 'VPN', /anonymous/);
  await page.locator('.cm-content').getByText('reader = { region = "anonymous" }').waitFor();
  assert.match(await done(), /when\.region = \["there", "everywhere"\]/);
});

test('a day gets a time, and loses it again', async () => {
  const { page, done } = await form();
  const card = page.locator('.form-section.pack');
  await card.getByRole('button', { name: 'With a time' }).click();
  const moment = card.getByRole('textbox', { name: 'In force from' });
  await page.locator('.cm-content').getByText('2026-01-01T00:00:00').waitFor();
  await card.locator('.moment input[type=text]').waitFor();
  await moment.fill('2026-01-02T18:30+01:00');
  await moment.blur();
  await page.locator('.cm-content').getByText('2026-01-02T18:30:00+01:00').waitFor();
  await card.getByRole('button', { name: 'Only the day' }).click();
  await page.locator('.cm-content').getByText(/= 2026-01-02$/).waitFor();
  assert.match(await done(), /effective = 2026-01-02\n/);
});

test('what cannot be taken is marked where it stands, and nothing is saved', async (t) => {
  const { page } = await form();
  const card = page.locator('.form-section.pack');
  const moment = card.getByRole('textbox', { name: 'In force from' });
  const status = page.locator('.form-section.tests .card').first().getByRole('spinbutton', { name: 'Status' });
  const refused = async (field, why) => {
    await page.keyboard.press('Control+s');
    await page.locator('.saying.bad').waitFor();
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
    await page.locator('.field-problem').getByText(why).waitFor();
    assert.equal(readFileSync(file, 'utf8'), PACK);
    assert.equal(await page.locator('.saying', { hasText: /^Saved/ }).count(), 0);
    await page.locator('.saying.bad button').click();
  };
  await t.test('a day that there is not', async () => {
    await card.getByRole('button', { name: 'With a time' }).click();
    await card.locator('.moment input[type=text]').waitFor();
    await moment.fill('2026-02-30T10:00');
    await refused(moment, /./);
  });
  await t.test('what is no day', async () => {
    await moment.fill('soon');
    await refused(moment, 'Only a day such as 2026-03-01');
    assert.deepEqual(await accessibility_faults(page), []);
  });
  await t.test('what is no whole number', async () => {
    await moment.fill('2026-02-01T10:00');
    await page.locator('.cm-content').getByText('2026-02-01T10:00:00').waitFor();
    await status.fill('1.5');
    await refused(status, 'Only a whole number');
  });
  await t.test('once it is mended, all is saved', async () => {
    await status.fill('404');
    await page.keyboard.press('Control+s');
    await page.locator('.saying', { hasText: /^Saved/ }).waitFor();
    assert.match(readFileSync(file, 'utf8'), /2026-02-01T10:00:00[^]*status = 404/);
  });
  await t.test('whoever puts the form away is told', async () => {
    await moment.fill('soon');
    await page.getByRole('button', { name: 'Text', exact: true }).click();
    await page.locator('.saying.bad').getByText('Only a day such as 2026-03-01').waitFor();
  });
  await page.context().close();
});

test('a text of several lines stays one item of its list', async () => {
  const { page, done } = await form();
  const field = page.locator('.form-section.rules .card').first().getByRole('textbox', { name: 'Page mentions' });
  assert.equal(await field.inputValue(), 'a\ntwo\\nlines');
  await field.fill('a\ntwo\\nlines\nb');
  await field.blur();
  await page.locator('.cm-content').getByText('"b"').waitFor();
  assert.match(await done(), /page_mentions = \["a", "two\\nlines", "b"\]/);
});

test('a list is read as it was written while somebody types, also when its last item of several lines goes', async () => {
  const { page, done } = await form();
  const field = page.locator('.form-section.rules .card').first().getByRole('textbox', { name: 'Page mentions' });
  await field.fill('a\nc\\\\d');
  await page.locator('.cm-content').getByText('two').waitFor({ state: 'detached' });
  await field.press('Control+End');
  await field.pressSequentially('e');
  await page.locator('.cm-content').getByText('de').first().waitFor();
  assert.match(await done(), /page_mentions = \["a", ("c\\\\de"|'c\\de')\]/);
});

test('notices that stand in one table are there to choose, and their languages run as the engine knows', async () => {
  const { page, done } = await form();
  const chooser = page.locator('.form-section.rules .card').first().getByRole('combobox', { name: 'Notice' });
  assert.equal(await chooser.inputValue(), 'n');
  for (const [tag, direction] of [['en', 'ltr'], ['ks', 'rtl'], ['mzn', 'rtl']]) {
    const field = page.locator(`.language textarea[lang=${tag}]`);
    assert.equal(await field.getAttribute('dir'), direction, tag);
  }
  await page.context().close();
  void done;
});

test('the words of a notice in all its languages stand side by side', async () => {
  const { page } = await form();
  const [one, other] = await page.locator('.language textarea').evaluateAll((fields) => fields.map((field) => field.getBoundingClientRect().toJSON()));
  assert.equal(one.top, other.top);
  assert.ok(one.right <= other.left && one.width > 160, JSON.stringify([one, other]));
  await page.context().close();
});
