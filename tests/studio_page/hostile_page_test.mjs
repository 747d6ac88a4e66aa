// A page that means ill: none of its script runs in a preview, nothing of it leads out of its frame, nothing is loaded,
// and the token is nowhere that it could read.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { make_home } from './rules_folder.mjs';
import { comes_to_be, is_preview, open_studio, strangers, studio_over } from './studio_page.mjs';

/** Whoever sends a page may listen somewhere: the page names it in every way that makes browsers connect. */
const WAYS_OUT = (listener) => `<link rel="preconnect" href="${listener}"><LINK REL="dns-prefetch preconnect" href="${listener}/d" crossorigin>
<link/rel=preload as=image href="${listener}/preload.png"><link rel="modulepreload" href="${listener}/m.mjs">
<link rel="stylesheet" href="${listener}/l.css"><link rel="icon" href="${listener}/i.ico"><link rel="manifest" href="${listener}/w.json">
<meta http-equiv="x-dns-prefetch-control" content="on"><style>@import "${listener}/a.css"; @font-face { font-family: F; src: url(${listener}/f) }
article { background: url(${listener}/b.png); font-family: F }</style><a id="listening" href="${listener}/a" ping="${listener}/ping">there</a>
<img src="${listener}/i.png" srcset="${listener}/s.png 2x"><video src="${listener}/v.mp4" poster="${listener}/p.png"></video>
<iframe src="${listener}/f"></iframe><iframe srcdoc="&lt;link rel=preconnect href=${listener}/in&gt;"></iframe>
<object data="${listener}/o"></object><svg><image href="${listener}/g.svg"/></svg>`;

const HOSTILE = (origin, listener) => `<!doctype html><html><head>${WAYS_OUT(listener)}<meta http-equiv="refresh" content="0;url=${origin}/">
<base href="${origin}/" target="_top"><link rel="stylesheet" href="${origin}/stolen.css"><style>@import "${origin}/a.css";</style>
<script>parent.postMessage(document.cookie + top.location, '*'); top.location = '${origin}/taken';</script></head>
<style>html body [id][id][id][data-caveat-mark] { outline: none !important }
html body [id][id][id][data-caveat-number]::before { content: none !important; display: none !important }</style>
<body onload="top.taken = true; document.title = 'RAN'"><article><h1>News</h1><p id="text">Text.</p>
<p class="forged" id="caveat-mark-1" data-caveat-mark="insert" data-caveat-number="1" data-caveat-gap>Forged</p>
<img src="x" onerror="document.title = 'RAN'; fetch('${origin}/api/session')"><img src="${origin}/pixel.png">
<iframe src="${origin}/"></iframe><svg onload="document.title = 'RAN'"></svg><object data="${origin}/"></object>
<a id="out" href="${origin}/" target="_top">out</a><form action="${origin}/api/packs" method="post" target="_top"><button>go</button></form>
<a id="named" href="${origin}/p/x" target="studio">named</a><a id="download" href="data:text/html,x" download>save</a>
<form id="search" action="${origin}/" method="get" target="_blank"><input name="q"><button>find</button></form>
<a id="script" href="javascript:document.title='RAN'">script</a><iframe srcdoc="<script>top.document.title='RAN'</script>"></iframe>
<meta http-equiv="refresh" content="1;url=${origin}/later"><link rel="prefetch" href="${origin}/prefetched">
<script>navigator.serviceWorker?.register('/p/worker.js'); for (let i = 0; i < 1e5; ++i) parent.postMessage('x'.repeat(1000), '*');
window.open('${origin}/opened'); opener?.location.assign('${origin}/taken'); top.close(); alert(1);</script>
<script>document.title = 'RAN'; try { top.document.title = 'RAN' } catch {}; new Image().src = '${origin}/token?' + location</script>
</article></body></html>`;

const home = make_home();
let connections = 0;
const listener = createServer((socket) => {
  ++connections;
  socket.destroy();
});
await new Promise((ready) => { listener.listen(0, '127.0.0.1', ready); });
after(() => listener.close());

/** The two frames of the previews, without what the page put into them. */
const previews = (page) => page.frames().filter((one) => is_preview(one.url()));

const scene = studio_over(home, { packs: ['examples/rules/ru-undesirable.toml'] });

