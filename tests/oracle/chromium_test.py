"""A sample of the corpus and of hostile pages, as a browser shows them: warned once, in sight; no widget left."""

import shutil
import sys

from edited_pages import corpus_pages, edited, problems_found, report, skip, widgets
from hostile_pages import MARK, REMOVED, hostile_pages

SAMPLE, HOSTILE = 25, 100


def main() -> int:
    chromium = shutil.which("chromium-headless-shell")
    if chromium is None:
        skip("Chromium is not installed")
    first = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    count = int(sys.argv[2]) if len(sys.argv) > 2 else HOSTILE
    pages = corpus_pages()
    # No redirect by <meta>: it would leave the page.
    sample = [page for page in pages[::max(1, len(pages) // SAMPLE)] if b'http-equiv="refresh"' not in page[1].lower()]
    served = [page for page in edited(sample) if not page.refused]
    problems = problems_found("chromium_oracle.mjs", served, widgets=widgets(), chromium=chromium)
    with hostile_pages(first, count) as hostile:
        hostile_served = [page for page in edited(hostile) if not page.refused]
    problems |= problems_found("chromium_oracle.mjs", hostile_served, mark=MARK, hostile=True, chromium=chromium,
                               widgets=[{"name": "removed", "selector": REMOVED, "max_text": 0}])
    for page in hostile_served:
        if problems[page.name]:
            print(f"--- {page.name}\n{page.before!r}\n{page.after!r}")
    return report(problems, len(served) + len(hostile_served))


if __name__ == "__main__":
    sys.exit(main())
