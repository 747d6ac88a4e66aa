"""The project's documents, taken apart: code blocks, headings, links, tables. No Markdown library: a dozen lines do."""

import re
from pathlib import Path
from typing import Iterator, NamedTuple

SOURCE = Path(__file__).resolve().parents[2]
README = SOURCE / "README.md"
DOCS = SOURCE / "docs"

_FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


class Block(NamedTuple):
    language: str
    text: str
    line: int  # of its first line


def documents() -> list[Path]:
    return [README, *sorted(DOCS.rglob("*.md"))]


def name_of(document: Path) -> str:
    return document.relative_to(SOURCE).as_posix()


def blocks(document: Path, *languages: str) -> list[Block]:
    text = document.read_text()
    return [Block(found[1], found[2], text.count("\n", 0, found.start()) + 2)
            for found in _FENCE.finditer(text) if not languages or found[1] in languages]


def prose(document: Path) -> str:
    """The document without its code."""
    return re.sub(r"`[^`]*`", "", _FENCE.sub("", document.read_text()))


def links(document: Path) -> Iterator[str]:
    for found in _LINK.finditer(prose(document)):
        yield found[1]


def anchors(document: Path) -> set[str]:
    """What its headings are called in addresses: lower case, hyphens for spaces, no other punctuation."""
    headings = re.findall(r"^#+ +(.+?)\s*$", _FENCE.sub("", document.read_text()), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def table_rows(document: Path) -> Iterator[list[str]]:
    """The cells of every table row, rulers aside."""
    for line in _FENCE.sub("", document.read_text()).splitlines():
        if line.startswith("|") and not re.fullmatch(r"[|\- ]+", line):
            yield [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def code_words(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)
