// Visits pages in Debian's Chromium and has Playwright record them as a HAR.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const load = createRequire(`${process.env.CAVEAT_NODE_MODULES}/`);
const { chromium } = load('playwright-core');
const task = JSON.parse(readFileSync(0, 'utf8'));

const browser = await chromium.launch({ executablePath: task.chromium, args: ['--no-sandbox', '--disable-gpu'] });
try {
  for (const { path, content } of task.recordings) {
    const context = await browser.newContext({ recordHar: { path, content } });
    // A page that is left may take its body along before it was recorded.
    for (const url of task.urls) await (await context.newPage()).goto(url, { waitUntil: 'networkidle' });
    await context.close();
  }
} finally {
  await browser.close();
}
