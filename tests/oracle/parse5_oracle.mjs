// Parses every page with parse5, scripting on and off, and looks for the notice, widgets and text.
import { load, missing, squeezed, task, textOf } from './page_text.mjs';

const { parse } = await load('parse5');
const { adapter } = await load('parse5-htmlparser2-tree-adapter');
const { compile } = await load('css-select');
const { parse: parseSelector } = await load('css-what');

const isTag = (node) => node.type === 'tag' || node.type === 'script' || node.type === 'style';
const textContent = (node) => (node.type === 'text' ? node.data : (node.children ?? []).map(textContent).join(''));

const HTML = 'http://www.w3.org/1999/xhtml';
const SHOWS_NO_TEXT = new Set(('head template noframes noembed select datalist optgroup option object applet video audio ' +
  'canvas iframe frameset script style title textarea button rp plaintext progress meter xmp').split(' '));

// One selector of a list, with an attribute that its subject must have and words that its value must contain,
// so that few elements need a closer look.
function candidate(widget, selector, quirksMode) {
  const subject = [];
  for (const token of [...selector].reverse()) {
    if (token.type === 'descendant' || token.type === 'child') break;
    subject.push(token);
  }
  const required = subject.find((token) => token.type === 'attribute' && token.value !== '');
  return {
    widget,
    attribute: required?.name ?? '',
    words: required?.value?.toLowerCase() ?? '',
    matches: compile([selector], { quirksMode, cacheResults: false }),
  };
}

function groupedBy(list, keyOf) {
  const groups = new Map();
  for (const one of list) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}

const candidates = {};
function candidatesOf(quirksMode) {
  candidates[quirksMode] ??= groupedBy(
    task.widgets.flatMap((widget) => parseSelector(widget.selector).map((one) => candidate(widget, one, quirksMode))),
    (one) => one.attribute);
  return candidates[quirksMode];
}

function documentOf(path, scriptingEnabled) {
  return parse(textOf(path), { treeAdapter: adapter, scriptingEnabled });
}

function ancestors(element) {
  const list = [];
  for (let node = element; node; node = node.parent) if (isTag(node)) list.push(node);
  return list;
}

function why_hidden(element, scripting) {
  const names = ancestors(element).map((node) => node.name);
  if (names.at(-1) !== 'html' || names.at(-2) !== 'body') return `it is in ${names.reverse().join(' > ')}`;
  for (const node of ancestors(element)) {
    const { hidden, popover, open, style = '', inert } = node.attribs;
    if (node.namespace && node.namespace !== HTML) return `it is in foreign <${node.name}>`;
    if (SHOWS_NO_TEXT.has(node.name) || (node.name === 'noscript' && scripting)) return `it is in <${node.name}>`;
    if ((node.name === 'details' || node.name === 'dialog') && open === undefined) return `it is in a closed <${node.name}>`;
    if (hidden !== undefined || popover !== undefined || inert !== undefined) return `it is in a hidden <${node.name}>`;
    if (/^true$/i.test(node.attribs['aria-hidden'] ?? '')) return `it is in an aria-hidden <${node.name}>`;
    if (/(^|;)\s*(display\s*:\s*none|visibility\s*:\s*(hidden|collapse))/i.test(style)) return `it is in a <${node.name}> of style ${style}`;
  }
  return squeezed(textContent(element)) === '' ? 'it is empty' : '';
}

function* elements(node) {
  for (const child of node.children ?? []) {
    if (!isTag(child)) continue;
    yield child;
    if (child.name !== 'template') yield* elements(child);
  }
}

function problemsOfNotice(document, scripting) {
  const notices = [...elements(document)].filter((element) => element.attribs['data-caveat'] === task.mark);
  if (notices.length !== 1) return [`${notices.length} notices`];
  const why = why_hidden(notices[0], scripting);
  return why ? [`the notice is not shown: ${why}`] : [];
}

