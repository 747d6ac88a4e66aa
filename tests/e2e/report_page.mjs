// Uses report.html as a person would, in Debian's Chromium; tells what was there, and every request and error.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const load = createRequire(`${process.env.CAVEAT_NODE_MODULES}/`);
const { chromium } = load('playwright-core');
const task = JSON.parse(readFileSync(0, 'utf8'));

const browser = await chromium.launch({
  executablePath: task.chromium,
  args: ['--no-sandbox', '--disable-gpu', '--host-resolver-rules=MAP * ~NOTFOUND'],
});
const said = { requests: [], errors: [] };

async function open(options) {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })).newPage();
  page.on('request', (request) => said.requests.push(request.url()));
  page.on('pageerror', (error) => said.errors.push(error.message));
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) said.errors.push(message.text()); });
  page.on('dialog', (dialog) => { said.errors.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  return page;
}
const status = (page) => page.locator('.status').innerText();
const timed = async (act) => { const begun = Date.now(); await act(); return Date.now() - begun; };

try {
  const page = await open({});
  said.loading = await timed(async () => { await page.goto(task.url); await page.locator('.findings li').first().waitFor(); });
  said.title = await page.locator('h1').innerText();
  said.all = await status(page);
  said.rows = await page.locator('.findings > li').count();
  said.charts = await page.locator('svg.chart rect').count();

  await page.keyboard.press('/');
  said.focus = await page.evaluate(() => document.activeElement.name);
  said.searching = await timed(async () => { await page.keyboard.type(task.search); await page.waitForTimeout(0); });
  said.found = await status(page);
  await page.locator('.findings summary').first().click();
  said.opened = await page.locator('.findings .body').first().innerText();
  said.marked = await page.locator('.findings mark').first().innerText();
  said.images = await page.locator('img').count();
  said.address = await page.evaluate(() => location.hash);

  await page.getByRole('button', { name: 'Clear' }).click();
  for (const [name, value] of Object.entries(task.choose)) await page.locator(`select[name=${name}]`).selectOption(value);
  said.chosen = await status(page);
  await page.reload();
  said.recalled = await status(page);
  await page.getByRole('button', { name: 'Clear' }).click();
  said.cleared = await status(page);

  const turned = page.getByRole('button', { name: 'Next' });
  said.next = (await turned.isEnabled()) ? (await turned.click(), await status(page)) : '';
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  said.keyed = await page.locator('.findings details[open]').count();

  said.wide = await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
  await page.setViewportSize({ width: 390, height: 844 });
  said.narrow = await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  said.printed = await page.locator('.findings details[open] .body').count();
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));

  const plain = await open({ javaScriptEnabled: false });
  await plain.goto(task.url);
  said.plain = await plain.locator('noscript tbody > tr').count();
  said.plainText = await plain.locator('noscript').innerText();
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify(said));
