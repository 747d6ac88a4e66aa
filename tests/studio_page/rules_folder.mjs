// Folders of rules for the tests, in a place of their own, gone when the test ends.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const TREE = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** An empty folder `rules` in a home of its own; `key` makes the approver's, and `listed` is how a configuration lists it. */
export function make_home() {
  const home = mkdtempSync(join(tmpdir(), 'caveat-studio-'));
  const rules = join(home, 'rules');
  mkdirSync(rules);
  return {
    home,
    rules,
    key() {
      const file = join(home, 'jana.key');
      this.listed = execFileSync(process.env.CAVEAT_BINARY,
        ['approve', '--new-key', file, '--name', 'Jana Nováková', '--role', 'Head of Legal'],
        { stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' });
      return file;
    },
    add(...packs) { packs.forEach((pack) => cpSync(join(TREE, pack), join(rules, pack.split('/').at(-1)), { recursive: true })); },
    /** A folder of audits with one run: a page, or several, that was served to readers in Russia without its notice, and a
     *  request that nobody answered. */
    audit({ pages = 1 } = {}) {
      const audits = join(home, 'audits');
      const folder = join(audits, 'pages/www.newsroom.example/a');
      mkdirSync(folder, { recursive: true });
      for (let number = 1; number <= pages; ++number) writeFileSync(join(folder, `${number}.html`), '<!doctype html><html lang="ru"><title>A</title><article><h1>A</h1><p>Text.</p>' +
        '<a href="https://vk.com/share.php?url=x">VK</a></article></html>');
      writeFileSync(join(audits, 'blocked.har'), JSON.stringify({ log: { entries: [
        { request: { method: 'GET', url: 'https://www.newsroom.example/a/2.html' }, response: { status: 0 } }] } }));
      spawnSync(process.env.CAVEAT_BINARY, ['audit', join(audits, 'pages'), join(audits, 'blocked.har'), '--rules', rules, '--as', 'RU,CZ', '--at', '2026-01-01',
        '--store', join(audits, 'run.sqlite')]);
      return audits;
    },
    clear() { rmSync(home, { recursive: true, force: true }); },
  };
}