test('a hostile page in a preview', async (t) => {
  const page = await open_studio(scene.browser, scene.studio);
  const messages = [];
  let downloads = 0;
  const sent = [];
  page.context().on('request', (request) => sent.push({ url: request.url(), referer: request.headers().referer }));
  page.on('download', () => { ++downloads; });
  await page.exposeFunction('told', (data) => { messages.push(data); });
  await page.evaluate(() => addEventListener('message', (event) => globalThis.told(String(event.data))));
  const file = join(home.home, 'hostile.html');
  writeFileSync(file, HOSTILE(scene.studio.origin, `http://127.0.0.1:${listener.address().port}`));
  await page.goto(`${scene.studio.origin}/#/see/ru-undesirable.toml`);
  await page.locator('.situation input[type=file]').setInputFiles(file);
  await page.locator('.situation input[type=url]').fill('https://www.newsroom.example/a/1.html');
  for (const path of ['model', 'check']) await comes_to_be(() => page.asked.includes(`${scene.studio.origin}/api/${path}`), true);
  const asked_before = page.asked.length;
  await page.locator('.situation button.primary').click();
  await page.locator('.mark').first().waitFor();
  await comes_to_be(() => previews(page).length, 2);
  for (const frame of previews(page)) await frame.locator('#text').first().waitFor();
  await page.waitForTimeout(1500);

  await t.test('is shown in both frames', () => assert.equal(previews(page).length, 2));
  await t.test('wears no mark of its own, and no link of the list leads to one', async () => {
    await page.locator('.mark').first().getByRole('button').first().click();
    const frame = await (await page.locator('iframe').nth(1).elementHandle()).contentFrame();
    await frame.locator('#text').waitFor();
    const forged = frame.locator('.forged');
    assert.match(await forged.evaluate((element) => getComputedStyle(element, '::before').content), /^(none|normal)$/);
    assert.equal(await forged.evaluate((element) => getComputedStyle(element).outlineStyle), 'none');
    assert.equal(await forged.evaluate((element) => element.matches(':target')), false);
    assert.equal(await frame.locator(':target').getAttribute('data-caveat-mark'), 'insert');
  });
  await t.test('takes no look away from a mark, and cannot know its badge', async () => {
    const frame = await (await page.locator('iframe').nth(1).elementHandle()).contentFrame();
    const [outline, badge] = await frame.locator(':target').evaluate((element) =>
      [getComputedStyle(element).outlineStyle, getComputedStyle(element, '::before').content]);
    assert.equal(outline, 'solid');
    assert.match(badge, /^"1 [0-9a-f]{3}"$/);
    assert.equal(badge, `"${await page.locator('.mark-number').first().innerText()}"`);
  });
  await t.test('runs no script', async () => {
    for (const frame of page.frames().slice(1)) assert.notEqual(await frame.title().catch(() => ''), 'RAN');
    assert.equal(await page.evaluate(() => globalThis.taken), undefined);
    assert.deepEqual(messages, []);
  });
  await t.test('does not lead the studio away', () => assert.match(page.url(), /#\/see\//));
  await t.test('does not lead out of its frame when its link is followed', async () => {
    const [frame] = previews(page);
    await frame.locator('#out').click({ timeout: 2000, force: true }).catch(() => {});
    for (const way of ['#listening', 'form button', '#named', '#download', '#search button', '#script']) {
      await frame.locator(way).first().click({ timeout: 1000, force: true }).catch(() => {});
    }
    await page.waitForTimeout(1000);
    assert.match(page.url(), /#\/see\//);
    assert.equal(page.context().pages().length, 1);
    assert.equal(downloads, 0);
    for (const one of page.frames().slice(1)) assert.notEqual(await one.title().catch(() => ''), 'RAN');
  });
  await t.test('leaves no worker behind', async () => {
    const workers = await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
    assert.equal(workers, 0);
    assert.equal(page.context().serviceWorkers().length, 0);
  });
  await t.test('loads nothing: there is the question of the page itself, and its two frames', () => {
    const asked = page.asked.slice(asked_before).filter((url) => !url.startsWith(`${scene.studio.origin}/api/changes?`));
    assert.deepEqual(asked.filter((url) => !is_preview(url)), [`${scene.studio.origin}/api/preview`]);
    assert.deepEqual(strangers(page), []);
  });
  await t.test('makes the browser connect to nobody, not even to be quicker later', () => assert.equal(connections, 0));
  await t.test('does not see the token', async () => {
    const token = new URL(scene.studio.address).hash.split('=')[1];
    assert.ok(!page.url().includes(token));
    assert.deepEqual(await page.context().cookies(), []);
    for (const frame of page.frames().slice(1)) assert.ok(!frame.url().includes(token));
    assert.ok(sent.length > 0);
    for (const { referer = '', url } of sent) assert.ok(referer === '' && !url.includes(token), `${url} came with ${referer}`);
  });
  await t.test('is of another origin, and an opaque one', async () => {
    const origins = await Promise.all(previews(page).map((frame) => frame.evaluate(() => globalThis.origin).catch(() => 'null')));
    assert.deepEqual(origins, ['null', 'null']);
  });
  await page.context().close();
});

test('a very large page leaves the studio usable', async () => {
  const page = await open_studio(scene.browser, scene.studio);
  await page.goto(`${scene.studio.origin}/#/see/ru-undesirable.toml`);
  const show = async (html) => {
    const file = join(home.home, 'big.html');
    writeFileSync(file, html);
    await page.locator('.situation input[type=file]').setInputFiles(file, { timeout: 60000 });
    await page.locator('.situation input[type=url]').fill('https://www.newsroom.example/a/1.html');
    await page.locator('.situation button.primary').click();
  };
  await show(`<!doctype html><article><h1>News</h1>${'<p>Text. <a class="share" href="https://vk.com/share.php?url=x">VK</a></p>'.repeat(20000)}</article>`);
  await page.locator('.mark').first().waitFor({ timeout: 30000 });
  await page.getByRole('link', { name: 'Test' }).click();
  await page.locator('.tests li').first().waitFor();
  await page.goto(`${scene.studio.origin}/#/see/ru-undesirable.toml`);
  await show(`<!doctype html><article>${'x'.repeat(20 * 1024 * 1024)}</article>`);
  await page.getByText('the file has more than 16 MiB').waitFor({ timeout: 30000 });
  await page.context().close();
});
