"""report.html in Chromium: no request, no error, filters, keys, paper, no script; hostile texts stay texts."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from audit_partial import finding, partial, unauditable
from caveat_proxy import BINARY
from documents import SOURCE

NODE_MODULES = Path(os.environ.get("CAVEAT_NODE_MODULES", SOURCE / "node_modules"))
HOSTILE = "</script></noscript><img src=http://127.0.0.1:9/x onerror=alert(1)>\u202egpj.exe\x1b[31m"
SHOWN = "</script></noscript><img src=http://127.0.0.1:9/x onerror=alert(1)>U+202Egpj.exeU+001B[31m"


def findings() -> list[dict]:
    made = [finding(path=f"/a/{number}.html", offset=number, region=("RU", "UA-43")[number % 2],
                    severity=("high", "medium", "low")[number % 3], kind=("notice-missing", "widget-left")[number % 2],
                    site=("www.newsroom.example", "archive.newsroom.example")[number % 5 == 0],
                    time=f"2026-03-{1 + number % 28:02}T12:00:00Z") for number in range(120)]
    hostile = finding(path="/hostile", offset=999, seen=HOSTILE, record=HOSTILE, expected=HOSTILE, pack="a<b>", rule='"r"',
                      excerpt={"before": HOSTILE, "marked": HOSTILE, "after": HOSTILE})
    return made + [hostile]


def looked_at(folder: Path, made: list[dict], **task) -> dict:
    blind = [unauditable(offset=1), unauditable(offset=2, detail=HOSTILE, record=HOSTILE)]
    (folder / "partial").write_text(partial(made, clean=5, not_auditable=blind, regions=["RU", "UA-43"]))
    subprocess.run([BINARY, "audit", "report", "partial", "--report", "."], cwd=folder, check=False, timeout=60)
    task |= {"url": (folder / "report.html").as_uri(), "chromium": shutil.which("chromium-headless-shell")}
    ended = subprocess.run(["node", Path(__file__).parent / "report_page.mjs"], input=json.dumps(task), text=True,
                           stdout=subprocess.PIPE, timeout=240, check=True,
                           env=os.environ | {"CAVEAT_NODE_MODULES": str(NODE_MODULES)})
    return json.loads(ended.stdout)


class ReportPage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="caveat-page-")))
        cls.said = looked_at(folder, findings(), search="gpj.exe onerror", choose={"region": "UA-43", "severity": "high"})

    def test_it_asks_for_nothing_but_itself(self):
        self.assertTrue(all(url.startswith("file:") and url.partition("#")[0].endswith("/report.html")
                            for url in self.said["requests"]), self.said["requests"])

    def test_no_script_fails_and_none_of_the_archive_runs(self):
        self.assertEqual([], self.said["errors"])

    def test_it_says_the_outcome_and_draws_it(self):
        self.assertEqual("121 findings on www.newsroom.example and 1 more site", self.said["title"])
        self.assertGreater(self.said["charts"], 28)

    def test_findings_come_in_pages(self):
        self.assertEqual(("1–50 of 121", 50, "51–100 of 121"), (self.said["all"], self.said["rows"], self.said["next"]))

    def test_a_search_finds_words_of_the_finding(self):
        self.assertEqual(("text", "1–1 of 1"), (self.said["focus"], self.said["found"]))
        self.assertEqual("#text=gpj.exe+onerror", self.said["address"])

    def test_filters_hold_together_and_stand_in_the_address(self):
        self.assertEqual(("1–20 of 20",) * 2, (self.said["chosen"], self.said["recalled"]))
        self.assertEqual("1–50 of 121", self.said["cleared"])

    def test_hostile_texts_are_shown_as_they_are(self):
        self.assertEqual((SHOWN, 0), (self.said["marked"], self.said["images"]))
        for part in ("Expected", "Seen", SHOWN):
            self.assertIn(part, self.said["opened"])

    def test_keys_move_and_open(self):
        self.assertEqual(1, self.said["keyed"])

    def test_nothing_is_wider_than_the_screen(self):
        self.assertEqual((True, True), (self.said["wide"], self.said["narrow"]))

    def test_paper_gets_all_that_match_opened(self):
        self.assertEqual(121, self.said["printed"])

    def test_without_script_there_is_a_table_of_all(self):
        self.assertEqual(2 * 121, self.said["plain"])
        self.assertIn(SHOWN, self.said["plainText"])


class Filters(unittest.TestCase):
    def test_findings_are_chosen_by_rule_and_by_site(self):
        made = [finding(path=f"/a/{number}.html", offset=number, pack="p", rule=("first", "second", "third")[number % 3],
                        site=("one.example", "two.example")[number % 2]) for number in range(60)]
        for choose, shown in (({"rule": "p/second"}, "1–20 of 20"), ({"site": "two.example"}, "1–30 of 30"),
                              ({"rule": "p/third", "site": "one.example"}, "1–10 of 10")):
            with self.subTest(choose), tempfile.TemporaryDirectory(prefix="caveat-page-") as folder:
                said = looked_at(Path(folder), made, search="a/1.html", choose=choose)
                self.assertEqual((shown, shown), (said["chosen"], said["recalled"]))
                self.assertEqual([], said["errors"])


class LargeReport(unittest.TestCase):
    def test_ten_thousand_findings_are_searched_at_once(self):
        made = [finding(path=f"/a/{number}.html", offset=number, seen="words " * 40,
                        excerpt={"before": "<p>" * 60, "marked": "x", "after": "text " * 60}) for number in range(10_000)]
        with tempfile.TemporaryDirectory(prefix="caveat-page-") as folder:
            said = looked_at(Path(folder), made, search="9999.html", choose={})
        self.assertEqual(("1–50 of 10,000", "1–1 of 1"), (said["all"], said["found"]))
        self.assertLess(said["loading"], 15_000, "ms")
        self.assertLess(said["searching"] / len("9999.html"), 2_000, "ms a key")
        print(f"loading {said['loading']} ms, {said['searching'] // 9} ms a key", file=sys.stderr)


if __name__ == "__main__":
    if shutil.which("chromium-headless-shell") is None or shutil.which("node") is None or not NODE_MODULES.is_dir():
        print("skipped: Chromium, node or its packages are not installed")
        sys.exit(77)
    unittest.main(verbosity=2)
