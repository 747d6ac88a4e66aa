// One module of the page's sources, to be tried by itself, without a browser.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { TREE } from './rules_folder.mjs';

const require = createRequire(join(process.env.CAVEAT_NODE_MODULES, 'x.js'));
const { buildSync } = require('esbuild');

export async function source(path) {
  const { outputFiles } = buildSync({
    entryPoints: [join(TREE, 'studio/web/src', path)], bundle: true, write: false, format: 'esm', logLevel: 'error',
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}
