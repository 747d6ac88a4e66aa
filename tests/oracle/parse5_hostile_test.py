"""Pages made to swallow the notice: in parse5's tree it is in sight, once, or Caveat has said that it failed."""

import sys

from edited_pages import edited, problems_found, report
from hostile_pages import MARK, REMOVED, hostile_pages

PAGES = 300  # more by hand: parse5_hostile_test.py FIRST COUNT


def main() -> int:
    first, count = (int(argument) for argument in sys.argv[1:3]) if len(sys.argv) > 2 else (0, PAGES)
    with hostile_pages(first, count) as hostile:
        pages = edited(hostile)
    served = [page for page in pages if not page.refused]
    print(f"{len(pages) - len(served)} of {len(pages)} pages are refused")
    problems = problems_found("parse5_oracle.mjs", served, mark=MARK, hostile=True,
                              widgets=[{"name": "removed", "selector": REMOVED, "max_text": 0}])
    for page in served:
        if problems[page.name]:
            print(f"--- {page.name}\n{page.before!r}\n{page.after!r}")
    return report(problems, len(served))


if __name__ == "__main__":
    sys.exit(main())
