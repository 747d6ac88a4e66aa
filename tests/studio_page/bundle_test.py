"""The studio's bundle: sources that type-check, the very bytes that are committed, small enough, and of no other host."""

import gzip
import re
import subprocess
import sys
import tempfile
from pathlib import Path

TREE = Path(__file__).resolve().parents[2]
WEB = TREE / "studio/web"
LARGEST_GZIP = 250_000
LONGEST_SOURCE = 250


def run(*command: str) -> str:
    """What went wrong, or nothing."""
    done = subprocess.run(command, cwd=TREE, capture_output=True, text=True)
    return "" if done.returncode == 0 else f"{' '.join(command)}:\n{done.stdout}{done.stderr}"


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def stale_files() -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        if problem := run("node", "studio/web/build.mjs", folder):
            return [problem]
        built, committed = files(Path(folder)), files(WEB / "dist")
    return [f"studio/web/dist/{name} is not what its sources make: run `npm run studio`"
            for name in sorted(built.keys() | committed.keys()) if built.get(name) != committed.get(name)]


def too_large() -> list[str]:
    size = sum(len(gzip.compress(content, 9, mtime=0)) for content in files(WEB / "dist").values())
    print(f"the bundle: {size} bytes, compressed")
    return [f"{size} bytes, compressed, more than {LARGEST_GZIP}"] if size > LARGEST_GZIP else []


def long_sources() -> list[str]:
    return [f"{path.relative_to(TREE)}: more than {LONGEST_SOURCE} lines: which second idea moved in?"
            for path in (WEB / "src").rglob("*.ts*")
            if "words" not in path.parts and len(path.read_text().splitlines()) > LONGEST_SOURCE]


def inline_code() -> list[str]:
    """The page's policy allows neither inline scripts nor styles nor other hosts."""
    html = (WEB / "dist/index.html").read_text()
    found = re.findall(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=|(?:src|href)=\"(?:https?:)?//[^\"]*", html)
    return [f"index.html: {one}" for one in found]


def main() -> int:
    problems = [problem for problem in [run("node_modules/.bin/tsc", "--project", "studio/web")] if problem]
    problems += stale_files() + too_large() + long_sources() + inline_code()
    print(*problems, sep="\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
