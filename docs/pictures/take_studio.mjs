// Takes the pictures of docs/studio.md: the studio over the example packs, photographed by Debian's Chromium.
//
//     CAVEAT_BINARY=$PWD/build/release/caveat CAVEAT_NODE_MODULES=$PWD/node_modules node docs/pictures/take_studio.mjs [FOLDER]
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fill_in } from '../../tests/studio_page/fill_in.mjs';
import { make_home } from '../../tests/studio_page/rules_folder.mjs';
import { open_studio, start_browser, start_studio } from '../../tests/studio_page/studio_page.mjs';

const folder = process.argv[2] ?? dirname(fileURLToPath(import.meta.url));
const only = process.argv[3];
const PICTURES = [['write', 'light'], ['see', 'light'], ['map', 'dark'], ['test', 'light'], ['compare', 'light'], ['approve', 'light'],
  ['audit', 'light']];

/** The browser writes WebP, a quarter of the PNG. */
async function as_webp(browser, png) {
  const page = await browser.newPage();
  const data = await page.evaluate(async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
    canvas.getContext('2d').drawImage(image, 0, 0);
    return canvas.toDataURL('image/webp', 0.82);
  }, `data:image/png;base64,${png.toString('base64')}`);
  await page.close();
  return Buffer.from(data.split(',')[1], 'base64');
}

/** What adding a country to a region does. */
async function compare_a_draft(page) {
  await page.goto(page.url().replace('#/compare/', '#/write/'));
  await page.locator('.form-section.regions').getByRole('combobox', { name: /^Add a region/ }).fill('Belarus');
  await page.locator('.picker').getByRole('option', { name: /^Belarus BY/ }).click();
  await page.locator('.cm-content').getByText('"BY"').waitFor();
  await page.getByRole('link', { name: 'Compare' }).click();
  await page.getByRole('combobox', { name: 'Compare with' }).selectOption('saved');
  await page.locator('.compare-form button.primary').click();
  await page.locator('.difference pre ins').first().waitFor();
}

const home = make_home();
home.add('examples/rules/ru-undesirable.toml', 'examples/rules/eu-block.toml');
const browser = await start_browser();
const studio = await start_studio(home.rules, '--key', home.key(), '--audits', home.audit());
try {
  for (const [view, scheme] of PICTURES) {
    if (only && view !== only) continue;
    const page = await open_studio(browser, studio, { scheme });
    await page.evaluate((path) => { document.querySelector('.folder code').textContent = path; }, '~/rules');
    await page.goto(`${studio.origin}/#/${view}/ru-undesirable.toml`);
    if (view === 'compare') await compare_a_draft(page);
    else await fill_in(page, view);
    if (view === 'write') await page.locator('.language').first().evaluate((one) => one.scrollIntoView({ block: 'start' }));
    if (view === 'approve') await page.locator('.sheet').evaluate((one) => one.scrollIntoView({ block: 'start' }));
    await page.waitForTimeout(800);
    await page.evaluate((folder) => {
      document.querySelector('.folder code').textContent = '~/rules';
      for (const one of document.querySelectorAll('.basis p')) one.textContent = one.textContent.replace(folder, '~/rules');
    }, home.rules);
    writeFileSync(join(folder, `studio-${view}.webp`), await as_webp(browser, await page.screenshot()));
    await page.context().close();
  }
} finally {
  await browser.close();
  await studio.stop();
  home.clear();
}
