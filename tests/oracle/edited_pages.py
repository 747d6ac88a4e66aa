"""Pages before and after `caveat rewrite`, as a reader in Russia gets them."""

import concurrent.futures
import json
import os
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("CAVEAT_BINARY", SOURCE / "build/release/caveat"))
CORPUS = Path(os.environ.get("CAVEAT_CORPUS", SOURCE.parent / "shared/corpus"))
NODE_MODULES = Path(os.environ.get("CAVEAT_NODE_MODULES", SOURCE / "node_modules"))
PACK = SOURCE / "examples/rules/ru-undesirable.toml"
MARK = "ru-undesirable/protect-readers"
KINDS = ["share", "like", "comment", "save", "contact"]
OWN_SELECTORS = ['a[href^="mailto:" i][href*="@newsroom.example" i]']


def skip(reason: str) -> None:
    """Ends the test as one that CTest counts as skipped."""
    print(f"skipped: {reason}")
    sys.exit(77)


@dataclass
class EditedPage:
    name: str
    before: bytes
    after: bytes
    refused: str  # why the page is not served; empty if it is


def corpus_pages() -> list[tuple[str, bytes]]:
    root = CORPUS / "pages"
    if not root.is_dir():
        skip("the corpus is not there; set CAVEAT_CORPUS to its folder")
    return [(str(path.relative_to(root)), path.read_bytes()) for path in sorted(root.rglob("*")) if path.is_file()]


def edit(name: str, before: bytes, pack: Path = PACK) -> EditedPage:
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        ended = subprocess.run([BINARY, "rewrite", "--rules", pack, "--url", "https://www.newsroom.example/a/1.html",
                                "--region", "RU", "--report", report.name], input=before, capture_output=True,
                               timeout=60, check=False)
        written = report.read()
    said = json.loads(written) if written else {}
    refused = said.get("failure", "") if ended.returncode == 2 else ""
    if ended.returncode not in (0, 1) and not refused:
        raise AssertionError(f"{name}: exit {ended.returncode}: {ended.stderr.decode()[:400]}")
    return EditedPage(name, before, ended.stdout, refused)


def edited(pages: list[tuple]) -> list[EditedPage]:
    """Each of `pages` is what `edit` takes."""
    with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        return list(pool.map(lambda page: edit(*page), pages))


def widgets() -> list[dict]:
    """The catalogue's entries that the pack takes out, read here and not by Caveat."""
    found = [{"name": "own elements", "selector": ", ".join(OWN_SELECTORS), "max_text": 0}]
    for path in sorted((SOURCE / "rules/widgets").glob("*.toml")):
        for widget in tomllib.loads(path.read_text())["widgets"]:
            if widget["kind"] in KINDS:
                found.append({"name": widget["name"], "selector": ", ".join(selectors_of(widget)),
                              "max_text": widget.get("max_text", 0)})
    return found


def selectors_of(widget: dict) -> list[str]:
    """Those of an entry of the catalogue."""
    listed = widget.get("elements", [])
    for attribute in widget.get("attributes", ["href"]):
        listed = listed + [f'[{attribute}*="{address}" i]' for address in widget.get("addresses", [])]
    excluded = ", ".join(widget.get("but_not", []))
    return [f"{one}:not({excluded})" for one in listed] if excluded else listed


def problems_found(script: str, pages: list[EditedPage], **options) -> dict[str, list[str]]:
    """What `script`, run by node, finds wrong with each page."""
    for package in ["parse5", "css-select", "css-what", "playwright-core"]:
        if not (NODE_MODULES / package).is_dir():
            skip(f"{package} is not in node_modules; run ./dev build or npm ci")
    with tempfile.TemporaryDirectory(prefix="caveat-oracle-") as folder:
        listed = []
        for number, page in enumerate(pages):
            paths = [Path(folder) / f"{number}.{side}" for side in ("before", "after")]
            for path, content in zip(paths, (page.before, page.after)):
                path.write_bytes(content)
            listed.append({"name": page.name, "before": str(paths[0]), "after": str(paths[1])})
        task = {"mark": MARK, "pages": listed, **options}
        try:
            ended = subprocess.run(["node", Path(__file__).with_name(script)], input=json.dumps(task).encode(),
                                   capture_output=True, timeout=280, check=False,
                                   env={**os.environ, "CAVEAT_NODE_MODULES": str(NODE_MODULES)})
        except FileNotFoundError:
            skip("node is not installed")
    if ended.returncode != 0:
        raise AssertionError(ended.stderr.decode()[-2000:])
    return json.loads(ended.stdout)


def report(problems: dict[str, list[str]], number: int) -> int:
    """Prints them; the test's exit status."""
    for name, found in problems.items():
        for problem in found:
            print(f"{name}: {problem}")
    wrong = sum(1 for found in problems.values() if found)
    print(f"{number} pages, something wrong with {wrong}")
    return 1 if wrong else 0
