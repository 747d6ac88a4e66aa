"""`caveat diff`: what another version of the rules changes, in words and over saved pages."""

import gzip
import json
import subprocess
import tempfile
import unittest
from pathlib import Path

from caveat_proxy import BINARY

PACK = """
[pack]
id = "p"
title = "T"
{dates}
[notices.warning]
kind = "warning"
text.en = "Do not share."
[[rules]]
id = "protect"
when.region = [{regions}]
when.path = "/a/**"
insert = {{ notice = "warning", at = "start of article" }}
"""


class Diff(unittest.TestCase):
    def setUp(self):
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="caveat-diff-")))
        for name in ("old", "new", "mirror/www.newsroom.example/a", "mirror/www.newsroom.example/b"):
            (self.directory / name).mkdir(parents=True)
        for name in ("a/1.html", "a/2.html", "b/1.html"):
            page = self.directory / "mirror/www.newsroom.example" / name
            page.write_text("<!doctype html>\n<html lang=en>\n<article><p>Text.</article>")
        self.write("old", '"RU"')
        self.write("new", '"RU", "BY"')

    def write(self, version: str, regions: str, dates: str = "") -> None:
        (self.directory / version / "p.toml").write_text(PACK.format(regions=regions, dates=dates))

    def diff(self, *options: str) -> subprocess.CompletedProcess:
        return subprocess.run([BINARY, "diff", "old", "new", *options], cwd=self.directory, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True, timeout=60, check=False)

    def test_it_says_who_gets_what(self):
        ended = self.diff("--at", "2026-03-01")
        self.assertEqual((0, ""), (ended.returncode, ended.stderr))
        self.assertEqual("At 2026-03-01T00:00:00Z\n"
                         "~ p/protect (old/p.toml:9 -> new/p.toml:9)\n"
                         "    readers in 1 region: Belarus (BY) get it now\n"
                         "      on every site: /a/**\n", ended.stdout)

    def test_the_exit_code_tells_whether_anything_changes_if_that_is_asked_for(self):
        self.assertEqual(1, self.diff("--detailed-exitcode").returncode)
        self.write("new", '"RU"')
        ended = self.diff("--detailed-exitcode")
        self.assertEqual(0, ended.returncode)
        self.assertTrue(ended.stdout.endswith("\nNothing changes.\n"), ended.stdout)

    def test_a_change_that_begins_later_is_told_with_its_day(self):
        self.write("new", '"RU", "BY"', "effective = 2030-01-01")
        self.write("old", '"RU", "BY"', "effective = 2031-01-01")
        said = self.diff("--at", "2026-03-01").stdout
        self.assertIn("From 2030-01-01T00:00:00Z on\n", said)
        self.assertIn("get it now", said.partition("From 2030")[2].partition("From 2031")[0])

    def test_over_saved_pages_it_counts_and_shows(self):
        said = self.diff("--over", "mirror").stdout
        self.assertIn("\nOver mirror: 2 of 3 pages would be served differently\n", said)
        self.assertIn("  https://www.newsroom.example/a/1.html, for Belarus (BY)\n    line 3\n"
                      "    - <article><p>Text.</article>\n    + <article><div role=\"note\"", said)

    def test_over_an_archive_it_counts_what_it_holds_and_what_not(self):
        page = gzip.compress(b"<!doctype html>\n<html lang=en>\n<article><p>Text.</article>")
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n"
        messages = {"a/1.html": head + b"\r\n" + page, "b/1.html": head + b"\r\n" + page,
                    "a/2.html": head + b"Content-Length: 99\r\n\r\n", "a/3.png": b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n1"}
        archive = b"".join(
            b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://www.newsroom.example/" + name.encode() +
            b"\r\nContent-Length: " + str(len(message)).encode() + b"\r\n\r\n" + message + b"\r\n\r\n"
            for name, message in messages.items())
        (self.directory / "site.warc.gz").write_bytes(gzip.compress(archive + b"garbage\r\n"))
        said = self.diff("--over", "site.warc.gz").stdout
        self.assertIn("\nOver site.warc.gz: 1 of 2 pages would be served differently\n", said)
        self.assertIn("  1 could not be compared", said)
        self.assertIn("no WARC record begins here", said)

    def test_json_is_complete(self):
        [rule] = json.loads(self.diff("--format", "json").stdout)["rules"]
        self.assertEqual(("p", "protect", []), (rule["pack"], rule["rule"], rule["lose"]))
        self.assertEqual(["BY"], rule["gain"][0]["readers"][0]["countries"])

    def test_what_cannot_be_read_is_said(self):
        self.assertEqual(2, self.diff("--over", "nowhere").returncode)
        (self.directory / "new" / "p.toml").write_text("[pack")
        ended = self.diff()
        self.assertEqual((2, ""), (ended.returncode, ended.stdout))
        self.assertIn("new/p.toml:1", ended.stderr)


if __name__ == "__main__":
    unittest.main()
