// Tells of every page which signs of widgets it bears before and after, and what of its article is lost: sentences,
// headlines, pictures.
import { load, squeezed, task, textOf } from './page_text.mjs';
import { signsOf } from './widget_signs.mjs';

const { parse } = await load('parse5');
const { adapter } = await load('parse5-htmlparser2-tree-adapter');

const isTag = (node) => node.type === 'tag' || node.type === 'script' || node.type === 'style';

// As a browser without scripts reads it: what noscript elements hold is part of the page. So are templates.
const documentOf = (path) => parse(textOf(path), { treeAdapter: adapter, scriptingEnabled: false });

function* elements(node) {
  for (const child of node.children ?? []) {
    if (isTag(child)) yield child;
    yield* elements(child);
  }
}

const INVISIBLE = new Set('head script style template noscript iframe object select option textarea svg title button'.split(' '));
const INLINE = new Set(('a abbr acronym b bdi bdo big cite code data dfn em font i img ins kbd mark nobr q rp rt ruby s samp ' +
  'span strike strong sub sup time tt u var wbr').split(' '));
// What is no article text, by the tag or the class names of something around it.
const OTHER_TAGS = new Set('footer nav aside form dialog small'.split(' '));
const OTHER_NAMES = new RegExp('(?:^|[-_])(?:comments?|commentlist|respond|disqus|dsq|replies|feedback|discussion|newsletter|subscri\\w*|' +
  'sign-?up|cookies?|consent|gdpr|modal|popup|promo|footer|copyright|disclaimer|login|related|recommended|teaser|' +
  'twitter-tweet|instagram-media|tiktok-embed|fb-post|bluesky-embed|tableauplaceholder|postmetadata)(?:$|[-_])', 'i');

const SHORTEST_PARAGRAPH = 100;
const SHORTEST_SENTENCE = 30;

function visibleText(node, inLink, total) {
  if (node.type === 'text') {
    if (inLink) total.linked += squeezed(node.data).length;
    return node.data;
  }
  if (!isTag(node) || INVISIBLE.has(node.name)) return '';
  return node.children.map((child) => visibleText(child, inLink || node.name === 'a', total)).join('');
}

// Runs of text between block elements and line breaks, long and with few links.
function paragraphsOf(document) {
  const list = [];
  const walk = (block) => {
    let run = '';
    let total = { linked: 0 };
    const end = () => {
      const text = squeezed(run);
      if (text.length > SHORTEST_PARAGRAPH && total.linked < 0.4 * text.length) list.push({ block, text });
      [run, total] = ['', { linked: 0 }];
    };
    const add = (node, inLink) => {
      if (node.type === 'text') {
        run += visibleText(node, inLink, total);
      } else if (isTag(node) && !INVISIBLE.has(node.name)) {
        if (node.name === 'br') run += ' ';
        else if (INLINE.has(node.name)) node.children.forEach((child) => add(child, inLink || node.name === 'a'));
        else { end(); walk(node); }
      }
    };
    (block.children ?? []).forEach((child) => add(child, false));
    end();
  };
  walk(document);
  return list;
}

function isOther(element) {
  const names = `${element.attribs.class ?? ''} ${element.attribs.id ?? ''}`.split(/\s+/);
  return OTHER_TAGS.has(element.name) || names.some((name) => OTHER_NAMES.test(name));
}

// A part that holds half of all text is the article, whatever it is called.
function articleParagraphs(document) {
  const all = paragraphsOf(document);
  const whole = all.reduce((sum, one) => sum + one.text.length, 0);
  const held = new Map();
  for (const { block, text } of all) {
    for (let node = block; node; node = node.parent) held.set(node, (held.get(node) ?? 0) + text.length);
  }
  return all.filter(({ block }) => {
    for (let node = block; node && isTag(node); node = node.parent) {
      if (isOther(node) && held.get(node) < whole / 2) return false;
    }
    return true;
  });
}

const inOther = (node) => {
  for (let at = node; at && isTag(at); at = at.parent) if (isOther(at)) return true;
  return false;
};
const textOfElement = (element) => squeezed(visibleText(element, false, { linked: 0 }));

// Short as it is, a headline is article text: every h1, and the headlines within articles.
function headlines(document) {
  const list = [];
  const walk = (node, inArticle) => {
    for (const child of node.children ?? []) {
      if (!isTag(child) || INVISIBLE.has(child.name)) continue;
      const inside = inArticle || child.name === 'article' || child.name === 'main';
      if ((child.name === 'h1' || (inside && child.name === 'h2')) && !inOther(child)) list.push(textOfElement(child));
      walk(child, inside);
    }
  };
  walk(document, false);
  return list.filter((text) => text.length > 12);
}

// Pictures that are told from icons by their size, by words that describe them or by standing in a figure.
function pictures(document) {
  const list = [];
  for (const element of elements(document)) {
    if (element.name !== 'img' || inOther(element) || signsOf(element).length > 0) continue;
    const { src, width = '', height = '', alt = '' } = element.attribs;
    const large = Number(width) >= 200 && Number(height) >= 150;
    let figure = element.parent;
    while (figure && figure.name !== 'figure') figure = figure.parent;
    if (src && (large || figure || alt.length > 40)) list.push(src);
  }
  return list;
}

const letters = (text) => text.replace(/\s+/g, '');

function articleText(before, after) {
  const kept = letters(visibleText({ type: 'tag', name: 'html', children: after.children }, false, { linked: 0 }));
  const keptPictures = new Set([...elements(after)].filter(({ name }) => name === 'img').map(({ attribs }) => attribs.src));
  const paragraphs = articleParagraphs(before);
  const lost = [];
  for (const { text } of paragraphs) {
    const sentences = text.split(/(?<=[.!?…。؟])\s+/).filter((one) => one.length >= SHORTEST_SENTENCE);
    lost.push(...sentences.filter((sentence) => !kept.includes(letters(sentence))));
  }
  lost.push(...headlines(before).filter((text) => !kept.includes(letters(text))).map((text) => `headline: ${text}`));
  lost.push(...pictures(before).filter((src) => !keptPictures.has(src)).map((src) => `picture: ${src}`));
  return { paragraphs: paragraphs.length, characters: paragraphs.reduce((sum, one) => sum + one.text.length, 0), lost };
}

const signs = (document) => [...elements(document)].flatMap(signsOf);

process.stdout.write(JSON.stringify(Object.fromEntries(task.pages.map((page) => {
  const [before, after] = [documentOf(page.before), documentOf(page.after)];
  return [page.name, { before: signs(before), after: signs(after), text: articleText(before, after) }];
}))));
