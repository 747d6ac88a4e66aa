"""Every sentence that the library and the studio's server can answer with is known to the Russian catalogue: the sentences are
taken from the sources, as they are put together there, with something in the place of what varies."""

import re
import sys
from itertools import product
from pathlib import Path

TREE = Path(__file__).resolve().parents[2]
CATALOGUE = ("studio/wording/ru/messages.txt", "studio/wording/ru/language.txt")

# What makes something that somebody reads, by the folders or files in which it does.
CALLS = (
    (("rules",), r"\b(?:problems_?(?:\.|->)add|add|fail|warn|diagnostic_of)\((?=Code::)"),
    (("app/studio", "studio"), r"\bApiError\{"),
    (("app/studio", "studio"), r"(?<=return )\{(?=\d{3}, \")"),
    (("app/studio", "studio"), r"\bbad_request\("),
    (("audit/formats",), r"\b(?:ArchiveFault\{|cannot_open\()"),
    (("audit/page_findings.cc",), r"\bfinding\.(?:expected|seen) = "),
    (("rules/toml_edit.cc",), r"\bTomlEditRefusal\{"),
    (("app/approver_key.cc", "app/pack_folder.cc", "audit/archived_page.cc", "audit/store/finding_search.cc", "proxy/page_fetch.cc",
      "rules/pack_template.cc", "rules/matchers"), r"\breturn |(?:Error|Fault)\{|\bfail\("),
)
# What stands for an unknown part, by what makes it.
PARTS = ((r"^in_quotes\(|^rules::in_quotes\(|^backticked\(", "`x1`"), (r"^std::to_string\(|size\(\)|persons\(\)", "21"), (r"", "x1"))  # the first that fits
# Sentences that are said elsewhere only (on a terminal, in the proxy's log, of its own configuration), or whose parts
# cannot be followed here: tests/studio/wording_test.cc says them.
ELSEWHERE = {"approvers.cc": "of the proxy's configuration", "widget_catalogue.cc": "of the program's own list", "toml_format.cc": "of `caveat fmt`",
             "pack_files.cc": "of reading a folder on a command line", "article_names_matcher.cc": "of parts that can be empty",
             "article_published_matcher.cc": "of parts that can be empty"}
# Written into files, or never shown.
NO_SENTENCES = re.compile(r"^(?:#|-----|\{ |field |notice x1x1)")
STRING = r'"((?:[^"\\]|\\.)*)"'


def without_comments(text: str) -> str:
    return re.sub(r'("(?:\\.|[^"\\\n])*")|//[^\n]*|/\*.*?\*/', lambda found: found[1] or " ", text, flags=re.S)


def pieces(text: str, separators: str) -> list[str]:
    """`text` parted at the separators that stand in no bracket and no literal."""
    out, begin, depth, i = [], 0, 0, 0
    while i < len(text):
        literal = re.compile(r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])\'').match(text, i)
        if literal:
            i = literal.end()
            continue
        depth += (text[i] in "({[") - (text[i] in ")}]")
        if depth < 0:
            break
        if depth == 0 and text[i] in separators and text[i - 1:i + 1] != "::" and text[i:i + 2] != "::":
            out.append(text[begin:i])
            begin = i + 1
        i += 1
    return [*out, text[begin:i]]


def sayings(expression: str) -> list[str]:
    """The texts that an expression of C++ can be; of what is no literal, something in its place."""
    expression = " ".join(expression.split())
    choice = pieces(expression, "?")
    if len(choice) > 1:
        rest = expression[len(choice[0]) + 1:]
        first = pieces(rest, ":")[0]
        return sayings(first) + sayings(rest[len(first) + 1:])
    terms = pieces(expression, "+")
    if len(terms) > 1:
        return ["".join(parts) for parts in product(*(sayings(term) for term in terms))]
    if re.fullmatch(rf"(?:{STRING}\s*)+", expression):
        return ["".join(re.findall(STRING, expression)).replace('\\"', '"').replace("\\n", "\n").replace("\\\\", "\\")]
    wrapped = re.fullmatch(r"(?:std::string(?:_view)?)?\((.*)\)", expression)
    if wrapped and '"' in wrapped[1] and len(pieces(wrapped[1] + ")", "")[0]) == len(wrapped[1]):
        return sayings(wrapped[1])
    return [next(part for pattern, part in PARTS if re.search(pattern, expression))]


def is_sentence(saying: str) -> bool:
    words = re.sub(r"`x1`|x1|21", "", saying)
    return " " in saying.strip() and re.search("[a-z]{2}", words) is not None and not NO_SENTENCES.match(saying)


def files_of(place: Path) -> list[Path]:
    return [place] if place.is_file() else list(place.rglob("*.cc"))


def sentences() -> dict[str, str]:
    """Each with the file that says it."""
    found = {}
    for folders, call in CALLS:
        for path in sorted(path for place in folders for path in files_of(TREE / place)):
            text = without_comments(path.read_text())
            for match in re.finditer(call, text):
                for argument in pieces(text[match.end():], ","):
                    for saying in sayings(pieces(argument, ";")[0]):
                        # A code such as "bad-file" is no sentence.
                        if is_sentence(saying) and '"' in argument:
                            found.setdefault(saying, path.name)
    return found


def known() -> list[re.Pattern[str]]:
    lines = "\n".join((TREE / file).read_text() for file in CATALOGUE).split("\n")
    english = [line for line in lines if line and not line.startswith(("#", "= "))]
    holes = re.compile(r"\\\{\d(?::(\w+|[^}]*\|[^}]*))?\\\}")
    return [re.compile(holes.sub(lambda hole: r"\S+" if hole[1] == "word" else ".+?", re.escape(line)), re.S) for line in english]


def main() -> int:
    patterns = known()
    said = sentences()
    missing = [f"{file}: {sentence}" for sentence, file in said.items()
               if file not in ELSEWHERE and not any(pattern.fullmatch(sentence) for pattern in patterns)]
    print(*missing, sep="\n")
    print(f"{len(said)} sentences, {len(missing)} without a line in {CATALOGUE[0]}")
    return 1 if missing or len(said) < 200 else 0


if __name__ == "__main__":
    sys.exit(main())
