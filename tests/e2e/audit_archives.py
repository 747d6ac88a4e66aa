"""Small WARC archives with pages that are as the rules demand, and pages that are not; the same bytes each time."""

import gzip
import subprocess
import uuid
from pathlib import Path

from caveat_proxy import BINARY

SITE = "www.newsroom.example"
PACK = """
[pack]
id = "ru-undesirable"
title = "T"
[notices.warning]
kind = "warning"
text.en = "Do not share this."
[[rules]]
id = "warn"
when.region = ["RU", "UA-43"]
when.path = "/a/**"
insert = { notice = "warning", at = "start of article" }
[[rules]]
id = "no-sharing"
when.region = "RU"
when.path = "/a/**"
remove = { elements = [".share"] }
"""
# What an archive may hold that is meant for whoever looks at findings.
HOSTILE = "</script><img src=http://127.0.0.1:9/x onerror=alert(1)>=1+1\u202egpj.exe\x1b[31m"
PAGE = """<!doctype html><html lang=en><title>Page {number}</title>
<article><h1>Page {number}</h1><p>Text of page {number}.</p>{share}</article>"""
SHARE = '<div class=share title="{title}">Share</div>'


def page(number: int, share: str = "") -> str:
    return PAGE.format(number=number, share=share and SHARE.format(title=share))


def rules_in(folder: Path) -> Path:
    rules = folder / "rules"
    rules.mkdir()
    (rules / "ru.toml").write_text(PACK)
    return rules


def as_served(rules: Path, text: str, region: str = "RU") -> str:
    """The page after the proxy's own engine."""
    ended = subprocess.run([BINARY, "rewrite", "--rules", rules, "--region", region, "--url", f"https://{SITE}/a/1"],
                           input=text.encode(), capture_output=True, timeout=60, check=True)
    return ended.stdout.decode()


def record(name: str, path: str, text: str, day: int, missing: int = 0) -> bytes:
    """A response whose body lacks its last `missing` bytes."""
    body = text.encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    message = head + body[:len(body) - missing]
    return packed("response", name, path, day, message)


def captured(name: str, path: str, text: str, day: int, region: str, rules: str) -> bytes:
    """The response as the proxy captures it, with the note that stands before it."""
    note = f"caveat-region: {region}\r\ncaveat-rules: {rules}\r\n".encode()
    about = [f"WARC-Concurrent-To: {record_id(name, path)}", f"WARC-Refers-To: {record_id(name, path)}"]
    return packed("metadata", name + "-note", path, day, note, *about) + record(name, path, text, day)


def revisit(name: str, path: str, day: int, of: tuple[str, str]) -> bytes:
    """A revisit of the record that `record` gave for this name and path."""
    message = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    return packed("revisit", name, path, day, message, f"WARC-Refers-To: {record_id(*of)}")


def record_id(name: str, path: str) -> str:
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name + path)}>"


def packed(kind: str, name: str, path: str, day: int, message: bytes, *more: str) -> bytes:
    fields = ["WARC/1.1", f"WARC-Type: {kind}", f"WARC-Record-ID: {record_id(name, path)}",
              f"WARC-Date: 2026-11-{day:02}T12:00:00Z", f"WARC-Target-URI: https://{SITE}{path}", *more,
              "Content-Type: " + ("application/warc-fields" if kind == "metadata" else "application/http;msgtype=response"),
              f"Content-Length: {len(message)}"]
    return gzip.compress("\r\n".join(fields).encode() + b"\r\n\r\n" + message + b"\r\n\r\n", mtime=0)


def write_archives(folder: Path, rules: Path, count: int) -> list[Path]:
    """In each: a page as RU's readers are due it, one with neither, one with the notice alone, one that is cut off, and
    in the first one a hostile page. Paths are relative to `folder`."""
    folder.mkdir(exist_ok=True)
    good = as_served(rules, page(1, "Share"))
    warned = good.replace("</article>", SHARE.format(title="left") + "</article>")
    archives = []
    for number in range(count):
        name, day = f"archive-{number:03}.warc.gz", 1 + number % 9
        records = [record(name, "/a/good.html", good, day), record(name, f"/a/{number}.html", page(number, "Share"), day),
                   record(name, "/a/warned.html", warned, day), record(name, "/a/cut.html", good, day, missing=20),
                   record(name, "/about.html", page(0), day)]
        if number == 0:
            records.append(record(name, "/a/hostile.html", page(6, HOSTILE.replace('"', "")), day))
        (folder / name).write_bytes(b"".join(records))
        archives.append(Path(folder.name) / name)
    return archives
