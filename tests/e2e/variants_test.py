"""One address, several pages: a real Varnish and nginx's cache before Caveat never give one region's page to another,
and what speaks of the site's own bytes (validators, digests, lengths, ranges) is not said of a page that was changed."""

import tempfile
import time
import unittest
from pathlib import Path

from backends import Backend
from caveat_proxy import ADDRESSES, CaveatProxy
from http_messages import Message
from newsroom import main
from page_facts import facts_of
from raw_exchange import RawExchange

PAGE = (b"<!DOCTYPE html><html lang=en><title>T</title><body><article><h1>T</h1><p>Text</p>"
        b"<a href=\"https://www.facebook.com/sharer.php?u=x\">Share</a></article></body></html>")
ETAG = '"of-the-site"'

# What sites tell caches. Each of them, alone, would let some cache keep the page for every reader.
CACHE_HEADS = [
    [], ["Cache-Control: public, max-age=600"], ["Cache-Control: s-maxage=600"], ["Surrogate-Control: max-age=600"],
    ["Expires: Thu, 01 Jan 2037 00:00:00 GMT"], ["CDN-Cache-Control: max-age=600"], ["X-Accel-Expires: 600"],
    ["Cache-Control: max-age=600", "Vary: Accept-Encoding"], ["Cache-Control: max-age=600, immutable", "Age: 5"],
    ["Cache-Control: public", "Cache-Control: max-age=600, must-understand"],
    ["Last-Modified: Mon, 05 Jan 2026 00:00:00 GMT"], ["Edge-Control: cache-maxage=600"],
    ["Cache-Control: max-age=1, stale-while-revalidate=600, stale-if-error=600", f"ETag: {ETAG}"],
]
# True of the site's own bytes only.
OF_THE_BYTES = [
    f"ETag: {ETAG}", "Last-Modified: Mon, 05 Jan 2026 00:00:00 GMT", "Content-MD5: Q2hlY2sgSW50ZWdyaXR5IQ==", "Digest: sha-256=eA==",
    "Content-Digest: sha-256=:eA==:", "Repr-Digest: sha-256=:eA==:", "Unencoded-Digest: sha-256=:eA==:", "Accept-Ranges: bytes",
]
CONDITIONS = [
    f"If-None-Match: {ETAG}", "If-None-Match: *", "If-Modified-Since: Mon, 05 Jan 2032 00:00:00 GMT", 'If-Match: "other"',
    "If-Unmodified-Since: Mon, 05 Jan 2015 00:00:00 GMT", "Range: bytes=0-9", "Range: bytes=-5",
    f"Range: bytes=0-9\r\nIf-Range: {ETAG}",
]
COVERED, UNCOVERED = "/a/", "/plain/"
TRAVELS = (["CZ", "RU", "UA-40", "CZ", "UA", "RU"], ["RU", "CZ", "RU", "CZ", "UA-40"])


def site(heads: dict[str, list[str]], request: Message) -> bytes:
    """A page under every address, with the fields of `heads`; 304, 412 and 206 as one ought to."""
    fields = "".join(line + "\r\n" for line in heads.get(request.target, []))
    if request.field("if-none-match") in ("*", ETAG) or request.field("if-modified-since"):
        return f"HTTP/1.1 304 Not Modified\r\n{fields}\r\n".encode()
    if request.field("if-match") or request.field("if-unmodified-since"):
        return b"HTTP/1.1 412 Precondition Failed\r\nContent-Length: 0\r\n\r\n"
    status, body = "200 OK", PAGE
    if request.field("range"):
        status, body = f"206 Partial Content\r\nContent-Range: bytes 0-9/{len(PAGE)}", PAGE[:10]
    head = f"HTTP/1.1 {status}\r\n{fields}Content-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + (b"" if request.method == "HEAD" else body)


class Scene(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.directory = Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="caveat-e2e-")))
        cls.heads: dict[str, list[str]] = {}
        cls.exchange = RawExchange(lambda request: site(cls.heads, request))
        cls.addClassCleanup(cls.exchange.stop)
        cls.proxy = CaveatProxy(cls.directory / "caveat", cls.exchange.upstream_port)
        cls.addClassCleanup(cls.proxy.stop)

    def ask(self, port: int, path: str, place: str, *fields: str, method: str = "GET") -> tuple[Message, list[Message]]:
        """The answer, and what reached the site."""
        lines = [f"{method} {path} HTTP/1.1", "Host: news.test", f"X-Forwarded-For: {ADDRESSES[place]}", *fields]
        outcome = self.exchange.send(port, ["".join(line + "\r\n" for line in lines).encode() + b"\r\n"])
        self.assertEqual(1, len(outcome.answers), f"{path} {place} {fields}")
        return outcome.answers[0], outcome.forwarded

    def through(self, kind: str) -> int:
        cache = Backend(kind, self.directory / kind / self.id(), self.proxy.port)
        self.addCleanup(cache.stop)
        return cache.port

    def assert_page_of(self, place: str, answer: Message, what: str) -> None:
        self.assertEqual(200, answer.status, what)
        if place == "CZ":
            self.assertEqual(PAGE, answer.body, what)
        else:
            facts = facts_of(answer.body)
            self.assertEqual((1, []), (len(facts.notices), facts.share_links), what)


