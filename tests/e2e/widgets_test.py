"""`caveat widgets`: what the catalogue finds in a page."""

import json
import subprocess
import tempfile
import unittest
from pathlib import Path

from caveat_proxy import BINARY

PAGE = """<!doctype html><html lang="en">
<body><article><h1>Herons</h1>
<a class="b"
   href="https://www.facebook.com/sharer/sharer.php?u=x">Share</a>
<p>Text.</p>
<noscript><iframe src="https://www.googletagmanager.com/ns.html?id=1"></iframe></noscript>
</article>
"""


class Widgets(unittest.TestCase):
    def setUp(self):
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="caveat-widgets-")))

    def run_on(self, page: bytes, *options: str) -> subprocess.CompletedProcess:
        (self.directory / "page.html").write_bytes(page)
        return subprocess.run([BINARY, "widgets", "page.html", *options], cwd=self.directory,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=60, check=False)

    def test_a_share_link_is_shown_with_its_line_and_start_tag(self):
        ended = self.run_on(PAGE.encode())
        self.assertEqual(0, ended.returncode)
        self.assertIn('page.html:3: share facebook, share-button-data  <a class="b" href="https://www.facebook.com/sharer/sharer.php?u=x">\n',
                      ended.stdout)

    def test_at_the_end_the_kinds_are_counted_as_a_rule_would_name_them(self):
        said = self.run_on(PAGE.encode()).stdout
        self.assertTrue(said.endswith('page.html: 2 elements: 1 share, 1 tracker\n'
                                      'A rule takes them out with remove = { widgets = ["share", "tracker"] }\n'), said)

    def test_an_element_that_several_entries_know_is_one_line(self):
        said = self.run_on(b'<p>Text.</p>\n<a class="share-link" href="https://vk.com/share.php?url=x">VK</a>').stdout
        self.assertIn('page.html:2: share vk, share-container, share-button-data  <a class="share-link"', said)
        self.assertIn("page.html: 1 element: 1 share\n", said)

    def test_the_inside_of_noscript_has_lines_of_its_own(self):
        found = json.loads(self.run_on(PAGE.encode(), "--format", "json").stdout)
        self.assertEqual("page.html", found["page"])
        self.assertIn(("tracker", 6), [(one["kind"], one["line"]) for one in found["widgets"]])

    def test_a_page_in_utf16_is_read(self):
        said = self.run_on(PAGE.encode("utf-16")).stdout
        self.assertIn("page.html:3: share facebook", said)

    def test_a_page_without_any_says_so(self):
        ended = self.run_on(b"<p>Text.</p>")
        self.assertEqual((0, "page.html: no widget of the catalogue\n"), (ended.returncode, ended.stdout))

    def test_what_is_not_there_cannot_be_read(self):
        ended = subprocess.run([BINARY, "widgets", "none.html"], cwd=self.directory, capture_output=True, text=True,
                               timeout=60, check=False)
        self.assertEqual((2, "caveat: none.html cannot be read\n"), (ended.returncode, ended.stderr))


if __name__ == "__main__":
    unittest.main(verbosity=2)
