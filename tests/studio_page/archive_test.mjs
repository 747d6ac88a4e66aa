// A page of an archive is looked at from the See view: of a WARC, of one that is compressed, of a HAR, of a folder.
import assert from 'node:assert/strict';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { accessibility_faults, too_wide } from './axe.mjs';
import { make_home } from './rules_folder.mjs';
import { open_studio, strangers, studio_over } from './studio_page.mjs';

const URL = 'https://www.newsroom.example/a/heron.html';
const article = (words) => `<!doctype html><html lang="ru"><meta charset="utf-8"><title>A</title><article><h1>Статья</h1><p>${words}</p></article></html>`;

/** A response record (ISO 28500). */
function warc_record(url, name, body) {
  const message = `HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
  return Buffer.from(`WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:${name}>\r\nWARC-Date: 2026-11-20T12:00:00Z\r\n` +
    `WARC-Target-URI: ${url}\r\nContent-Type: application/http;msgtype=response\r\nContent-Length: ${Buffer.byteLength(message)}\r\n\r\n${message}\r\n\r\n`);
}

const har_entry = (url, text) => ({
  startedDateTime: '2026-11-20T12:00:00.000Z', time: 1, cache: {}, timings: { send: 0, wait: 1, receive: 0 },
  request: { method: 'GET', url, httpVersion: 'HTTP/1.1', cookies: [], headers: [], queryString: [], headersSize: -1, bodySize: 0 },
  response: {
    status: 200, statusText: 'OK', httpVersion: 'HTTP/1.1', cookies: [], redirectURL: '', headersSize: -1, bodySize: -1,
    headers: [{ name: 'Content-Type', value: 'text/html; charset=utf-8' }],
    content: { size: Buffer.byteLength(text), mimeType: 'text/html; charset=utf-8', text },
  },
});

const home = make_home();
let audits;
let page;
const scene = studio_over(home, {
  packs: ['examples/rules/ru-undesirable.toml'],
  options: () => {
    audits = home.audit();
    const first = '11111111-1111-4111-8111-111111111111';
    const second = '22222222-2222-4222-8222-222222222222';
    const records = [warc_record('https://www.newsroom.example/', '00000000-0000-4000-8000-000000000000', article('Главная.')),
      warc_record(URL, first, article('Из архива WARC.')), warc_record(URL, second, article('Вторая запись.'))];
    writeFileSync(join(audits, 'site.warc'), Buffer.concat(records));
    writeFileSync(join(audits, 'site.warc.gz'), Buffer.concat(records.map((one) => gzipSync(one))));
    writeFileSync(join(audits, 'site.har'), JSON.stringify({ log: {
      version: '1.2', creator: { name: 'test', version: '1' },
      entries: [har_entry('https://www.newsroom.example/', article('Главная.')), har_entry(URL, article('Из архива HAR.'))] } }));
    writeFileSync(join(home.home, 'outside.warc'), Buffer.concat(records));
    symlinkSync(join(home.home, 'outside.warc'), join(audits, 'link.warc'));
    return ['--audits', audits];
  },
  once_there: async ({ browser, studio }) => {
    page = await open_studio(browser, studio);
    await page.goto(`${studio.origin}/#/see/ru-undesirable.toml`);
    await page.getByRole('button', { name: 'Of an archive' }).click();
  },
});
async function show(archive, { url = URL, record = '' } = {}) {
  await page.getByLabel('Archive file').fill(archive);
  await page.getByLabel('Record').fill(record);
  await page.getByLabel('Address', { exact: true }).fill(url);
  const answered = page.waitForResponse((response) => response.url().endsWith('/api/preview'));
  await page.getByRole('button', { name: 'Show the page' }).click();
  await answered;
}
const original = () => page.frameLocator('iframe[title="As the site sends it"]');
const served = () => page.frameLocator('iframe[title="As this reader gets it"]');

const CASES = [
  ['of a WARC', 'site.warc', {}, 'Из архива WARC.'],
  ['of a compressed WARC', 'site.warc.gz', {}, 'Из архива WARC.'],
  ['of a HAR', 'site.har', {}, 'Из архива HAR.'],
  ['of a folder', 'pages', { url: 'https://www.newsroom.example/a/1.html' }, 'Text.'],
  ['by the name of its record', 'site.warc', { record: '<urn:uuid:22222222-2222-4222-8222-222222222222>' }, 'Вторая запись.'],
];
for (const [name, archive, more, words] of CASES) {
  test(`a page ${name} is shown beside what the reader gets`, async () => {
    await show(archive, more);
    await original().getByText(words).waitFor();
    await served().getByText(words).waitFor();
    await served().locator('[data-caveat]').first().waitFor();
    assert.equal(await original().locator('[data-caveat]').count(), 0);
  });
}

test('a whole path is taken, too', async () => {
  await show(join(audits, 'site.har'));
  await served().getByText('Из архива HAR.').waitFor();
});

const REFUSED = [
  ['an address that the archive does not have', 'site.warc', { url: 'https://www.newsroom.example/none' }, 'The archive has no such page.'],
  ['an archive that is not there', 'none.warc', {}, 'none.warc is not there.'],
  ['what is no archive', 'run.sqlite', {}, 'The archive cannot be read'],
  ['a link that leads out of the folder', 'link.warc', {}, 'Only what lies below the folder'],
  ['a path that leads out of the folder', '../outside.warc', {}, 'Only what lies below the folder'],
];
for (const [name, archive, more, words] of REFUSED) {
  test(`${name} is said so`, async () => {
    await show(archive, more);
    await page.getByRole('alert').getByText(words).waitFor();
  });
}

test('the form is fit for everybody', async () => {
  assert.deepEqual(await accessibility_faults(page), []);
  assert.deepEqual(await too_wide(page), []);
  assert.deepEqual(strangers(page), []);
  assert.deepEqual(page.faults.filter((one) => !/status of 4\d\d/.test(one)), []);
});