// Bytes of text that are not white space, as `max_text` counts them.
function bytesOfText(element) {
  let bytes = 0;
  for (const child of element.children) {
    if (child.type === 'text') bytes += Buffer.byteLength(child.data.replace(/[\t\n\f\r ]/g, ''));
    else if (isTag(child) && child.name !== 'script' && child.name !== 'style') bytes += bytesOfText(child);
  }
  return bytes;
}

// The elements that selectors match, with the widgets that these belong to.
function matchesOf(document) {
  const found = new Map();
  const byAttribute = candidatesOf(document['x-mode'] === 'quirks');
  for (const element of elements(document)) {
    for (const [name, value] of [['', ''], ...Object.entries(element.attribs)]) {
      const lower = value.toLowerCase();
      for (const one of byAttribute.get(name) ?? []) {
        if (!lower.includes(one.words) || !one.matches(element)) continue;
        if (!found.has(element)) found.set(element, new Set());
        found.get(element).add(one.widget);
      }
    }
  }
  return found;
}

function problemsOfWidgets(matched) {
  const problems = [];
  for (const [element, widgets] of matched) {
    const text = bytesOfText(element);
    for (const widget of widgets) {
      if (widget.max_text !== 0 && text > widget.max_text) continue;
      const attributes = JSON.stringify(element.attribs).slice(0, 160);
      problems.push(`${widget.name} is left: <${element.name}> ${attributes}, ${text} bytes of text`);
    }
  }
  return problems;
}

// The text of every paragraph of the article, without what selectors match.
function paragraphs(document, matched) {
  const text = (node) => {
    if (node.type === 'text') return node.data;
    return !isTag(node) || matched.has(node) ? '' : node.children.map(text).join('');
  };
  const list = [];
  const walk = (node, inArticle) => {
    for (const child of node.children ?? []) {
      if (!isTag(child) || matched.has(child) || child.attribs['data-caveat'] !== undefined) continue;
      const inside = inArticle || child.name === 'article' || child.name === 'main';
      if (inside && child.name === 'p') list.push(squeezed(text(child)));
      walk(child, inside);
    }
  };
  walk(document, false);
  return list.filter((paragraph) => paragraph !== '');
}

// What Caveat reads otherwise than parse5: noscript elements as if script were off; templates have no part in the page.
const READ_OTHERWISE = new Set(['template', 'noscript']);

// The words outside of what selectors match. (Inside, some may stay: a browser opens formatting elements again
// that Caveat has taken out for good.)
function wordsOf(document, matched, leftOut) {
  const words = new Set();
  const walk = (node) => {
    if (node.type === 'text') for (const word of node.data.match(/w\d+z/g) ?? []) words.add(word);
    for (const child of node.children ?? []) if (!matched.has(child) && !leftOut.has(child.name)) walk(child);
  };
  walk(document);
  return words;
}

function problemsOf(page) {
  const problems = [];
  for (const scripting of task.hostile ? [true] : [true, false]) {
    const after = documentOf(page.after, scripting);
    const words = scripting ? '' : 'without script: ';
    const matched = matchesOf(after);
    const found = [...problemsOfNotice(after, scripting), ...problemsOfWidgets(matched)];
    if (scripting) {
      const before = documentOf(page.before, scripting);
      if (task.hostile) {
        const kept = wordsOf(after, matched, new Set());
        const lost = [...wordsOf(before, matchesOf(before), READ_OTHERWISE)].filter((word) => !kept.has(word));
        // Caveat reads select elements as browsers do since 2025, parse5 as they did before.
        const alike = ![...elements(before)].some((element) => element.name === 'select');
        if (lost.length && alike) found.push(`words are lost: ${lost}`);
      } else {
        const lost = missing(paragraphs(before, matchesOf(before)), paragraphs(after, matched));
        for (const text of lost) found.push(`text is lost: ${text.slice(0, 120)}`);
      }
    }
    problems.push(...found.map((problem) => words + problem));
  }
  return problems;
}

process.stdout.write(JSON.stringify(Object.fromEntries(task.pages.map((page) => [page.name, problemsOf(page)]))));
