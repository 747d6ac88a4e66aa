"""Pages that no author means to write, made by a seeded generator: misnesting, tables that throw things out, foreign
content, templates, form controls, what is never closed. Every word of their text is a word of its own."""

import contextlib
import random
import tempfile
from pathlib import Path

BLOCKS = "div p section article main h1 ul li dl dt dd pre center header aside fieldset details summary form".split()
FORMATTING = "b i a nobr font code".split()
TABLE = "table caption colgroup col tbody thead tr td th".split()
FOREIGN = "svg math foreignObject desc mi mtext annotation-xml title".split()
ODD = ("select option optgroup textarea button template noscript object applet marquee video iframe ruby rt rp listing "
       "dialog x-card br hr img input image body html head noframes noembed xmp style script title").split()
RARE = ["<plaintext>", "<frameset>", "<!--", "<title>", "<textarea>", "<script>", "<style>", "<template>", "<select>",
        "<xmp>", "<noscript>", "<script><!--<script>", "<iframe>", "<svg><![CDATA[", "<!doctype html>", "<svg><style>",
        "<math><annotation-xml encoding=text/html>", "<svg><title>", "<table><caption><select>"]
SMALL = ["</>", "</br>", "</p>", "<?x>", "<!x>", "<!-->", "<!-- x -->", "<!-- x --!>", "</ x>", "<svg><![CDATA[ x ]]></svg>", "<>",
         "< p>", "<input type=hidden>", "<svg/>", "<svg><p>", "<math><mi><table>", "</body>", "</html>", "<br/>",
         "<table><tr><p>", "<a><p>", "<b><p></b>", "<p><table>", "<select><input>", "<form><table></form>",
         "<svg><foreignObject><p>", "<svg><desc><table>", "<li><ul><li>", "<button><p><button>", "&lt;", "\0"]
HIDING = [" hidden", " style='display:none'", " aria-hidden=true", " style=visibility:hidden", " popover"]
TAILS = ["<", "</", "</p", "<p a='", "<!", "<!-", "<!--x-", "<?", "<![CDATA", "&am", "<textarea></", "<title><", "<script><!--<",
         "<svg><![CDATA[]"]
BEGINNINGS = ["<!doctype html>", "<!doctype html><html><head><title>t</title></head><body>", "",
              "<!doctype html><body>", "<html><body>", "<head><meta charset=utf-8>", "<!doctype html><title>t</title>",
              "<!doctype html><body hidden>", "<!doctype html><noscript><p></noscript>"]

PLACES = [["start of article", "start of main", "start of body"], ["end of article", "after h1", "end of main"],
          ["before p", "end of li"], ["after table", "start of td", "after b"], ["end of body"],
          ["end of div", "start of section"], ["after p", "before table"], ["before a", "after li"]]
MARK = "hostile/warn"
REMOVED = ".share, li.share > b"


def attributes(chance: random.Random, names: list[str]) -> str:
    dice = chance.random()
    # A browser moves text out of tables, and blocks out of misnested elements, before anything is taken out.
    if dice < 0.08 and names in (BLOCKS, FORMATTING):
        return " class=share"
    if dice < 0.13:
        return chance.choice(HIDING)
    if dice < 0.15:
        return " open"
    return ""


class Writer:
    """One page, token by token; mostly closes what it opened, though not always in order."""

    def __init__(self, seed: int):
        self.chance = random.Random(seed)
        self.opened: list[str] = []
        self.words = 0
        self.places = PLACES[seed % len(PLACES)]
        self.text = self.chance.choice(BEGINNINGS)
        for _ in range(self.chance.randrange(3, 40)):
            self.text += self.token()
        if self.chance.random() < 0.7:
            self.text += f"<p>{self.word()}</p>" * 2
        if seed % 7 == 3:
            self.text += TAILS[seed // 7 % len(TAILS)]

    def word(self) -> str:
        self.words += 1
        return f"w{self.words}z "

    def token(self) -> str:
        dice = self.chance.random()
        if dice < 0.3:
            return self.word()
        if dice < 0.62:
            names = self.chance.choices([BLOCKS, FORMATTING, TABLE, FOREIGN, ODD], [8, 5, 5, 2, 3])[0]
            self.opened.append(self.chance.choice(names))
            return f"<{self.opened[-1]}{attributes(self.chance, names)}>"
        if dice < 0.9 and self.opened:
            at = -1 if self.chance.random() < 0.6 else self.chance.randrange(len(self.opened))
            return f"</{self.opened.pop(at)}>"
        return self.chance.choice(SMALL if dice < 0.98 else RARE)


def pack(places: list[str]) -> str:
    """A pack that puts its notice at `places`."""
    listed = ", ".join(f'"{place}"' for place in places)
    return f"""
[pack]
id = "hostile"
title = "Hostile pages"
owner = "legal@newsroom.example"
legal_basis = "none"
[notices.warning]
kind = "warning"
[notices.warning.text]
en = "This is the notice."
[[rules]]
id = "warn"
when.region = "everywhere"
insert = {{ notice = "warning", at = [{listed}] }}
remove = {{ elements = ["{REMOVED}"] }}
"""


@contextlib.contextmanager
def hostile_pages(first: int, count: int):
    """Names, bytes and packs of the pages with those seeds; the packs are there while the context lasts."""
    with tempfile.TemporaryDirectory(prefix="caveat-packs-") as folder:
        packs = [Path(folder) / f"{number}.toml" for number in range(len(PLACES))]
        for path, places in zip(packs, PLACES):
            path.write_text(pack(places))
        yield [(str(seed), Writer(seed).text.encode(), packs[seed % len(PLACES)])
               for seed in range(first, first + count)]
