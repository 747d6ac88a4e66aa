"""Every page of the corpus without any widget of the catalogue, judged by signs that were written down without a look
at the catalogue: on how many pages there were some and are none left, and whether any of the article is lost."""

import json
import sys
import tempfile
from collections import Counter
from pathlib import Path

from edited_pages import corpus_pages, edited, problems_found

KINDS = ["share", "like", "comment", "save", "contact", "subscribe", "embed", "tracker"]
PACK = f"""
[pack]
id = "every-widget"
title = "Every widget"
owner = "legal@newsroom.example"
legal_basis = "none"
[[rules]]
id = "take-out"
when.region = "everywhere"
remove = {{ widgets = {json.dumps(KINDS)} }}
"""

# The pages with such a sign, and those of them with none left: fewer of the latter is a failure.
REACHED = {
    "share": (105, 105),
    "share by script": (28, 28),
    "share by name": (43, 43),
    "like": (24, 24),
    "like by name": (28, 28),
    "comment": (62, 61),
    "comment by name": (45, 45),
    "save": (6, 6),
    "save by name": (6, 6),
    "contact": (4, 4),
    "contact by name": (2, 2),
    "subscribe": (20, 20),
    "subscribe by name": (34, 34),
    "embed": (36, 36),
    "embed by name": (9, 9),
    "tracker": (145, 145),
    "tracker by name": (51, 51),
}
LEFT = {
    ("newspaper/slate.com1.html", "comment"): "words of a sentence, linked to the comments on another article",
}
LOST = {
    "readability/archive-of-our-own.html": "no part of the work: what its share box says of itself",
}


def counted(found: dict) -> dict[str, tuple[int, int]]:
    """Of each kind of sign: the pages that bear it, and those of them that no longer do."""
    with_sign, without = Counter(), Counter()
    for page in found.values():
        after = {kind for kind, _ in page["after"]}
        for kind in {kind for kind, _ in page["before"]}:
            with_sign[kind] += 1
            without[kind] += kind not in after
    return {kind: (with_sign[kind], without[kind]) for kind in sorted(with_sign)}


def show(found: dict) -> None:
    print(f"{'kind of sign':20} {'pages with':>10} {'none left':>10}")
    for kind, (pages, clean) in counted(found).items():
        print(f"{kind:20} {pages:10} {clean:10}")
    texts = [page["text"] for page in found.values()]
    print(f"{sum(text['paragraphs'] for text in texts)} paragraphs of articles with "
          f"{sum(text['characters'] for text in texts)} characters on {len(texts)} pages; something is lost on "
          f"{sum(1 for text in texts if text['lost'])}")


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="caveat-pack-") as folder:
        pack = Path(folder) / "every-widget.toml"
        pack.write_text(PACK)
        pages = edited([(name, content, pack) for name, content in corpus_pages()])
    found = problems_found("widget_oracle.mjs", pages)
    show(found)
    wrong = [f"{page.name}: refused, {page.refused}" for page in pages if page.refused]
    for name, page in found.items():
        for kind, sign in page["after"]:
            print(f"left on {name}: {kind}, {sign[:160]}")
            if (name, kind) not in LEFT:
                wrong.append(f"{name}: {kind} is left")
        for text in page["text"]["lost"]:
            print(f"lost on {name}: {text[:160]}")
            if name not in LOST:
                wrong.append(f"{name}: article text is lost")
    for kind, reached in counted(found).items():
        if reached[0] < REACHED[kind][0] or reached[1] < REACHED[kind][1]:
            wrong.append(f"{kind}: {reached} pages, and not {REACHED[kind]}")
    print("\n".join(wrong) or "nothing but what is known, with a reason")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
