"""Each state in which something is wrong has one outcome, one counter and one evidence record (docs/failures.md).

Each is made to happen through the running program, by a site that does it, and then the three are looked at."""

import gzip
import json
import re
import socket
import ssl
import subprocess
import tempfile
import unittest
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import jsonschema

from caveat_proxy import ADDRESSES, BINARY, CONFIGURATION, CaveatProxy
from certificates import make_certificate, table as certificate_table
from documents import DOCS, SOURCE
from http_messages import Message, responses_in
from newsroom import main
from processes import free_port, is_accepted, wait_until
from scripted_upstream import ScriptedUpstream

RULES = """
[pack]
id = "accounts"
title = "T"
owner = "legal@news.test"
legal_basis = "None"
[regions.ru]
include = ["RU"]
[notices.n]
kind = "warning"
text.en = "Words of a notice."
[[rules]]
id = "warn"
when.region = "ru"
when.path = ["/page/**", "/strict/**"]
insert = { notice = "n", at = ["start of article", "start of body"] }
[[rules]]
id = "strict"
when.region = "ru"
when.path = "/strict/**"
headers.set.X-Rule = "strict"
remove = { elements = [".gone"] }
non_html = "refuse"
[[rules]]
id = "tolerant"
when.region = "ru"
when.path = "/tolerant/**"
insert = { notice = "n", at = ["start of article"] }
on_failure = "serve"
[[rules]]
id = "parts"
in = ["feed", "json:/text"]
when.region = "ru"
when.path = "/parts/**"
insert = { notice = "n", at = ["start of body"] }
[[rules]]
id = "ask"
when.region = "ru"
when.path = "/ask/**"
acknowledge = { notice = "n", days = 1 }
[[rules]]
id = "block"
when.region = "ru"
when.path = "/block/**"
block = { notice = "n" }
when_unknown = "apply"
"""
# The sites that fail before they answer have hosts of their own.
SITES = """
[[sites]]
name = "site"
hosts = ["news.test"]
upstream = {{ url = "http://127.0.0.1:{site}" }}
[[sites]]
name = "down"
hosts = ["down.test"]
upstream = {{ url = "http://127.0.0.1:{down}" }}
[[sites]]
name = "stranger"
hosts = ["stranger.test"]
upstream = {{ url = "https://127.0.0.1:{stranger}" }}
[limits]
requests_per_address = 0
page_bytes = 8388608
hold_bytes = 16384
header_bytes = 8192
upstream_idle_time = 1
idle_time = 2
"""
CURL_GOT_PART_OF_IT = {18, 56, 92}
CUT = 0  # instead of a status: the response begins and never ends cleanly

TEXT = b"".join(b"<p>%d %d</p>" % (n * 7919 % 10007, n * 104729 % 99991) for n in range(40_000))
OPENING = b"<!DOCTYPE html><html lang=en><title>T</title><body><article>"
SHORT, LONG = OPENING + b"<p>Text", OPENING + TEXT
SHADOW_ROOT = b"<template shadowrootmode=open><p>Text</template>"


def answer(body: bytes, *fields: str, kind: str = "text/html", promised: int = 0) -> bytes:
    """`promised`: how many bytes more than come."""
    lines = ["HTTP/1.1 200 OK", f"Content-Length: {len(body) + promised}", *[f"Content-Type: {kind}"] * (kind != ""), *fields]
    return "".join(line + "\r\n" for line in lines).encode() + b"\r\n" + body


def chunked(body: bytes) -> bytes:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    return head + b"%x\r\n" % len(body) + body + b"\r\n0\r\n\r\n"


def coded(body: bytes, spoilt_at: int | None = None) -> bytes:
    packed = bytearray(gzip.compress(body))
    if spoilt_at is not None:
        packed[spoilt_at] ^= 0xFF
    return answer(bytes(packed), "Content-Encoding: gzip")


