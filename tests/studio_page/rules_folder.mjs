// Folders of rules for the tests, in a place of their own, gone when the test ends.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const TREE = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** An empty folder `rules` in a home of its own; `key` makes the approver's. */
export function make_home() {
  const home = mkdtempSync(join(tmpdir(), 'caveat-studio-'));
  const rules = join(home, 'rules');
  mkdirSync(rules);
  return {
    home,
    rules,
    key() {
      const file = join(home, 'jana.key');
      execFileSync(process.env.CAVEAT_BINARY, ['approve', '--new-key', file, '--name', 'Jana Nováková', '--role', 'Head of Legal']);
      return file;
    },
    add(...packs) { packs.forEach((pack) => cpSync(join(TREE, pack), join(rules, pack.split('/').at(-1)), { recursive: true })); },
    clear() { rmSync(home, { recursive: true, force: true }); },
  };
}
