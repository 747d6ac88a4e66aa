"""States of pages and sites in which a filter fails silently: what Caveat does in each, for a reader whom a rule protects."""

import tempfile
import unittest
from pathlib import Path

from caveat_proxy import ADDRESSES, FLAGSHIP, CaveatProxy
from http_messages import Message
from newsroom import main
from page_facts import facts_of
from processes import wait_until
from raw_exchange import Outcome, RawExchange

MORE_RULES = """
[[rules]]
id = "strict"
when.region = "russia-controlled"
when.path = "/strict/**"
insert = { notice = "undesirable", at = ["start of body"] }
non_html = "refuse"

[[rules]]
id = "blocked-if-unknown"
when.region = "russia-controlled"
when.path = "/blocked/**"
block = { notice = "undesirable", authority = "https://news.test/court" }
when_unknown = "apply"

[[rules]]
id = "open-if-unknown"
when.region = "russia-controlled"
when.path = "/open/**"
block = { notice = "undesirable", authority = "https://news.test/court" }
when_unknown = "skip"
"""
PLACES = {**ADDRESSES, "nowhere": "100.64.0.9", "a value that is no address": "unknown"}
LIMITS = "[limits]\npage_bytes = 65536\n"
BODY = b"<!DOCTYPE html><html lang=en><title>T</title><body><article><h1>T</h1><p>Text</p></article></body></html>"


def html(body: bytes, *fields: str, content_type: str | None = "text/html") -> bytes:
    lines = [f"Content-Type: {content_type}"] * (content_type is not None) + [f"Content-Length: {len(body)}", *fields]
    return b"HTTP/1.1 200 OK\r\n" + "".join(line + "\r\n" for line in lines).encode() + b"\r\n" + body


