// Pages of the site by way of its upstream, and a key that is locked: as whoever writes and signs does it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { make_home, TREE } from './rules_folder.mjs';
import { open_studio, strangers, studio_over } from './studio_page.mjs';

const home = make_home();
const asked = [];
const site = createServer((request, response) => {
  asked.push(`${request.headers.host}${request.url}`);
  if (request.url === '/old') response.writeHead(302, { Location: 'https://www.newsroom.example/a/1.html' }).end();
  else response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' })
    .end('<!doctype html><html lang="ru"><title>A</title><article><h1>Статья</h1><p>Текст.</p></article></html>');
});
await new Promise((ready) => { site.listen(0, '127.0.0.1', ready); });

/** The key of `home`, locked with the passphrase "heron". */
function locked_key() {
  const key = home.key();
  const locked = join(home.home, 'locked.key');
  execFileSync('openssl', ['pkcs8', '-topk8', '-in', key, '-out', locked, '-passout', 'pass:heron'], { stdio: 'ignore' });
  writeFileSync(locked, `Name: Bruno Lark\n${readFileSync(locked, 'utf8')}`);
  return locked;
}

const scene = studio_over(home, {
  packs: ['examples/rules/ru-undesirable.toml'],
  options: () => {
    const file = join(home.home, 'caveat.toml');
    execFileSync('perl', [join(TREE, 'tests/e2e/test_database.pl'), join(home.home, 'geo.mmdb')]);
    writeFileSync(file, `[listen]\nhttp = "127.0.0.1:1"\n[[sites]]\nname = "newsroom"\nhosts = ["www.newsroom.example"]\n` +
      `upstream.url = "http://127.0.0.1:${site.address().port}"\n[geoip]\ndatabase = "geo.mmdb"\n[rules]\npath = "rules/"\n`);
    return ['--config', file, '--key', locked_key()];
  },
});
after(() => site.close());

test('a page of the site is asked of its upstream, and of nobody else', async (t) => {
  const page = await open_studio(scene.browser, scene.studio);
  await page.goto(`${scene.studio.origin}/#/see/ru-undesirable.toml`);
  await page.getByRole('button', { name: 'Of the site' }).click();
  const show = async (url) => {
    await page.locator('.situation input[type=url]').fill(url);
    await page.getByRole('button', { name: 'Show the page' }).click();
  };
  await t.test('it is shown beside what readers get', async () => {
    await show('https://www.newsroom.example/a/1.html');
    await page.frameLocator('iframe').nth(0).getByText('Статья').waitFor();
    await page.frameLocator('iframe').nth(1).locator('[data-caveat][lang=ru]').waitFor();
    assert.deepEqual(asked, ['www.newsroom.example/a/1.html']);
  });
  await t.test('a redirect is shown and not followed', async () => {
    await show('https://www.newsroom.example/old');
    await page.locator('figcaption').first().getByText('302').waitFor();
    assert.deepEqual(asked.slice(1), ['www.newsroom.example/old']);
  });
  await t.test('another host is refused, in the language of the page', async () => {
    await show('http://169.254.169.254/latest/meta-data');
    await page.getByRole('alert').getByText('is none of the configured sites').waitFor();
    await page.getByRole('combobox', { name: 'Language' }).selectOption('ru');
    await page.getByRole('alert').getByText('нет среди настроенных сайтов').waitFor();
    assert.equal(asked.length, 2);
  });
  assert.deepEqual(strangers(page), []);
  await page.context().close();
});

test('a locked key asks for its passphrase', async () => {
  const page = await open_studio(scene.browser, scene.studio);
  await page.goto(`${scene.studio.origin}/#/approve/ru-undesirable.toml`);
  await page.getByLabel(/I have read/).check();
  const sign = page.getByRole('button', { name: 'Approve this pack' });
  await page.getByLabel('Passphrase').fill('wren');
  await sign.click();
  await page.getByText('The passphrase does not open this key.').waitFor();
  await page.getByLabel('Passphrase').fill('heron');
  await sign.click();
  await page.locator('.approvals').getByText('Bruno Lark').waitFor();
  assert.equal(await page.getByLabel('Passphrase').inputValue(), '');
  await page.context().close();
});
