// Starts `caveat studio` over a folder of rules, and opens its page in Debian's Chromium. What the page asks for is
// recorded: nothing but the two origins of the program may be among it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before } from 'node:test';
import { isDeepStrictEqual } from 'node:util';

const require = createRequire(join(process.env.CAVEAT_NODE_MODULES, 'x.js'));
const { chromium } = require('playwright-core');
export const axe_source = () => readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** A running studio: `address` with the token, `stop()`. */
export async function start_studio(rules, ...options) {
  const child = spawn(process.env.CAVEAT_BINARY, ['studio', '--rules', rules, '--no-open', '--port', '0', ...options],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, HOME: process.env.STUDIO_HOME ?? process.env.HOME } });
  let said = '';
  child.stderr.on('data', (data) => { said += data; });
  const lines = createInterface({ input: child.stdout });
  const address = await new Promise((resolve, reject) => {
    lines.on('line', (line) => {
      said += `${line}\n`;
      const found = /http:\/\/127\.0\.0\.1:\d+\/#token=\S+/.exec(line);
      if (found) resolve(found[0]);
    });
    child.on('exit', () => reject(new Error(`the studio ended: ${said}`)));
    setTimeout(() => reject(new Error(`the studio did not start: ${said}`)), 20000).unref();
  });
  return {
    address,
    origin: new URL(address).origin,
    stop: () => new Promise((resolve) => {
      child.removeAllListeners('exit');
      child.on('exit', resolve);
      child.kill();
    }),
  };
}

export async function start_browser() {
  return chromium.launch({
    executablePath: '/usr/bin/chromium-headless-shell',
    args: ['--no-sandbox', '--disable-gpu', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
      // A page that the test itself has put in comes from no loopback address, and may then ask none.
      ...process.env.STUDIO_DIST ? ['--disable-features=LocalNetworkAccessChecks'] : []],
  });
}

/** A browser and a studio over `home`'s rules from before a file's first test to after its last: `browser`, `studio`. */
export function studio_over(home, { packs = [], options = () => [], once_there = async () => {} } = {}) {
  const scene = {};
  before(async () => {
    home.add(...packs);
    scene.browser = await start_browser();
    scene.studio = await start_studio(home.rules, ...options());
    await once_there(scene);
  });
  after(async () => {
    await scene.browser?.close();
    await scene.studio?.stop();
    home.clear();
  });
  return scene;
}

/** A page of the studio, in `language`, or (`browser_language`) in what it makes of a browser of that language; `faults` gathers what it complains of, `asked` whom it asked. */
export async function open_studio(browser, studio, { scheme = 'light', language = 'en', browser_language = false, viewport } = {}) {
  const context = await browser.newContext({
    viewport: viewport ?? { width: 1280, height: 800 }, colorScheme: scheme, locale: language === 'ru' ? 'ru-RU' : 'en-GB',
    reducedMotion: 'reduce', timezoneId: 'UTC',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15000);
  page.faults = [];
  page.asked = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && message.location().url.startsWith(studio.origin)) page.faults.push(message.text());
  });
  page.on('pageerror', (error) => page.faults.push(String(error)));
  context.on('request', (request) => page.asked.push(request.url()));
  // What the page's own policy forbids is told, too, but never leaves the browser.
  context.on('requestfailed', (request) => {
    if (request.failure()?.errorText === 'csp') page.asked.splice(page.asked.indexOf(request.url()), 1);
  });
  if (!browser_language) {
    await context.addInitScript((chosen) => {
      if (window !== top) return;
      localStorage.setItem('caveat-language', chosen);
      localStorage.setItem('caveat-language-chosen', '1');
    }, language);
  }
  await serve_fresh_bundle(context, studio);
  page.own_origin = studio.origin;
  await page.goto(studio.address);
  await page.locator('header.top').waitFor();
  return page;
}

/** Once the pack's text has come: before that nothing can be typed. */
export const text_is_there = (page) => page.locator('.cm-content').getByText('[pack]').first().waitFor();

/** Waits until what `read` finds is `expected`; where it never is, says what it was at the end. */
export async function comes_to_be(read, expected) {
  const end = Date.now() + 15000;
  for (;;) {
    const found = await read();
    if (isDeepStrictEqual(found, expected) || Date.now() > end) return assert.deepEqual(found, expected);
    await new Promise((soon) => { setTimeout(soon, 50); });
  }
}

/** While the page is worked on: its files from a folder, with the headers of the program. */
async function serve_fresh_bundle(context, studio) {
  const folder = process.env.STUDIO_DIST;
  if (!folder) return;
  await context.route(`${studio.origin}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    const file = join(folder, pathname === '/' ? 'index.html' : pathname.slice(1));
    if (pathname.startsWith('/api/') || !existsSync(file)) return route.continue();
    const type = { html: 'text/html', js: 'text/javascript', css: 'text/css' }[file.split('.').pop()] ?? 'text/plain';
    const headers = (await route.fetch()).headers();
    return route.fulfill({ status: 200, body: readFileSync(file), headers: { ...headers, 'content-type': `${type}; charset=utf-8`, 'content-length': undefined } });
  });
}

/** Whom the page has asked, other than the program's own two servers. */
export const strangers = (page) => page.asked.filter((url) => !/^(data|about|blob):/.test(url) && !is_preview(url) && new URL(url).origin !== page.own_origin);

/** What a frame shows is known by the number that nobody can guess. */
export const is_preview = (url) => /^http:\/\/127\.0\.0\.1:\d+\/p\/[0-9a-f]{64}(#.*)?$/.test(url);
