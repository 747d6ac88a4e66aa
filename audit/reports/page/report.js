// The report's list of findings: filters, pages, keys, print. Texts out of archives are set as text, never as markup.
'use strict';
(() => {
  const PAGE = 50, MOST_PRINTED = 1000;
  const RANK = { high: 0, medium: 1, low: 2 };
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const words = read('words'), findings = read('findings');
  const root = document.getElementById('list');
  if (findings.length === 0) return;

  const say = (key, named = {}) =>
    words[key].replace(/\{(\w+)[^{}]*\}/g, (whole, name) => (name in named ? named[name] : whole));
  const number = (n) => n.toLocaleString(document.documentElement.lang);

  // What shows nothing itself but changes what is around it; audit/reports/visible_text.cc has the same list.
  const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\u{e0000}-\u{e007f}]/gu;

  const make = (name, className, ...children) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...children);
    return element;
  };
  // The text with what is unseen in it written out.
  const shown = (text) => {
    const parts = document.createDocumentFragment();
    let done = 0;
    for (const match of text.matchAll(UNSEEN)) {
      const code = match[0].codePointAt(0).toString(16).toUpperCase().padStart(4, '0');
      parts.append(text.slice(done, match.index), make('span', 'unseen', `U+${code}`));
      done = match.index + match[0].length;
    }
    parts.append(text.slice(done));
    return parts;
  };
  const isolated = (text) => make('bdi', '', shown(text));

  // ---- one finding ----------------------------------------------------------------------------------------------

  const ruleOf = (finding) => `${finding.pack}/${finding.rule}`;
  const isAccepted = (finding) => finding.accepted !== undefined;

  const excerptOf = ({ before, marked, after }) => {
    const place = marked === '' ? make('mark', 'point', words.place) : make('mark', '', shown(marked));
    const box = make('pre', 'excerpt', shown(before), place, shown(after));
    box.tabIndex = 0;
    return box;
  };

  const side = (name, text) => make('section', name, make('h4', '', words[name]),
    make('p', text === '' ? 'text soft' : 'text', text === '' ? words.nothing : shown(text)));

  const factsOf = (finding) => {
    const list = make('dl', 'facts soft');
    const fact = (key, ...value) => list.append(make('dt', '', words[key]), make('dd', '', ...value));
    if (isAccepted(finding)) fact('accepted', isolated(finding.accepted || '\u2713'));
    fact('page', isolated(finding.url));
    fact('captured', finding.time ?? words['captured.never']);
    fact('rule_place', isolated(finding.rule_place));
    fact('archive', isolated(finding.archive), ', ', say('offset', { n: number(finding.offset) }));
    if (finding.record) fact('record', isolated(finding.record));
    if (finding.count > 1) fact('count', number(finding.count));
    fact('fingerprint', make('span', 'digest', finding.fingerprint));
    return list;
  };

  const bodyOf = (finding) => {
    const { before, marked, after } = finding.excerpt;
    const body = make('div', 'body', make('p', 'about', words[`about.${finding.kind}`]),
      make('div', 'pair', side('expected', finding.expected), side('seen', finding.seen)));
    if (before + marked + after !== '') body.append(make('h4', '', words.excerpt), excerptOf(finding.excerpt));
    body.append(factsOf(finding));
    return body;
  };

  const rowOf = (finding, open) => {
    const what = make('span', 'what', words[`kind.${finding.kind}`]);
    if (isAccepted(finding)) what.append(make('span', 'tag', words.accepted));
    const details = make('details', '', make('summary', '',
      make('span', `severity ${finding.severity}`, words[`severity.${finding.severity}`]), what,
      make('span', 'page', isolated(finding.site + finding.path)), make('span', 'region', isolated(finding.region)),
      make('span', 'rule soft', isolated(ruleOf(finding)))));
    const fill = () => { if (details.children.length === 1) details.append(bodyOf(finding)); };
    details.addEventListener('toggle', fill);
    if (open) { fill(); details.open = true; }
    return make('li', '', details);
  };

  // ---- filters --------------------------------------------------------------------------------------------------

  const FACETS = [
    { key: 'severity', of: (f) => f.severity, name: (v) => words[`severity.${v}`] },
    { key: 'kind', of: (f) => f.kind, name: (v) => words[`kind.${v}`] },
    { key: 'rule', of: ruleOf },
    { key: 'region', of: (f) => f.region },
    { key: 'site', of: (f) => f.site },
    { key: 'status', label: 'filter.status', of: (f) => (isAccepted(f) ? 'accepted' : 'new'), name: (v) => words[`filter.status.${v}`] },
  ];
  const ORDERS = {
    severity: (a, b) => RANK[a.severity] - RANK[b.severity],
    page: (a, b) => compare(a.url, b.url),
    time: (a, b) => compare(a.time ?? '', b.time ?? ''),
    rule: (a, b) => compare(ruleOf(a), ruleOf(b)),
  };
  const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  const plain = (text) => [...text.replace(UNSEEN, '\ufffd')].slice(0, 80).join('');

  const state = { text: '', sort: 'severity', page: 0, open: false };
  const controls = {};

  const control = (key, label, element, className) => {
    controls[key] = element;
    element.name = key;
    element.addEventListener('input', () => { state[key] = element.value; state.page = 0; show(); });
    return make('label', className, words[label], element);
  };
  const option = (value, label) => { const o = make('option', '', label); o.value = value; return o; };

  const selectOf = ({ key, label = key, of, name = plain }) => {
    const counts = new Map();
    for (const finding of findings) counts.set(of(finding), (counts.get(of(finding)) ?? 0) + 1);
    state[key] = '';
    if (counts.size < 2) return null;
    const values = [...counts].sort((a, b) => (key === 'severity' ? RANK[a[0]] - RANK[b[0]] : b[1] - a[1] || compare(a[0], b[0])));
    const select = make('select', '', option('', words['filter.all']));
    for (const [value, count] of values) select.append(option(value, `${name(value)} (${number(count)})`));
    return control(key, label, select);
  };

  const search = make('input');
  search.type = 'search';
  search.placeholder = words['filter.text.hint'];
  const order = make('select', '', ...Object.keys(ORDERS).map((key) => option(key, words[`sort.${key}`])));
  const form = make('form', 'filters', control('text', 'filter.text', search, 'wide'));
  form.setAttribute('role', 'search');
  form.setAttribute('aria-label', words.filter);
  form.addEventListener('submit', (event) => event.preventDefault());
  for (const facet of FACETS) form.append(selectOf(facet) ?? '');
  const clear = make('button', '', words['filter.clear']);
  clear.type = 'button';
  form.append(control('sort', 'filter.sort', order));

  const haystacks = new Map();
  const haystack = (f) => {
    if (!haystacks.has(f)) {
      haystacks.set(f, [f.url, ruleOf(f), f.expected, f.seen, f.excerpt.before + f.excerpt.marked + f.excerpt.after, f.archive,
        f.record, f.fingerprint, f.region, words[`kind.${f.kind}`]].join('\n').toLowerCase());
    }
    return haystacks.get(f);
  };
  const matching = () => {
    const sought = state.text.toLowerCase().split(/\s+/).filter((word) => word !== '');
    return findings.filter((f) => FACETS.every(({ key, of }) => state[key] === '' || of(f) === state[key]) &&
      sought.every((word) => haystack(f).includes(word))).sort(ORDERS[state.sort]);
  };

  // ---- the list -------------------------------------------------------------------------------------------------

  const status = make('span', 'status');
  status.setAttribute('role', 'status');
  const button = (key, act) => {
    const element = make('button', '', words[key]);
    element.type = 'button';
    element.addEventListener('click', act);
    return element;
  };
  const turn = (by) => { state.page += by; show(); root.scrollIntoView(); };
  const toggle = button('list.open_all', () => { state.open = !state.open; show(); });
  const previous = button('list.previous', () => turn(-1));
  const next = button('list.next', () => turn(1));
  const list = make('ol', 'findings');
  const bar = make('div', 'bar', status, clear, toggle, previous, next);

  let found = [];
  const render = (rows, open) => list.replaceChildren(...rows.map((finding) => rowOf(finding, open)));

  function show() {
    found = matching();
    const last = Math.max(0, Math.ceil(found.length / PAGE) - 1);
    state.page = Math.min(Math.max(0, state.page), last);
    const begin = state.page * PAGE, end = Math.min(found.length, begin + PAGE);
    render(found.slice(begin, end), state.open);
    status.textContent = found.length === 0 ? words['list.none'] :
      say('list.shown', { first: number(begin + 1), last: number(end), all: number(found.length) });
    previous.disabled = state.page === 0;
    next.disabled = state.page === last;
    toggle.textContent = words[state.open ? 'list.close_all' : 'list.open_all'];
    remember();
  }

  // The filter stands in the address, so that it can be passed on.
  function remember() {
    const chosen = Object.keys(controls).filter((key) => state[key] !== '' && !(key === 'sort' && state.sort === 'severity'));
    const hash = new URLSearchParams(chosen.map((key) => [key, state[key]])).toString();
    try { history.replaceState(null, '', `#${hash}`); } catch { /* a frame without an origin of its own */ }
  }
  function recall() {
    for (const [key, value] of new URLSearchParams(location.hash.slice(1))) {
      if (!Object.hasOwn(controls, key)) continue;
      controls[key].value = value;
      if (controls[key].value === value) state[key] = value; else controls[key].value = state[key];
    }
  }
  clear.addEventListener('click', () => {
    for (const [key, element] of Object.entries(controls)) {
      state[key] = key === 'sort' ? 'severity' : '';
      element.value = state[key];
    }
    state.page = 0;
    show();
  });

  const move = (by) => {
    const rows = [...list.querySelectorAll('summary')];
    const at = rows.findIndex((row) => row.parentElement.contains(document.activeElement));
    rows[Math.min(Math.max(0, at < 0 ? 0 : at + by), rows.length - 1)]?.focus();
  };
  const KEYS = { '/': () => { search.focus(); search.select(); }, j: () => move(1), k: () => move(-1), e: () => toggle.click(),
    '[': () => previous.click(), ']': () => next.click() };
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !Object.hasOwn(KEYS, event.key)) return;
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.nodeName)) return;
    event.preventDefault();
    KEYS[event.key]();
  });

  // On paper: all that match, opened.
  addEventListener('beforeprint', () => {
    render(found.slice(0, MOST_PRINTED), true);
    status.textContent = say('list.printed', { shown: number(Math.min(found.length, MOST_PRINTED)), all: number(found.length) });
  });
  addEventListener('afterprint', show);

  root.append(form, bar, list, make('p', 'soft keys', words['list.keys']));
  recall();
  show();
})();
