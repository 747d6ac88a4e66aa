"""`caveat test`: a pack's own tests, as an author runs them."""

import json
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as xml
from pathlib import Path

from caveat_proxy import BINARY
from documents import SOURCE

PACK = """
[pack]
id = "p"
title = "T"
[notices.warning]
kind = "warning"
text.en = "Do not share."
[[rules]]
id = "protect"
when.region = "RU"
when.path = "/a/**"
insert = { notice = "warning", at = ["start of article", "start of body"] }
[[tests]]
name = "a reader in Russia is warned"
reader = { region = "RU" }
url = "https://www.newsroom.example/a/1"
page = "pages/article.html"
expect = { notices = ["warning"] }
[[tests]]
name = "a reader in <France> is \\"not\\""
reader = { region = "FR" }
url = "https://www.newsroom.example/a/1"
page = "pages/article.html"
expect = { notices = [] }
"""
FAILING = PACK.replace("notices = []", 'notices = ["warning"]')


class PackTests(unittest.TestCase):
    def setUp(self):
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="caveat-test-")))
        (self.directory / "rules" / "pages").mkdir(parents=True)
        (self.directory / "rules" / "pages" / "article.html").write_text("<html lang=en><article><p>Text.</article>")

    def run_on(self, pack: str, *options: str) -> subprocess.CompletedProcess:
        (self.directory / "rules" / "p.toml").write_text(pack)
        return subprocess.run([BINARY, "test", "rules", *options], cwd=self.directory, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True, timeout=60, check=False)

    def test_pages_are_found_beside_the_pack(self):
        ended = self.run_on(PACK)
        self.assertEqual((0, ""), (ended.returncode, ended.stderr))
        self.assertEqual("p  (rules/p.toml)\n"
                         "  ok    a reader in Russia is warned\n"
                         "  ok    a reader in <France> is \"not\"\n"
                         "2 tests: 2 passed, 0 failed\n", ended.stdout)

    def test_a_failure_says_what_was_expected_what_came_and_why(self):
        ended = self.run_on(FAILING)
        self.assertEqual(1, ended.returncode)
        self.assertIn('  FAIL  a reader in <France> is "not"  (rules/p.toml:19)\n'
                      "        expect.notices: expected warning\n"
                      "                        got      none\n"
                      "        because protect does not apply: when.region: ", ended.stdout)
        self.assertIn("2 tests: 1 passed, 1 failed\n", ended.stdout)

    def test_one_can_be_run_by_a_part_of_its_name(self):
        self.assertIn("1 test: 1 passed", self.run_on(FAILING, "--name", "Russia").stdout)
        self.assertEqual(2, self.run_on(PACK, "--name", "Atlantis").returncode)

    def test_coverage_tells_what_no_test_has_tried(self):
        said = self.run_on(PACK, "--coverage").stdout
        self.assertIn("  protect  (line 8): applies in 1 of 2 tests\n", said)
        self.assertIn("    when.region  held in 1, failed in 1\n", said)
        self.assertIn("    when.path  held in 2, failed in 0  <- no test in which it fails\n", said)
        self.assertIn("    start of article  used in 1\n    start of body  <- no test puts the notice there\n", said)

    def test_junit_is_read_by_an_xml_parser(self):
        suites = xml.fromstring(self.run_on(FAILING, "--format", "junit").stdout)
        suite = suites.find("testsuite")
        self.assertEqual(("p", "2", "1", "0"), tuple(suite.get(key) for key in ("name", "tests", "failures", "errors")))
        self.assertEqual('a reader in <France> is "not"', suite.findall("testcase")[1].get("name"))
        self.assertIn("expected warning", suite.find("testcase/failure").text)

    def test_json_holds_findings_and_coverage(self):
        pack = json.loads(self.run_on(FAILING, "--format", "json").stdout)["packs"][0]
        self.assertEqual([True, False], [test["passed"] for test in pack["tests"]])
        self.assertEqual("notices", pack["tests"][1]["findings"][0]["expectation"])
        self.assertEqual(1, pack["coverage"][0]["applied"])

    def test_a_page_that_is_not_there_is_no_passed_test(self):
        ended = self.run_on(PACK.replace("article.html", "none.html"))
        self.assertEqual(2, ended.returncode)

    def test_a_pack_with_errors_is_not_tested(self):
        ended = self.run_on(PACK.replace("when.path", "when.paht"))
        self.assertEqual((2, ""), (ended.returncode, ended.stdout))
        self.assertIn("CV010", ended.stderr)

    def test_the_shipped_examples_pass(self):
        ended = subprocess.run([BINARY, "test", SOURCE / "examples" / "rules"], capture_output=True, text=True,
                               timeout=60, check=False)
        self.assertEqual(0, ended.returncode, ended.stdout)


if __name__ == "__main__":
    unittest.main()