class State(NamedTuple):
    path: str  # all below one rule's folder, and no other state has it
    answer: bytes | None  # the site's; None: it says nothing
    status: int
    reason: str = ""
    action: str = ""
    notice: str = ""  # how the rule's notice came out, where the state is about that
    request: str = ""  # fields and body of a request that is no GET without more
    host: str = "news.test"
    no_descriptors: bool = False  # from when its reader has come until it has the answer


SILENT = None
GZIPPED_BOMB = coded(OPENING + b"<p>" + b" " * 4_000_000)

STATES = [
    # What is wrong before the head went out.
    State("/page/coding-unknown", answer(SHORT, "Content-Encoding: x-own"), 502, "upstream_coding_unknown", "refused"),
    State("/page/coding-corrupt", answer(SHORT, "Content-Encoding: gzip"), 502, "upstream_coding_corrupt", "refused"),
    State("/page/wrong-checksum", coded(SHORT, spoilt_at=-6), 502, "upstream_coding_corrupt", "refused"),
    State("/page/bytes-after-the-end", answer(gzip.compress(SHORT) + b"more", "Content-Encoding: gzip"), 502, "upstream_coding_corrupt",
          "refused"),
    State("/page/truncated", answer(OPENING[:30], promised=999), 502, "upstream_truncated", "refused"),
    State("/page/part", b"HTTP/1.1 206 Partial Content\r\nContent-Type: text/html\r\nContent-Range: bytes 0-4/9\r\n"
          b"Content-Length: 5\r\n\r\nhello", 502, "upstream_partial", "refused"),
    State("/page/not-modified", b"HTTP/1.1 304 Not Modified\r\n\r\n", 502, "upstream_not_modified", "refused"),
    State("/page/bomb", GZIPPED_BOMB, CUT, "decompression_bomb", "aborted"),
    State("/strict/too-large", answer(SHORT + b" " * 9_000_000), 502, "page_too_large", "refused"),
    State("/strict/tag-too-long", answer(b"<!DOCTYPE html><html lang=en><body><p title='" + b"x" * 5_000_000 + b"'><article>"),
          502, "token_too_long", "refused"),
    State("/strict/too-deep", answer(b"<!DOCTYPE html><html lang=en><body>" + b"<div>" * 2_000), 502, "nesting_too_deep", "refused"),
    State("/page/charset", answer(SHORT, kind="text/html; charset=iso-2022-kr"), 502, "charset_unsupported", "refused"),
    State("/page/frames", answer(b"<html><frameset cols=50%><frame src=a></frameset></html>"), 503, "notice_not_placed", "refused",
          "failed"),
    State("/page/xhtml", answer(b"<html xmlns='http://www.w3.org/1999/xhtml'/>", kind="application/xhtml+xml"), 503,
          "xhtml_unsupported", "refused"),
    State("/strict/picture", answer(b"\x89PNG", kind="image/png"), 503, "non_html_refused", "refused"),
    State("/parts/feed", answer(b"<rss><channel><item><description>a", kind="application/rss+xml"), 502, "feed_malformed", "refused"),
    State("/parts/json", answer(b'{"text": "a', kind="application/json"), 502, "json_malformed", "refused"),
    State("/parts/long", answer(b'{"text": "' + b"a" * 400_000 + b'"}', kind="application/json"), 502, "part_too_large", "refused"),
    State("/parts/no-place", answer(b'{"text": null}', kind="application/json"), 503, "notice_not_placed", "refused"),
    State("/page/down", b"", 502, "upstream_unreachable", "refused", host="down.test"),
    State("/page/stranger", b"", 502, "upstream_untrusted", "refused", host="stranger.test"),
    State("/page/hangs-up", b"", 502, "upstream_cut", "refused"),
    State("/page/no-http", b"SSH-2.0-OpenSSH\r\n\r\n", 502, "upstream_malformed", "refused"),
    State("/page/two-lengths", answer(SHORT, "Content-Length: 3"), 502, "upstream_malformed", "refused"),
    State("/page/head-too-large", answer(SHORT, "X: " + "x" * 9000), 502, "upstream_head_too_large", "refused"),
    State("/page/no-descriptor", answer(SHORT), 503, "out_of_resources", "refused", no_descriptors=True),
    State("/page/silent", SILENT, 504, "upstream_timeout", "refused"),
    State("/page/odd-chunk", SILENT, 400, "request_body", "refused",
          request="Transfer-Encoding: chunked\r\n\r\n493e0\r\n" + "x" * 300_000 + "\r\nx\r\n"),
    State("/page/form-cut", SILENT, 400, "request_body_cut", "refused", request="Content-Length: 400000\r\n\r\n" + "x" * 300_000),
    # The same once it is out.
    State("/page/coding-corrupt-late", coded(LONG, spoilt_at=-6), CUT, "upstream_coding_corrupt", "aborted"),
    State("/page/truncated-late", answer(LONG, promised=9), CUT, "upstream_truncated", "aborted"),
    State("/strict/too-large-late", chunked(LONG + b"<p>Text</p>" * 800_000), CUT, "page_too_large", "aborted"),
    State("/strict/tag-too-long-late", answer(LONG + b"<p title='" + b"x" * 5_000_000 + b"'>"), CUT, "token_too_long", "aborted"),
    State("/strict/too-deep-late", answer(LONG + b"<div>" * 60_000), CUT, "nesting_too_deep", "aborted"),
    State("/page/shadow-root-late", answer(OPENING.replace(b"<article>", b"<div><article>") + TEXT + b"</article>" + SHADOW_ROOT), CUT,
          "notice_not_placed", "aborted", "failed"),
    # What the rules would rather serve than not at all.
    State("/tolerant/frames", answer(b"<html><frameset cols=50%><frame src=a></frameset></html>"), 200, "notice_not_placed", "served",
          "failed"),
    State("/tolerant/coding", answer(SHORT, "Content-Encoding: x-own"), 200, "upstream_coding_unknown", "served"),
    # What is no failure, and is told all the same.
    State("/page/placed", answer(SHORT), 200, notice="placed"),
    State("/page/fallback", answer(SHORT.replace(b"article", b"section")), 200, notice="fallback"),
    State("/page/picture", answer(b"\x89PNG", kind="image/png"), 200, notice="not_html"),
    State("/page/no-type", answer(SHORT, kind=""), 200, notice="placed"),
    State("/page/utf-16", answer(SHORT.decode().encode("utf-16"), kind="text/html"), 200, notice="placed"),
    State("/page/bom-before-header", answer(b"\xef\xbb\xbf" + SHORT, kind="text/html; charset=utf-16"), 200, notice="placed"),
    State("/page/header-before-meta", answer(b"<meta charset=iso-2022-kr>" + SHORT, kind="text/html; charset=koi8-r"), 200,
          notice="placed"),
    State("/page/amp", answer("<!doctype html><html ⚡ lang=en><body><article><p>Text".encode()), 200, notice="placed"),
    State("/page/too-large-but-all-is-done", chunked(LONG + b"<p>Text</p>" * 800_000), 200, notice="placed"),
    State("/page/empty", b"HTTP/1.1 204 No Content\r\n\r\n", 204),
    State("/block/it", answer(SHORT), 451),
    State("/ask/first", answer(SHORT), 403),
]
# The first is made to happen in evidence_test.py. No site and no rule can bring about the other: status and type of every
# response are known when rules are asked. It is for a RuleSet that asks for more; passage_failure_test.cc has one.
ELSEWHERE = {"evidence_not_kept", "undecided"}