class States(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        directory = Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="caveat-e2e-")))
        cls.answer = html(BODY)
        cls.exchange = RawExchange(lambda request: cls.answer)
        cls.addClassCleanup(cls.exchange.stop)
        rules = directory / "rules.toml"
        rules.write_text(FLAGSHIP.read_text() + MORE_RULES)
        cls.proxy = CaveatProxy(directory / "proxy", cls.exchange.upstream_port, rules=rules, tables=LIMITS)
        cls.addClassCleanup(cls.proxy.stop)

    def exchange_of(self, answer: bytes, path: str = "/a.html", place: str = "RU", method: str = "GET") -> Outcome:
        type(self).answer = answer
        request = f"{method} {path} HTTP/1.1\r\nHost: news.test\r\nX-Forwarded-For: {PLACES[place]}\r\n\r\n"
        return self.exchange.send(self.proxy.port, [request.encode()])

    def ask(self, answer: bytes, path: str = "/a.html", place: str = "RU", method: str = "GET") -> Message:
        answers = self.exchange_of(answer, path, place, method).answers
        self.assertEqual(1, len(answers))
        return answers[0]

    def notices(self, answer: Message) -> int:
        return len(facts_of(answer.body).notices)

    def counted(self, metric: str) -> int:
        lines = self.proxy.admin("/metrics")[1].splitlines()
        return sum(int(float(line.rsplit(" ", 1)[1])) for line in lines if line.startswith(metric))

    def test_a_place_that_is_missing_is_the_next_one_and_counted(self):
        metric = 'caveat_notices_total{outcome="fallback"}'
        before = self.counted(metric)
        for body in (b"<!DOCTYPE html><html lang=en><body><main><p>Text", b"<!DOCTYPE html><html lang=en><body><p>Text", b"Text", b""):
            with self.subTest(body):
                self.assertEqual((200, 1), ((answer := self.ask(html(body))).status, self.notices(answer)))
        wait_until(lambda: self.counted(metric) - before == 4, "all four are counted")

    def test_a_page_without_a_type_is_a_page(self):
        for content_type in (None, "", "*/*", "unknown/unknown", "nonsense"):
            with self.subTest(content_type):
                self.assertEqual(1, self.notices(self.ask(html(BODY, content_type=content_type))))

    def test_what_is_no_page_is_served_or_refused_as_the_rule_says(self):
        for content_type, body in [("application/pdf", b"%PDF-1.7"), ("image/png", b"\x89PNG"), ("application/json", b'{"a": 1}')]:
            with self.subTest(content_type):
                served = self.ask(html(body, content_type=content_type))
                self.assertEqual((200, body), (served.status, served.body))
                refused = self.ask(html(body, content_type=content_type), "/strict/a")
                self.assertEqual((503, "no-store"), (refused.status, refused.field("cache-control")))

    def test_a_notice_that_is_not_there_since_the_response_is_no_page_is_counted(self):
        metric = 'caveat_notices_total{outcome="not_html"}'
        before = self.counted(metric)
        garbled = self.ask(html(BODY, content_type="text/hdml"))
        self.assertEqual((200, BODY, 1), (garbled.status, garbled.body, self.counted(metric) - before))
        self.assertEqual(503, self.ask(html(BODY, content_type="text/hdml"), "/strict/a").status)
        self.assertEqual(1, self.counted(metric) - before)

    def test_a_notice_stands_in_the_pages_charset_or_there_is_no_page(self):
        for charset in ("utf-8", "windows-1251", "koi8-r", "shift_jis", "utf-16le", "iso-2022-jp"):
            with self.subTest(charset):
                answer = self.ask(html(BODY.decode().encode(charset), content_type=f"text/html; charset={charset}"))
                self.assertEqual(200, answer.status)
                self.assertIn("data-caveat", answer.body.decode(charset))
        for charset in ("iso-2022-kr", "hz-gb-2312", "iso-2022-cn"):
            with self.subTest(charset):
                self.assertEqual(502, self.ask(html(BODY, content_type=f"text/html; charset={charset}")).status)

    def test_no_page_swallows_its_notice(self):
        for opening in (b"<!-- ", b"<textarea>", b"<select>", b"<template>", b"<noscript>", b"<svg>", b"<math>", b"<script>", b"<style>",
                        b"<title>", b"<iframe>", b"<div hidden>", b"<xmp>", b"<noembed>", b"<dialog>", b"<details>"):
            for body in (b"<!DOCTYPE html><html lang=en><body>" + opening + b"Text", b"<!DOCTYPE html><html lang=en>" + opening + b"<body>Text"):
                with self.subTest(body):
                    answer = self.ask(html(body))
                    # A template in the head swallows the tag of the body as well: the one page without a place.
                    self.assertEqual(503 if body.endswith(b"<template><body>Text") else 200, answer.status)
                    if answer.status == 200:
                        before, mark, _ = answer.body.partition(b"data-caveat")
                        self.assertTrue(mark)
                        closing = b"-->" if opening == b"<!-- " else b"</" + opening[1:].split(b" ")[0].rstrip(b">") + b">"
                        self.assertLessEqual(before.rfind(opening), before.rfind(closing), "it stands inside")
        frames = self.ask(html(b"<html><frameset cols=50%><frame src=a><frame src=b></frameset></html>"))
        self.assertEqual(503, frames.status)

    def test_head_and_204_are_passed_and_a_block_is_a_block(self):
        head = self.ask(html(BODY, 'ETag: "1"')[:-len(BODY)], method="HEAD")
        self.assertEqual((200, None, None), (head.status, head.field("etag"), head.field("content-length")))
        self.assertEqual(204, self.ask(b"HTTP/1.1 204 No Content\r\nETag: \"1\"\r\n\r\n").status)
        for method in ("GET", "HEAD", "POST"):
            blocked = self.exchange_of(html(BODY), "/blocked/a", method=method)
            self.assertEqual(([451], []), (blocked.statuses, blocked.forwarded), method)

    def test_a_page_over_its_limit_is_a_502_or_ends_uncleanly(self):
        long = BODY + b"<p>More</p>" * 10_000
        self.assertEqual(502, self.ask(html(long)).status)
        chunked = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n" % len(long) + long + b"\r\n0\r\n\r\n"
        answers = self.exchange_of(chunked).answers
        self.assertTrue(not answers or answers[0].status == 502, answers)
        self.assertEqual(long, self.ask(html(long), place="CZ").body)

    def test_a_content_security_policy_stays_and_the_notice_needs_none(self):
        policy = "default-src 'none'; style-src 'nonce-x'; sandbox"
        answer = self.ask(html(BODY, f"Content-Security-Policy: {policy}", f"Content-Security-Policy-Report-Only: {policy}"))
        self.assertEqual((policy, policy), (answer.field("content-security-policy"), answer.field("content-security-policy-report-only")))
        self.assertEqual(1, self.notices(answer))
        for word in (b"<script", b"<style", b"onclick", b"<iframe", b"@import"):
            self.assertNotIn(word, answer.body.lower())

    def test_a_reader_who_may_be_anywhere_is_warned_and_blocked_as_the_rules_say(self):
        for place in ("nowhere", "a value that is no address", "UA"):
            with self.subTest(place):
                self.assertEqual(1, self.notices(self.ask(html(BODY), place=place)))
        self.assertEqual(451, self.ask(html(BODY), "/blocked/a", "nowhere").status)
        self.assertEqual(200, self.ask(html(BODY), "/open/a", "nowhere").status)
        self.assertEqual(451, self.ask(html(BODY), "/open/a", "RU").status)

    def test_parts_and_conditions_that_were_not_asked_for_are_no_page(self):
        for answer in (b"HTTP/1.1 304 Not Modified\r\n\r\n", b"HTTP/1.1 206 Partial Content\r\nContent-Type: text/html\r\n"
                       b"Content-Range: bytes 0-4/9\r\nContent-Length: 5\r\n\r\nhello"):
            self.assertEqual(502, self.ask(answer).status)

    def test_a_coding_that_nobody_can_read_is_a_502(self):
        for fields, body in [("Content-Encoding: x-own", b"hello"), ("Content-Encoding: gzip", b"hello"), ("Content-Encoding: br", b"\xff\xff"),
                             ("Content-Encoding: gzip, gzip", b"hello"), ("Content-Encoding: compress", b"hello")]:
            with self.subTest(fields):
                self.assertEqual(502, self.ask(html(body, fields)).status)


if __name__ == "__main__":
    main()
