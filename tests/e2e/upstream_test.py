"""A site that is down, cuts its answers short or lies about them: an error, never a page without its notice."""

import tempfile
import unittest
from pathlib import Path

from caveat_proxy import CaveatProxy
from newsroom import main
from page_facts import facts_of
from processes import free_port
from reader import ask
from scripted_upstream import ScriptedUpstream

CURL_GOT_PART_OF_IT = {18, 52, 56}
HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
PAGE = b"<!DOCTYPE html><html lang=en><body><article><p>Text</p>"
LONG_PAGE = PAGE + b"<p>More of it.</p>" * 4000  # past what is read before the notice has its place

# What the site does, its answer, then for a reader in CZ and one in RU: the status, and whether it ends well.
CASES = [
    ("cuts a page before its notice has a place", HTML + b"Content-Length: 999\r\n\r\n<!DOCTYPE html><html><he", (200, False), (502, True)),
    ("cuts a page after it", HTML + b"Content-Length: 99999\r\n\r\n" + LONG_PAGE, (200, False), (200, False)),
    ("cuts a chunked page", HTML + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n" % len(LONG_PAGE) + LONG_PAGE, (200, False), (200, False)),
    ("says gzip and sends none", HTML + b"Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello", (200, True), (502, True)),
    ("uses a coding that nobody knows", HTML + b"Content-Encoding: x-own\r\nContent-Length: 5\r\n\r\nhello", (200, True), (502, True)),
    ("sends no HTTP at all", b"SSH-2.0-OpenSSH\r\n\r\n", (502, True), (502, True)),
    ("hangs up", b"", (502, True), (502, True)),
    ("states two lengths", HTML + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", (502, True), (502, True)),
]


class Upstream(unittest.TestCase):
    def proxy_before(self, upstream_port: int) -> CaveatProxy:
        directory = tempfile.TemporaryDirectory(prefix="caveat-e2e-")
        self.addCleanup(directory.cleanup)
        proxy = CaveatProxy(Path(directory.name), upstream_port)
        self.addCleanup(proxy.stop)
        return proxy

    def test_a_site_that_is_down_is_a_502_that_nobody_keeps(self):
        proxy = self.proxy_before(free_port())
        for place in ("CZ", "RU"):
            with self.subTest(place):
                response = ask(proxy.port, "/pages/001.html", place)
                self.assertEqual((0, 502), (response.curl_status, response.status))
                self.assertIn("no-store", response.fields["cache-control"])

    def test_a_broken_answer_is_never_passed_off_as_a_whole_one(self):
        for name, answer, *expected in CASES:
            upstream = ScriptedUpstream(answer)
            self.addCleanup(upstream.stop)
            proxy = self.proxy_before(upstream.port)
            for place, (status, ends_well) in zip(("CZ", "RU"), expected):
                with self.subTest(name, place=place):
                    response = ask(proxy.port, "/a.html", place)
                    self.assertEqual(status, response.status)
                    if ends_well:
                        self.assertEqual(0, response.curl_status)
                    else:
                        self.assertIn(response.curl_status, CURL_GOT_PART_OF_IT)

    def test_a_page_that_ends_with_its_connection_is_whole(self):
        upstream = ScriptedUpstream(HTML + b"Connection: close\r\n\r\n" + PAGE)
        self.addCleanup(upstream.stop)
        proxy = self.proxy_before(upstream.port)
        uncovered, covered = ask(proxy.port, "/a.html", "CZ"), ask(proxy.port, "/a.html", "RU")
        self.assertEqual((0, PAGE), (uncovered.curl_status, uncovered.body))
        self.assertEqual(0, covered.curl_status)
        self.assertEqual(1, len(facts_of(covered.body).notices))


if __name__ == "__main__":
    main()