class Scene(unittest.TestCase):
    LISTEN, TABLES = "", ""

    @classmethod
    def setUpClass(cls):
        directory = cls.directory = Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="caveat-e2e-")))
        (directory / "rules.toml").write_text(RULES)
        site = ScriptedUpstream({state.path: state.answer for state in STATES})
        cls.addClassCleanup(site.stop)
        nobody_vouches = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        nobody_vouches.load_cert_chain(*make_certificate(directory, "stranger", "stranger.test"))
        stranger = ScriptedUpstream(b"", tls=nobody_vouches)
        cls.addClassCleanup(stranger.stop)
        cls.before_start()
        cls.proxy = CaveatProxy(directory / "proxy", site.port, rules=directory / "rules.toml", listen=cls.LISTEN,
                                configuration=re.sub(r"\[upstream\]\n.*\n", "", CONFIGURATION),
                                tables=SITES.format(site=site.port, down=free_port(), stranger=stranger.port) + cls.TABLES)
        cls.addClassCleanup(cls.proxy.stop)

    @classmethod
    def before_start(cls) -> None:
        """Files that the configuration names."""


class Accounts(Scene):
    """One server for all of them, whose journal is read after it ended."""

    TABLES = """
[evidence]
folder = "evidence"
key_file = "../evidence.key"
"""

    @classmethod
    def before_start(cls) -> None:
        key = cls.directory / "evidence.key"
        subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", str(key)], check=True)
        key.chmod(0o600)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seen = {state.path: cls.make_happen(state) for state in STATES}
        cls.proxy.stop()
        cls.records = cls.read_journal()

    @classmethod
    def make_happen(cls, state: State) -> tuple[Message | None, dict[str, int]]:
        """What the reader got, None if it did not end cleanly, and the counters that have grown."""
        before = cls.counters()
        response = cls.response_to(state)
        answered = 'caveat_coverage_total{covered="yes"}'
        wait_until(lambda: cls.counters().get(answered, 0) > before.get(answered, 0), f"{state.path} is counted")
        after = cls.counters()
        return response, {name: value - before.get(name, 0) for name, value in after.items() if value != before.get(name, 0)}

    @classmethod
    def response_to(cls, state: State) -> Message | None:
        method = "POST" if state.request else "GET"
        head = f"{method} {state.path} HTTP/1.1\r\nHost: {state.host}\r\nX-Forwarded-For: {ADDRESSES['RU']}\r\n"
        with ExitStack() as until_answered, socket.create_connection(("127.0.0.1", cls.proxy.port), timeout=20) as connection:
            if state.no_descriptors:
                wait_until(lambda: is_accepted(connection), "the reader is let in")
                until_answered.enter_context(cls.proxy.server.no_more_descriptors())
            connection.sendall((head + (state.request or "\r\n")).encode())
            connection.shutdown(socket.SHUT_WR)
            try:
                received = b"".join(iter(lambda: connection.recv(1 << 20), b""))
            except ConnectionResetError:
                return None
        responses = responses_in(received, to_head=False)
        return responses[0] if responses else None

    @classmethod
    def counters(cls) -> dict[str, int]:
        lines = re.findall(r"^(caveat_(?:failclosed|notices|coverage|evidence_records)_total\{.*\}) (\d+)$",
                           cls.proxy.admin("/metrics")[1], re.MULTILINE)
        return {name: int(value) for name, value in lines}

    @classmethod
    def read_journal(cls) -> dict[str, list[dict]]:
        ended = subprocess.run([BINARY, "evidence", "show", str(cls.proxy.directory / "evidence"), "--format", "json"],
                               capture_output=True, text=True, timeout=60, check=True)
        records: dict[str, list[dict]] = {}
        for one in map(json.loads, ended.stdout.splitlines()):
            records.setdefault(one["decided"]["path"], []).append(one)
        return records

    def test_each_has_its_outcome(self):
        for state in STATES:
            with self.subTest(state.path):
                response, _ = self.seen[state.path]
                if state.status == CUT:
                    self.assertTrue(response is None, "it ended cleanly")
                    continue
                self.assertEqual(state.status, response.status if response else "it did not end cleanly")
                if state.status >= 400:
                    self.assertIn("no-store", response.field("cache-control"))

    def test_no_page_goes_out_without_its_notice(self):
        for state in STATES:
            with self.subTest(state.path):
                response, _ = self.seen[state.path]
                if response is not None and state.answer is not None and b"<article>" in response.body:
                    self.assertTrue(b"data-caveat" in response.body or state.action == "served")

    def test_each_has_its_counter_and_no_other(self):
        for state in STATES:
            with self.subTest(state.path):
                _, grown = self.seen[state.path]
                failures = {name: count for name, count in grown.items() if "failclosed" in name}
                labels = f'{{action="{state.action}",reason="{state.reason}"}}'
                self.assertEqual({f"caveat_failclosed_total{labels}": 1} if state.reason else {}, failures)
                if state.notice:
                    self.assertEqual(1, grown.get(f'caveat_notices_total{{outcome="{state.notice}"}}'), grown)

    def test_each_has_one_record_and_its_end(self):
        for state in STATES:
            with self.subTest(state.path):
                [record] = self.records.get(state.path, [])
                decided, ended = record["decided"], record["ended"]
                answers = {"refused": "refused", 451: "blocked", 403: "acknowledgement"}
                kind = answers.get(state.action) or answers.get(state.status, "page")
                self.assertEqual((state.status or 200, kind), (decided["status"], decided["answer"]))
                endings = {"refused": "refused", "aborted": "aborted", "blocked": "blocked", "acknowledgement": "acknowledgement"}
                ending = endings.get(state.action) or endings.get(kind, "complete")
                self.assertEqual((decided["n"], ending, state.reason), (ended["of"], ended["ending"], ended.get("failure", "")))
                if state.notice:
                    self.assertEqual([state.notice], [rule["notice"] for rule in ended["applied"] if "notice" in rule])

    def test_each_record_is_as_the_schema_says(self):
        schema = json.loads((SOURCE / "schema/evidence.schema.json").read_text())
        for path, records in self.records.items():
            for line in (line for record in records for line in record.values()):
                with self.subTest(path):
                    jsonschema.validate(line, schema)

    def test_every_reason_that_operators_are_told_of_is_among_them(self):
        document = DOCS / "running-the-proxy.md"
        states = document.read_text().partition("## What readers get")[2].partition("Requests that never reach")[0]
        told = {reason for line in states.splitlines() if line.startswith("| ")
                for reason in re.findall("`([a-z0-9_]+)`", line.rsplit("|", 2)[1]) if "_" in reason or reason == "undecided"}
        self.assertGreater(len(told), 20)
        self.assertEqual(told, {state.reason for state in STATES} - {"", "request_body", "request_body_cut"} | ELSEWHERE)


