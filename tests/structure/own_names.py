"""Names that a file keeps to itself (in an unnamed namespace) and that stand twice in a room.

Files of a room are compiled eight at a time (docs/decisions/039-rooms-in-pieces-of-eight.md), where two of one name collide;
which eight, changes with every new file. So a name is its room's own, and tells what it is about.
"""

import re
from collections import defaultdict
from pathlib import Path
from typing import Iterator, NamedTuple

UNNAMED = re.compile(r"^namespace \{\n(.*?)^\}  // namespace$", re.MULTILINE | re.DOTALL)
TEMPLATE = re.compile(r"^template <.*?> ?(?=\w)")
TYPE = re.compile(r"(?:struct|class|enum class|enum|union) (\w+)")
ALIAS = re.compile(r"(?:using|namespace) (\w+) =")
FUNCTION = re.compile(r"(\w+)\((.*)")
VARIABLE = re.compile(r"(?:[\w:<>,*&]+ )+[*&]?(\w+)(?:\[[^\]]*\])?(?: =|\{|;)")
RAW_STRING = re.compile(r'R"(\w*)\(.*?\)\1"', re.DOTALL)
LITERAL = re.compile(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])\'')
CONSTANT = re.compile(r"k[A-Z]")
PARAMETER_NAME = re.compile(r"\b\w+(?=[,)])")


class OwnName(NamedTuple):
    name: str
    what: str  # what has to differ for two of the name to be two things; "" if nothing helps
    line: int


def declared_in(line: str) -> tuple[str, str] | None:
    """A name and its `what`, of a line at the left edge that declares one."""
    line = TEMPLATE.sub("", line)
    if found := TYPE.match(line):
        return found[1], ""
    if found := ALIAS.match(line):
        return found[1], f"alias {line}"
    if line.startswith("using "):
        return None
    function, variable = FUNCTION.search(line), VARIABLE.match(line)
    if function and CONSTANT.match(function[1]):
        return function[1], ""
    if variable and not (function and function.start() < variable.start(1)):
        return variable[1], ""
    # Overloads may share a name; so much of the parameters as the line has.
    return (function[1], "(" + PARAMETER_NAME.sub("", function[2])) if function else None


def without_literals(text: str) -> str:
    """Braces in them count for nothing; lines stay where they are."""
    text = RAW_STRING.sub(lambda raw: '""' + "\n" * raw[0].count("\n"), text)
    return LITERAL.sub('""', text)


def own_names(text: str) -> Iterator[OwnName]:
    text = without_literals(text)
    for block in UNNAMED.finditer(text):
        depth, first = 0, text.count("\n", 0, block.start(1)) + 1
        for number, line in enumerate(block[1].split("\n"), first):
            if depth == 0 and line[:1] not in ("", " ", "/", "#", "}") and (found := declared_in(line)):
                yield OwnName(*found, number)
            depth += line.count("{") - line.count("}")


def twice_in(room: Path) -> Iterator[tuple[Path, int, str]]:
    """File, line and what is wrong, for each name that another file of the room has already."""
    seen: dict[str, list[tuple[Path, str]]] = defaultdict(list)
    for file in sorted(room.rglob("*.cc")):
        for name, what, line in own_names(file.read_text()):
            for other, other_what in seen[name]:
                same_alias = what.startswith("alias") and what == other_what
                overload = what.startswith("(") and other_what.startswith("(") and what != other_what
                if other != file and not same_alias and not overload:
                    yield file, line, f"{name} is a name of {other.name} already: call it by what it is about"
                    break
            seen[name].append((file, what))