class Caches(Scene):
    def check_that_regions_stay_apart(self, kind: str) -> None:
        port = self.through(kind)
        for number, fields in enumerate(CACHE_HEADS):
            for travel in TRAVELS:
                path = f"{COVERED}{number}/{travel[0]}"
                self.heads[path] = fields
                for place in travel:
                    with self.subTest(kind, fields=fields, place=place):
                        answer, _ = self.ask(port, path, place)
                        self.assert_page_of(place, answer, f"{fields} {place}")
                        self.assertEqual("MISS", answer.field("x-cache"))

    def check_that_what_no_rule_covers_is_kept(self, kind: str) -> None:
        port = self.through(kind)
        path = UNCOVERED + kind
        self.heads[path] = ["Cache-Control: public, max-age=600", f"ETag: {ETAG}"]
        first, reached = self.ask(port, path, "CZ")
        self.assertEqual(1, len(reached))
        for place in ("RU", "CZ", "UA-40"):
            answer, reached = self.ask(port, path, place)
            self.assertEqual((200, PAGE, "HIT", []), (answer.status, answer.body, answer.field("x-cache"), reached))
            self.assertEqual(first.field("etag"), answer.field("etag"))

    def test_varnish_never_gives_one_regions_page_to_another(self):
        self.check_that_regions_stay_apart("varnish")

    def test_nginx_never_gives_one_regions_page_to_another(self):
        self.check_that_regions_stay_apart("nginx-cache")

    def test_varnish_keeps_what_no_rule_covers(self):
        self.check_that_what_no_rule_covers_is_kept("varnish")

    def test_nginx_keeps_what_no_rule_covers(self):
        self.check_that_what_no_rule_covers_is_kept("nginx-cache")


class NewRules(Scene):
    def test_a_page_that_varnish_kept_is_asked_for_anew_once_a_rule_covers_it(self):
        port = self.through("varnish")
        path = UNCOVERED + "later"
        self.heads[path] = ["Cache-Control: max-age=1", f"ETag: {ETAG}"]
        self.ask(port, path, "CZ")
        pack = self.proxy.pack.read_text()
        self.proxy.pack.write_text(pack.replace('unless.path = ["/plain/**"]', 'unless.path = ["/nothing/**"]'))
        self.proxy.reload()
        last_moment = time.monotonic() + 15
        # Varnish revalidates what it kept, in the background, with the reader who happens to ask.
        while not facts_of(self.ask(port, path, "RU")[0].body).notices:
            self.assertLess(time.monotonic(), last_moment, "the old page is still served")
            time.sleep(0.2)
        for place in ("CZ", "RU", "CZ"):
            self.assert_page_of(place, self.ask(port, path, place)[0], place)


class Heads(Scene):
    def test_what_speaks_of_the_sites_bytes_is_not_said_of_a_changed_page(self):
        names = {line.split(":")[0].lower() for line in OF_THE_BYTES}
        for method in ("GET", "HEAD"):
            self.heads[COVERED] = self.heads[UNCOVERED] = OF_THE_BYTES
            covered, _ = self.ask(self.proxy.port, COVERED, "RU", method=method)
            self.assertEqual(set(), names & {name for name, _ in covered.fields}, method)
            self.assertNotEqual(str(len(PAGE)), covered.field("content-length"), method)
            uncovered, _ = self.ask(self.proxy.port, UNCOVERED, "RU", method=method)
            self.assertEqual(names, names & {name for name, _ in uncovered.fields}, method)
            self.assertEqual(str(len(PAGE)), uncovered.field("content-length"), method)

    def test_a_covered_page_is_asked_for_whole_and_without_conditions(self):
        for condition in CONDITIONS:
            for method in ("GET", "HEAD"):
                with self.subTest(condition, method=method):
                    answer, (request,) = self.ask(self.proxy.port, COVERED, "RU", condition, method=method)
                    names = {line.split(":")[0].lower() for line in condition.split("\r\n")}
                    self.assertEqual(set(), names & {name for name, _ in request.fields})
                    self.assertEqual(200, answer.status)
                    if method == "GET":
                        self.assert_page_of("RU", answer, condition)

    def test_an_uncovered_page_is_asked_for_as_the_reader_did(self):
        for condition in CONDITIONS:
            with self.subTest(condition):
                answer, (request,) = self.ask(self.proxy.port, UNCOVERED, "RU", condition)
                for line in condition.split("\r\n"):
                    name, value = line.split(": ", 1)
                    self.assertEqual(value, request.field(name.lower()))
                expected, _ = self.ask_site(UNCOVERED, condition)
                self.assertEqual((expected.status, expected.body), (answer.status, answer.body))

    def ask_site(self, path: str, condition: str) -> tuple[Message, list[Message]]:
        return self.ask(self.exchange.upstream_port, path, "CZ", condition)

    def test_every_variant_of_a_page_that_some_rule_covers_is_private(self):
        self.heads[COVERED] = ["Cache-Control: public, max-age=60"]
        for place in ADDRESSES:
            for fields in ((), ("Range: bytes=0-9",), (f"If-None-Match: {ETAG}",)):
                answer, _ = self.ask(self.proxy.port, COVERED, place, *fields)
                self.assertIn("private", answer.field("cache-control").split(", "), f"{place} {fields} {answer.status}")


if __name__ == "__main__":
    main()
