"""The rules of the house that a machine can see (docs/how-it-is-built.md), over one source tree.

Run it by hand: python3 tests/structure/house_rules.py [TREE]
"""

import re
import sys
from pathlib import Path
from typing import Iterator, NamedTuple

import own_names

# Room -> what its files may include: a room, or one header of it. No entry: a new room, to be added here.
ARROWS = {
    "html": [],
    "geoip": [],
    "rules": ["html/", "geoip/location.h"],
    "filter": ["rules/", "html/"],
    "proxy": ["filter/", "rules/", "geoip/"],
    "audit": ["filter/", "rules/", "geoip/"],
    "studio": ["filter/", "rules/", "geoip/"],
    "app": ["html/", "geoip/", "rules/", "filter/", "proxy/", "audit/", "studio/"],
}

# Beginning of an include -> the only files of the rooms, by the beginning of their path, that may have it.
SOLE_INCLUDES = {
    "maxminddb": "geoip/",
    "expat": "filter/xml_reader.cc",
    "toml++/": "rules/toml.cc",
    "boost/asio": "proxy/",
    "boost/beast": "proxy/",
    "nghttp2/": "proxy/",
    "prometheus/": "proxy/",
    "CLI/": "app/",
    "librdkafka/": "audit/shipping/kafka_shipper.cc",
    "curl/": "app/http_client.cc",
    "sqlite3": "audit/store/",
    "zip.h": "audit/formats/zip_file.cc",
}

# These rooms get time, facts and bytes as arguments.
PURE_ROOMS = ["html", "geoip", "rules", "filter"]
IMPURE_INCLUDES = ["thread", "mutex", "shared_mutex", "condition_variable", "future", "sys/socket.h", "netdb.h",
                   "poll.h", "sys/epoll.h", "sys/time.h", "ctime", "time.h"]
IMPURE_CALLS = re.compile(r"\b(?:\w+_clock::now|this_thread|clock_gettime|gettimeofday|thread_local)\b")
# Compiled programs are remembered by what they hold, so that equal Decisions share one.
PURE_EXCEPTIONS = {("rules", "mutex")}

LONGEST = {".h": 150, ".cc": 400}
GENERATED = re.compile(r"\bgenerated\b", re.IGNORECASE)

INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]')
MACHINE_PATH = re.compile(r"(?<![\w.~}])/(?:work|root)/")
REGISTRY_HOST = re.compile(r"\b(?:registry|deb|security|mirrors?|packages|artifacts?)\.[a-z0-9-]+(?:\.[a-z0-9-]+)+\b")
NOT_OURS = {".git", ".cache", "build", "node_modules", "__pycache__"}


class Finding(NamedTuple):
    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


def our_files(tree: Path) -> Iterator[Path]:
    for entry in sorted(tree.iterdir()):
        if entry.name in NOT_OURS or entry.is_symlink():
            continue
        if entry.is_dir():
            yield from our_files(entry)
        else:
            yield entry


def lines_of(file: Path) -> list[str]:
    """None of a binary file."""
    data = file.read_bytes()
    return [] if b"\0" in data else data.decode("utf-8", "replace").splitlines()


def check_include(path: str, room: str, include: str) -> Iterator[str]:
    target = include.split("/")[0]
    if "/" in include and target in ARROWS and target != room:
        if not any(include.startswith(allowed) for allowed in ARROWS[room]):
            may = ", ".join(ARROWS[room]) or "nobody"
            yield f"{room} includes {include}; it knows {may}"
    for beginning, owner in SOLE_INCLUDES.items():
        if include.startswith(beginning) and not path.startswith(owner):
            yield f"<{include}> is for {owner} alone"
    if room in PURE_ROOMS and include in IMPURE_INCLUDES and (room, include) not in PURE_EXCEPTIONS:
        yield f"<{include}> in {room}, which has no sockets, threads or clock"


def check_source(path: str, lines: list[str]) -> Iterator[Finding]:
    room = path.split("/")[0]
    if room not in ARROWS:
        return
    for number, line in enumerate(lines, 1):
        if include := INCLUDE.match(line):
            for message in check_include(path, room, include[1]):
                yield Finding(path, number, message)
        elif room in PURE_ROOMS and (call := IMPURE_CALLS.search(line)):
            yield Finding(path, number, f"{call[0]} in {room}, which has no sockets, threads or clock")


def check_length(path: str, suffix: str, lines: list[str]) -> Iterator[Finding]:
    longest = LONGEST.get(suffix)
    if longest and len(lines) > longest and not GENERATED.search(lines[0]):
        yield Finding(path, longest + 1, f"{len(lines)} lines, more than {longest}: which second idea moved in?")


def check_text(path: str, lines: list[str]) -> Iterator[Finding]:
    for number, line in enumerate(lines, 1):
        if found := MACHINE_PATH.search(line):
            yield Finding(path, number, f"a path of one machine: {found[0]}")
        if found := REGISTRY_HOST.search(line):
            yield Finding(path, number, f"the host of a package registry: {found[0]}")


def findings(tree: Path) -> list[Finding]:
    found: list[Finding] = []
    for file in our_files(tree):
        path = file.relative_to(tree).as_posix()
        lines = lines_of(file)
        if file.suffix in LONGEST:
            found += check_source(path, lines)
            found += check_length(path, file.suffix, lines)
        found += check_text(path, lines)
    for room in ARROWS:
        for file, line, message in own_names.twice_in(tree / room):
            found.append(Finding(file.relative_to(tree).as_posix(), line, message))
    return found


if __name__ == "__main__":
    everything = findings(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
    print(*everything, sep="\n")
    sys.exit(1 if everything else 0)
