// The demo's comparison page: asks for one page as two readers and shows what each of them was sent.
"use strict";

const kNetworks = [
  ["Facebook", /facebook\.com\/(sharer|share\.php|dialog\/)/i],
  ["X", /(twitter\.com|\/\/x\.com)\/(intent|share)/i],
  ["VK", /vk\.com\/share\.php/i],
  ["Telegram", /t\.me\/share/i],
  ["WhatsApp", /(wa\.me\/\?|whatsapp:\/\/send|whatsapp\.com\/send\?text)/i],
];

// What the rule may take out, as this newspaper's pages mark it.
const kWidgets = [
  ["like buttons", ".like-button"],
  ["save buttons", ".bookmark-button"],
  ["comment forms", ".comment-form"],
  ["comments", ".comment-list > li"],
  ["contact forms", ".contact-form"],
];

/** Asks for `path` as the reader at `address`; resolves to the response and its text, or to an error's words. */
async function read(path, address) {
  try {
    const response = await fetch(path, {
      headers: { "X-Forwarded-For": address },
      cache: "no-store",
      credentials: "omit",
    });
    return { response, text: await response.text() };
  } catch (error) {
    return { failure: String(error.message || error) };
  }
}

/** What a person would want to know of a page, counted in the document a browser makes of it. */
function inspect(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const notices = [...page.querySelectorAll("[data-caveat]")];
  const links = [...page.querySelectorAll("a[href]")].map((link) => link.getAttribute("href"));
  const shares = kNetworks
    .map(([name, pattern]) => [name, links.filter((href) => pattern.test(href)).length])
    .filter(([, count]) => count > 0);
  const widgets = kWidgets.map(([name, selector]) => [name, page.querySelectorAll(selector).length]);
  for (const notice of notices) notice.remove();
  const paragraphs = [...page.querySelectorAll(".story__body p, .story__body h2")].map((block) => block.textContent);
  return {
    notices: notices.map((notice) => ({ mark: notice.dataset.caveat, language: notice.lang })),
    shares,
    widgets,
    paragraphs,
  };
}

function add_fact(list, name, value, mark) {
  const term = document.createElement("dt");
  const description = document.createElement("dd");
  term.textContent = name;
  description.textContent = value;
  if (mark) description.className = mark;
  list.append(term, description);
}

function counted(pairs) {
  return pairs.map(([name, count]) => `${name} ${count}`).join(", ");
}

function show_facts(list, answer, seen) {
  list.replaceChildren();
  if (answer.failure) {
    add_fact(list, "No answer", answer.failure, "yes");
    return;
  }
  const { response, text } = answer;
  add_fact(list, "Status", `${response.status} ${response.statusText}`);
  add_fact(list, "Cache-Control", response.headers.get("Cache-Control") || "none");
  add_fact(list, "Referrer-Policy", response.headers.get("Referrer-Policy") || "none");
  const notices = seen.notices.map((notice) => `${notice.mark} (${notice.language || "no language"})`);
  add_fact(list, "Notice", notices.length ? notices.join(", ") : "none", notices.length ? "yes" : "no");
  add_fact(list, "Share links", seen.shares.length ? counted(seen.shares) : "none left");
  const widgets = seen.widgets.filter(([, count]) => count > 0);
  add_fact(list, "Other widgets", widgets.length ? counted(widgets) : "none left");
  add_fact(list, "Size", `${new Blob([text]).size.toLocaleString("en")} bytes`);
}

/** The page for `srcdoc`, its links resolved against where it came from. Such a document has no quirks mode, so that
 *  nothing is lost by what stands before the doctype. */
function framed(path, text) {
  return `<base href="${new URL(path, location.origin).href}">${text}`;
}

function total(pairs) {
  return pairs.reduce((sum, [, count]) => sum + count, 0);
}

function emphasis(text, name) {
  const element = document.createElement("b");
  element.textContent = text;
  if (name) element.className = name;
  return element;
}

function show_changes(left, right) {
  const line = document.getElementById("changes");
  if (!left || !right) {
    line.textContent = "One of the two readers got no answer.";
    return;
  }
  if (left.text === right.text) {
    line.replaceChildren("From left to right: ", emphasis("the same page, byte for byte", "same"), ".");
    return;
  }
  const change = (name, before, after) => (before === after ? [] : [`${name} ${before} → ${after}`]);
  const parts = [
    ...change("notices", left.seen.notices.length, right.seen.notices.length),
    ...change("share links", total(left.seen.shares), total(right.seen.shares)),
    ...left.seen.widgets.flatMap(([name, before], index) => change(name, before, right.seen.widgets[index][1])),
  ];
  const kept = right.seen.paragraphs.filter((block) => left.seen.paragraphs.includes(block)).length;
  line.replaceChildren(
    "From left to right: ",
    emphasis(`${parts.length} ${parts.length === 1 ? "thing" : "things"} changed`),
    parts.length ? ` (${parts.join("; ")}). ` : ". ",
    `Of the article's ${left.seen.paragraphs.length} paragraphs and headings `,
    emphasis(`${kept} are the same`, kept === left.seen.paragraphs.length ? "same" : ""),
    ".",
  );
}

/** One side of the comparison: who reads, what was said, the page itself. */
class Pane {
  constructor(element, on_read) {
    this.place = element.querySelector(".reader__place");
    this.address = element.querySelector(".reader__address");
    this.facts = element.querySelector(".facts");
    this.frame = element.querySelector(".pane__page");
    this.turn = 0;
    this.seen = null;
    this.place.addEventListener("change", () => {
      if (this.place.value === "") {
        this.address.select();
        this.address.focus();
        return;
      }
      this.address.value = this.place.value;
      on_read(this);
    });
    this.address.addEventListener("input", () => this.match_place());
    element.querySelector(".reader").addEventListener("submit", (event) => {
      event.preventDefault();
      on_read(this);
    });
  }

  match_place() {
    const known = [...this.place.options].some((option) => option.value === this.address.value.trim());
    this.place.value = known ? this.address.value.trim() : "";
  }

  /** Fetches and shows; an answer that a later request overtook is dropped. */
  async show(path) {
    const turn = ++this.turn;
    const answer = await read(path, this.address.value.trim());
    if (turn !== this.turn) return;
    const seen = answer.failure ? null : inspect(answer.text);
    show_facts(this.facts, answer, seen);
    this.frame.srcdoc = answer.failure ? "" : framed(path, answer.text);
    this.seen = answer.failure ? null : { text: answer.text, seen };
  }
}

function start() {
  const page = document.getElementById("page");
  const refresh = async (panes) => {
    await Promise.all(panes.map((pane) => pane.show(page.value)));
    show_changes(...sides.map((pane) => pane.seen));
  };
  const sides = [...document.querySelectorAll(".pane")].map((element) => new Pane(element, (pane) => refresh([pane])));
  document.getElementById("choice").addEventListener("submit", (event) => event.preventDefault());
  page.addEventListener("change", () => refresh(sides));
  const curl = document.querySelector("#curl code");
  curl.textContent = curl.textContent.replaceAll("{origin}", location.origin);
  refresh(sides);
}

start();