class EveryTransport(Scene):
    """What never ends cleanly does so over none of them."""

    TRANSPORTS = {
        "HTTP/2": ("--http2-prior-knowledge",), "HTTP/1.0": ("--http1.0",), "HTTP/1.1 that is kept": ("--http1.1",),
        "TLS and HTTP/2": ("--http2", "--insecure"), "TLS and HTTP/1.1": ("--http1.1", "--insecure"),
        "TLS and HTTP/1.0": ("--http1.0", "--insecure"),
    }

    @classmethod
    def before_start(cls) -> None:
        cls.https_port = free_port()
        cls.LISTEN = f'https = "127.0.0.1:{cls.https_port}"'
        cls.TABLES = certificate_table(*make_certificate(cls.directory, "ours", "news.test"))

    def curl_status(self, transport: str, path: str) -> int:
        options = self.TRANSPORTS[transport]
        base = f"https://127.0.0.1:{self.https_port}" if "--insecure" in options else f"http://127.0.0.1:{self.proxy.port}"
        command = ["curl", "--disable", "--silent", "--noproxy", "*", "--max-time", "20", "--output", "/dev/null",
                   "--header", "Host: news.test", "--header", f"X-Forwarded-For: {ADDRESSES['RU']}", *options, base + path]
        return subprocess.run(command, check=False).returncode

    def test_what_is_cut_ends_cleanly_over_none(self):
        for transport in self.TRANSPORTS:
            self.assertEqual(0, self.curl_status(transport, "/page/placed"), transport)
            for state in STATES:
                if state.status == CUT:
                    with self.subTest(state.path, transport=transport):
                        self.assertIn(self.curl_status(transport, state.path), CURL_GOT_PART_OF_IT)


if __name__ == "__main__":
    main()
