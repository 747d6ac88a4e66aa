// Opens every page in Debian's Chromium, with scripts blocked but counting as enabled, and asks of the notice what a
// reader would see. Nothing but the page itself is ever loaded.
import { readFileSync } from 'node:fs';
import { load, missing, task } from './page_text.mjs';

const { chromium } = await load('playwright-core');

const HEADERS = {
  'content-type': 'text/html',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
};

// Runs in the page: what is wrong with the notice and which widgets are left.
function facts({ mark, widgets }) {
  const problems = [];
  const notices = document.querySelectorAll(`[data-caveat="${mark}"]`);
  if (notices.length !== 1) problems.push(`${notices.length} notices`);
  for (const notice of notices) {
    const box = notice.getBoundingClientRect();
    const around = [];
    for (let node = notice; node; node = node.parentElement) around.push(node.localName);
    const where = around.reverse().join(' > ');
    if (!document.body.contains(notice)) problems.push(`the notice is not in the body: ${where}`);
    if (!notice.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true })) {
      problems.push(`the notice is not visible: ${where}`);
    }
    if (box.width === 0 || box.height === 0) problems.push(`the notice has no box: ${where}`);
    if (notice.innerText.trim() === '') problems.push(`the notice has no text: ${where}`);
    if (notice.closest('[hidden], [inert], [aria-hidden=true i], template, select, noscript, details:not([open]), dialog:not([open])')) {
      problems.push(`the notice is in something closed: ${where}`);
    }
  }
  const textOf = (element) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let bytes = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (/^(script|style)$/.test(node.parentElement.localName)) continue;
      bytes += new TextEncoder().encode(node.data.replace(/[\t\n\f\r ]/g, '')).length;
    }
    return bytes;
  };
  const matched = new Set();
  for (const widget of widgets) {
    for (const element of document.querySelectorAll(widget.selector)) {
      matched.add(element);
      const text = textOf(element);
      if (widget.max_text !== 0 && text > widget.max_text) continue;
      problems.push(`${widget.name} is left: ${element.cloneNode(false).outerHTML.slice(0, 160)}, ${text} bytes of text`);
    }
  }
  // The text of every paragraph of the article, without what selectors match.
  const text = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    return matched.has(node) ? '' : [...node.childNodes].map(text).join('');
  };
  const inside = (element) => {
    for (let node = element; node; node = node.parentElement) if (matched.has(node) || node.dataset?.caveat) return true;
    return false;
  };
  const paragraphs = [...document.querySelectorAll('article p, main p')].filter((element) => !inside(element))
    .map((element) => text(element).replace(/\s+/g, ' ').trim()).filter((words) => words !== '');
  return { problems, paragraphs };
}

const browser = await chromium.launch({
  executablePath: task.chromium,
  args: ['--no-sandbox', '--disable-gpu', '--host-resolver-rules=MAP * ~NOTFOUND'],
});
const found = {};
try {
  const page = await browser.newPage();
  let body;
  await page.route('**/*', (route) => (
    route.request().url() === 'http://page.test/' ? route.fulfill({ headers: HEADERS, body }) : route.abort()));
  const open = async (path) => {
    body = readFileSync(path);
    await page.goto('http://page.test/', { waitUntil: 'domcontentloaded' });
    return page.evaluate(facts, { mark: task.mark, widgets: task.widgets });
  };
  for (const one of task.pages) {
    const after = await open(one.after);
    found[one.name] = after.problems;
    if (task.hostile) continue;
    const before = await open(one.before);
    for (const text of missing(before.paragraphs, after.paragraphs)) {
      found[one.name].push(`text is lost: ${text.slice(0, 120)}`);
    }
  }
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify(found));
