"""Pages with one fault each: both oracles have to find it, or what they say of other pages is worth nothing."""

import shutil
import sys

from edited_pages import EditedPage, problems_found, skip

NOTICE = '<div data-caveat="m">Notice.</div>'
WIDGETS = [{"name": "share", "selector": ".share", "max_text": 0},
           {"name": "box", "selector": '[class*="box" i]', "max_text": 5}]
TEXT = "<p>One.</p><p>Two.</p>"

# The page as it should be, the page as it is, and what is wrong with it in the words of both oracles.
FAULTS = [
    ("nothing", TEXT, NOTICE + TEXT, []),
    ("no notice", TEXT, TEXT, ["0 notices"]),
    ("two notices", TEXT, NOTICE + NOTICE + TEXT, ["2 notices"]),
    ("in a hidden element", TEXT, f"<div hidden>{NOTICE}</div>" + TEXT, ["the notice"]),
    ("in a style that hides", TEXT, f"<div style='display: none'>{NOTICE}</div>" + TEXT, ["the notice"]),
    ("in a closed details element", TEXT, f"<details>{NOTICE}</details>" + TEXT, ["the notice"]),
    ("hidden from screen readers", TEXT, f"<div aria-hidden=true>{NOTICE}</div>" + TEXT, ["the notice"]),
    ("in a template", TEXT, f"<template>{NOTICE}</template>" + TEXT, ["0 notices"]),
    ("in a comment", TEXT, f"<!-- {NOTICE} -->" + TEXT, ["0 notices"]),
    ("without text", TEXT, '<div data-caveat="m"></div>' + TEXT, ["the notice"]),
    ("a widget left", TEXT, NOTICE + TEXT + "<b class='a share'></b>", ["share is left"]),
    ("a small box left", TEXT, NOTICE + TEXT + "<b class=Box>12345</b>", ["box is left"]),
    ("a large box kept", TEXT, NOTICE + TEXT + "<b class=Box>123456</b>", []),
    ("a paragraph lost", TEXT, NOTICE + "<p>Two.</p>", ["text is lost: One."]),
    ("a word lost", TEXT, NOTICE + "<p>One.</p><p>T.</p>", ["text is lost: Two."]),
    ("a paragraph of a widget lost", TEXT + "<div class=share><p>Three.</p></div>", NOTICE + TEXT, []),
]


def page_of(body: str) -> bytes:
    return f"<!doctype html><title>t</title><article>{body}</article>".encode()


def main() -> int:
    chromium = shutil.which("chromium-headless-shell")
    if chromium is None:
        skip("Chromium is not installed")
    pages = [EditedPage(name, page_of(before), page_of(after), "") for name, before, after, _ in FAULTS]
    wrong = 0
    for script in ["parse5_oracle.mjs", "chromium_oracle.mjs"]:
        problems = problems_found(script, pages, mark="m", widgets=WIDGETS, chromium=chromium)
        for name, _, _, expected in FAULTS:
            found = [problem for problem in problems[name] if not problem.startswith("without script: ")]
            if (not found) != (not expected) or not all(any(problem.startswith(words) for problem in found)
                                                        for words in expected):
                wrong += 1
                print(f"{script}, {name}: {found}, and not {expected}")
    print(f"{len(FAULTS)} faults, {wrong} not seen as they are")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
