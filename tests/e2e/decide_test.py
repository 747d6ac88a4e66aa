"""What `caveat decide` says to a lawyer: who is told, why, and how that is known."""

import json
import subprocess
import tempfile
import unittest
from pathlib import Path

from caveat_proxy import BINARY

URL = "https://www.newsroom.example/a/1.html"
PACK = """
[pack]
id = "p"
title = "Readers at risk"
owner = "legal@newsroom.example"
[regions.there]
include = ["RU", "UA-43"]
[notices.n]
kind = "warning"
text = { en = "Words", ru = "Слова" }
[[rules]]
id = "by-place"
when.region = "there"
insert = { notice = "n", at = "start of article" }
[[rules]]
id = "by-words"
when.page_mentions = "Riddle"
headers.set.X-Words = "1"
[[rules]]
id = "by-request"
when.method = "POST"
when.status = 404
headers.set.X-Request = "1"
[[rules]]
id = "elsewhere"
when.path = "/b"
headers.set.X-Elsewhere = "1"
"""


class Decide(unittest.TestCase):
    def setUp(self):
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="caveat-e2e-")))
        self.write("pack.toml", PACK)

    def write(self, name: str, text: str) -> str:
        path = self.directory / name
        path.write_text(text)
        return str(path)

    def decide(self, *arguments: str) -> str:
        command = [str(BINARY), "decide", "--rules", "pack.toml", "--url", URL, *arguments]
        ended = subprocess.run(command, cwd=self.directory, capture_output=True, text=True, timeout=30, check=False)
        self.assertEqual(0, ended.returncode, ended.stderr)
        return ended.stdout

    def applying(self, *arguments: str) -> list[str]:
        rules = json.loads(self.decide("--format", "json", *arguments))["rules"]
        return [rule["rule"] for rule in rules if rule["applies"] == "yes"]

    def test_a_page_that_nobody_has_read_may_have_any_words(self):
        self.assertEqual(["by-words"], self.applying("--region", "CZ"))

    def test_a_page_is_read_for_its_words(self):
        self.assertEqual([], self.applying("--region", "CZ", "--page", self.write("a.html", "<p>No such word.")))
        self.assertEqual(["by-words"], self.applying("--region", "CZ", "--page", self.write("b.html", "<p>A Riddle.")))

    def test_a_page_is_read_for_its_language(self):
        page = self.write("ru.html", "<html lang=ru><p>Words.")
        self.assertIn("warning `n` in ru: the page is in ru\n", self.decide("--region", "RU", "--page", page))

    def test_method_and_status_count(self):
        self.assertIn("by-request", self.applying("--region", "CZ", "--method", "POST", "--status", "404"))
        self.assertNotIn("by-request", self.applying("--region", "CZ", "--method", "POST"))

    def test_rules_for_other_pages_are_counted_or_listed(self):
        self.assertIn("\n1 more rule is for other sites or paths (--all lists them)\n", self.decide("--region", "CZ"))
        self.assertIn("\np/elsewhere  (pack.toml:", self.decide("--region", "CZ", "--all"))

    def test_it_says_which_data_placed_an_address_and_what_they_do_not_tell(self):
        self.write("offices.csv", "192.0.2.7/32,UA,,,\n")
        said = self.decide("--ip", "192.0.2.7", "--overrides", "offices.csv")
        self.assertIn("\n  192.0.2.7 → UA, subdivision unknown\n  said by offices.csv, line 1 of 192.0.2.7/32: "
                      "country = UA\n", said)
        self.assertIn("UA, subdivision unknown → may be in there → uncertain counts as inside → inside  (", said)


if __name__ == "__main__":
    unittest.main(verbosity=2)
