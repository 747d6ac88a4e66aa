"""`caveat audit`: what readers were served through the real proxy, archived by wget, against the rules."""

import csv
import html.parser
import json
import os
import pty
import re
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
import unittest
import xml.etree.ElementTree as xml
from pathlib import Path

import warc_bytes
from caveat_proxy import ADDRESSES, BINARY, CaveatProxy, is_sanitized
from demo_site import ARTICLES, PAGES, SITE, DemoSite, MeddlingRelay

PACK = SITE.parent / "pack/ru-undesirable.toml"
READERS = ["CZ", "RU", "UA-40"]
CLEAN, FINDINGS, COULD_NOT = 0, 1, 2
# What each article has to share, like, save, answer and write with, without what stands inside of these.
WIDGETS = ["/contact.html", "bookmark-button", "bookmark-button", "comment", "comments-link", "comments-link",
           "comments-section", "like-button", "like-button", "share-bar", "share-bar", "write-to-us"]


def crawl(port: int, reader: str, archive: Path) -> None:
    """All pages as that reader gets them; `archive` ends in .warc.gz."""
    if shutil.which("wget") is None:
        raise unittest.SkipTest("wget is not installed: ./dev test installs it")
    with tempfile.TemporaryDirectory() as scratch:
        subprocess.run(
            # Python's servers close after each answer without saying so, and wget would take that for a failure.
            ["wget", "--no-config", "--quiet", "--no-proxy", "--no-http-keep-alive", "--tries=1", "--output-document=/dev/null",
             f"--warc-file={archive.with_suffix('').with_suffix('')}", f"--warc-tempdir={scratch}",
             f"--header=X-Forwarded-For: {ADDRESSES[reader]}", *[f"http://127.0.0.1:{port}{path}" for path in PAGES]],
            stdin=subprocess.DEVNULL, cwd=scratch, timeout=120, check=True)


def audit(*arguments: str, check: bool = True) -> subprocess.CompletedProcess:
    ended = subprocess.run([BINARY, "audit", *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                           stderr=subprocess.PIPE, text=True, timeout=100, check=False)
    if check and ended.returncode == COULD_NOT:
        raise AssertionError(ended.stderr)
    return ended


def findings(store: Path) -> list[tuple]:
    """Path, kind, rule, region, count, as the store has them."""
    with sqlite3.connect(store) as database:
        return database.execute("SELECT path, kind, rule, region, count FROM finding ORDER BY 1, 2, 4, rowid").fetchall()


class ServedPages(unittest.TestCase):
    """Three readers' archives of the demo site, through the proxy and past it."""

    @classmethod
    def setUpClass(cls):
        cls.directory = Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="caveat-audit-")))
        site = DemoSite()
        cls.addClassCleanup(site.stop)
        proxy = CaveatProxy(cls.directory / "proxy", site.port, rules=PACK)
        cls.addClassCleanup(proxy.stop)
        cls.rules = cls.directory / "proxy/rules"
        relay = MeddlingRelay(proxy.port, ARTICLES[0],
                              lambda body: re.sub(rb'<div role="note".*?</div>', b"", body, flags=re.DOTALL))
        cls.addClassCleanup(relay.stop)
        for reader in READERS:
            crawl(proxy.port, reader, cls.archive("filtered", reader))
            crawl(site.port, reader, cls.archive("unfiltered", reader))
        crawl(relay.port, "RU", cls.archive("meddled", "RU"))

    @classmethod
    def archive(cls, how: str, reader: str) -> Path:
        return cls.directory / f"{how}-{reader}.warc.gz"

    def setUp(self):
        self.scratch = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="caveat-audit-store-")))
        self.store = self.scratch / "store.sqlite"

    def audit(self, how: str, reader: str, *options: str, rules: Path | None = None) -> subprocess.CompletedProcess:
        return audit(self.archive(how, reader), "--rules", rules or self.rules, "--as", reader, "--store", self.store,
                     *options)

    def changed_rules(self, before: str, after: str) -> Path:
        text = PACK.read_text()
        self.assertIn(before, text)
        changed = self.scratch / "changed.toml"
        changed.write_text(text.replace(before, after))
        return changed

    def test_what_the_proxy_served_is_what_the_rules_demand(self):
        for reader in READERS:
            with self.subTest(reader=reader):
                ended = self.audit("filtered", reader)
                self.assertEqual([], findings(self.store), ended.stdout)
                self.assertEqual(CLEAN, ended.returncode)
                self.assertIn("No findings.", ended.stdout)

    def test_without_the_filter_every_duty_is_missed_and_nothing_else(self):
        ended = self.audit("unfiltered", "RU")
        self.assertEqual(FINDINGS, ended.returncode)
        found = findings(self.store)
        self.assertEqual(sorted(ARTICLES), sorted({path for path, *_ in found}))
        self.assertEqual({"protect-readers"}, {rule for _, _, rule, _, _ in found})
        for article in ARTICLES:
            kinds = [kind for path, kind, *_ in found if path == article]
            self.assertEqual(1, kinds.count("notice-missing"))
            self.assertEqual(2, kinds.count("header-wrong"))
            self.assertEqual({"notice-missing", "header-wrong", "widget-left"}, set(kinds))
            self.assertEqual(WIDGETS, self.widgets_found(article))

    def widgets_found(self, article: str) -> list[str]:
        """What they are called, in the order of their names."""
        with sqlite3.connect(self.store) as database:
            rows = database.execute("SELECT seen, count FROM finding WHERE path = ? AND kind = 'widget-left'", (article,))
            return sorted(re.search(r'(?:class|href)="([^" ]*)', tag)[1] for tag, count in rows for _ in range(count))

    def test_without_the_filter_readers_whom_no_rule_covers_lack_nothing(self):
        self.assertEqual(CLEAN, self.audit("unfiltered", "CZ").returncode)

    def test_notices_for_others_are_not_due(self):
        ended = audit(self.archive("filtered", "RU"), "--rules", self.rules, "--as", "CZ", "--store", self.store)
        self.assertEqual(FINDINGS, ended.returncode)
        self.assertEqual([(article, "notice-undue", "protect-readers", "CZ", 1) for article in sorted(ARTICLES)],
                         findings(self.store))

    def test_a_rule_with_other_words_finds_every_old_notice(self):
        rules = self.changed_rules("The article itself is unchanged.", "The article is as it was.")
        self.audit("filtered", "RU", rules=rules)
        self.assertEqual([(ARTICLES[0], "notice-outdated", "protect-readers", "RU", 1)], findings(self.store))

    def test_a_rule_that_takes_out_more_finds_what_was_left(self):
        rules = self.changed_rules('remove      = { ', 'remove      = { elements = [".fact-box"], ')
        self.audit("filtered", "RU", rules=rules)
        self.assertEqual([(article, "widget-left") for article in sorted(ARTICLES)],
                         [(path, kind) for path, kind, *_ in findings(self.store)])

    def test_a_rule_that_was_not_in_force_yet_makes_its_notice_undue(self):
        self.audit("filtered", "RU", "--at", "2024-01-01")
        self.assertEqual({"notice-undue"}, {kind for _, kind, *_ in findings(self.store)})

    def test_a_notice_that_was_cut_on_its_way_is_missed(self):
        self.audit("meddled", "RU")
        self.assertEqual([(ARTICLES[0], "notice-missing", "protect-readers", "RU", 1)], findings(self.store))

    def test_several_archives_and_regions_are_one_run(self):
        ended = audit(self.archive("filtered", "RU"), self.archive("meddled", "RU"), "--rules", self.rules, "--as",
                      "RU,UA-43", "--format", "json")
        summary = json.loads(ended.stdout)
        self.assertEqual((2, 12, 24), (summary["archives"], summary["responses"], summary["readings"]))
        regions = {group["region"] for group in summary["groups"]}
        self.assertEqual({"RU", "UA-43"}, regions, "a notice names the region, so that another one's is not due")

    def test_a_list_of_archives_is_as_good_as_their_names(self):
        names = self.scratch / "archives.txt"
        names.write_text(f"{self.archive('filtered', 'RU')}\n{self.archive('meddled', 'RU')}\n")
        for argument in (f"@{names}", str(names)):
            ended = audit(argument, "--rules", self.rules, "--as", "RU", "--format", "json")
            self.assertEqual(2, json.loads(ended.stdout)["archives"], argument)

    def test_known_findings_are_accepted(self):
        baseline = self.scratch / "baseline.jsonl"
        self.assertEqual(FINDINGS, self.audit("meddled", "RU", "--write-baseline", baseline).returncode)
        lines = [json.loads(line) for line in baseline.read_text().splitlines()]
        self.assertEqual([(ARTICLES[0], "notice-missing")], [(line["path"], line["kind"]) for line in lines])
        ended = self.audit("meddled", "RU", "--baseline", baseline)
        self.assertEqual(CLEAN, ended.returncode, ended.stdout)
        self.assertIn("1 known, 0 new", ended.stdout)
        self.assertEqual(FINDINGS, self.audit("unfiltered", "RU", "--baseline", baseline).returncode)
        ended = self.audit("filtered", "RU", "--baseline", baseline)
        self.assertIn("1 entry of the baseline that no longer occur", ended.stdout)

    def test_a_baseline_that_is_written_again_keeps_its_reasons(self):
        baseline = self.scratch / "baseline.jsonl"
        self.audit("meddled", "RU", "--write-baseline", baseline)
        baseline.write_text(baseline.read_text().replace('"reason":""', '"reason":"the relay is gone"'))
        self.audit("meddled", "RU", "--baseline", baseline, "--write-baseline", baseline)
        self.assertIn('"reason":"the relay is gone"', baseline.read_text())

    def test_nothing_is_drawn_where_there_is_no_terminal(self):
        self.assertEqual("", self.audit("filtered", "RU").stderr)


class Arguments(unittest.TestCase):
    def setUp(self):
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="caveat-audit-")))
        self.archive = self.directory / "a.warc.gz"
        warc_bytes.write(self.archive, [warc_bytes.response("http://localhost/index.html", b"<p>Text")])

    def complaint(self, *arguments: str) -> str:
        ended = audit(*arguments, check=False)
        self.assertEqual((COULD_NOT, ""), (ended.returncode, ended.stdout))
        return ended.stderr

    def test_what_is_missing_is_named(self):
        self.assertIn("--rules", self.complaint(self.archive, "--as", "RU"))
        self.assertIn("--as RU,CZ or --recorded", self.complaint(self.archive, "--rules", PACK))
        self.assertIn("name the archives", self.complaint("--rules", PACK, "--as", "RU"))
        self.assertIn("there is no archive", self.complaint("nowhere.warc", "--rules", PACK, "--as", "RU"))
        self.assertIn("is no region code", self.complaint(self.archive, "--rules", PACK, "--as", "RU,Russia"))
        self.assertIn("is not HOST=SITE", self.complaint(self.archive, "--rules", PACK, "--as", "RU", "--site", "x"))

    def test_what_is_no_archive_ends_with_2_and_the_others_are_told(self):
        other = self.directory / "other.bin"
        other.write_bytes(b"\x00\x01\x02")
        ended = audit(self.archive, other, "--rules", PACK, "--as", "RU", check=False)
        self.assertEqual(COULD_NOT, ended.returncode)
        self.assertIn("1 response", ended.stdout)
        self.assertIn("other.bin at 0", ended.stdout)

    def test_a_capture_without_a_note_has_no_recorded_region(self):
        ended = audit(self.archive, "--rules", PACK, "--recorded")
        self.assertIn("1 not auditable: region-unrecorded 1", ended.stdout)

    def test_hosts_stand_for_sites(self):
        rules = self.directory / "r.toml"
        rules.write_text(PACK.read_text().replace('when.site   = "*"', 'when.site   = "www.meridian.example"')
                         .replace('"/a/**"]\n', '"/**"]\n', 1))
        self.assertEqual(CLEAN, audit(self.archive, "--rules", rules, "--as", "RU").returncode)
        ended = audit(self.archive, "--rules", rules, "--as", "RU", "--site", "localhost=www.meridian.example")
        self.assertEqual(FINDINGS, ended.returncode)


class HostileArchives(unittest.TestCase):
    """What an archive says to whoever looks at findings of it: escapes for a terminal, formulas, markup, marks that turn text."""

    ESCAPES = "\x1b]0;owned\x07\x9b31m\u202egpj.exe"
    MARKUP = "</script></title><img src=http://127.0.0.1:9/x onerror=alert(1)>"
    FORMULA = "=HYPERLINK(1)"
    EVIL = FORMULA + MARKUP + ESCAPES
    # A page whose URL has controls is none to the proxy, nor to an audit.
    PATH = "/a/=1+1,@SUM(1)<img src=x onerror=alert(1)>\u202egpj.html"
    BAD = ("\x1b", "\x07", "\x9b", "\u202e")
    FILES = ("findings.csv", "findings.jsonl", "findings.sarif", "junit.xml", "not-auditable.jsonl", "report.html", "warnings.csv",
             "warnings.jsonl")

    @classmethod
    def setUpClass(cls):
        cls.directory = Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="caveat-audit-")))
        evil = cls.EVIL.replace('"', "")
        body = (f"<!doctype html><html lang=en><title>{evil}</title><article><h1>{evil}</h1><p>{evil}</p>"
                f'<div class="share-bar" title="{evil}">{evil}</div></article></html>').encode()
        records = [warc_bytes.response("http://localhost" + cls.PATH, body, f"Referrer-Policy: {cls.FORMULA}{cls.ESCAPES}"),
                   warc_bytes.response("http://localhost" + cls.PATH + "2", body, f"Content-Encoding: {cls.ESCAPES}"),
                   b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: " + evil.encode() + b"\r\nWARC-Target-URI: " +
                   evil.encode() + b"\r\n\r\n"]
        archive = "=1+1\x1b[31m\u202e<img src=x>.warc.gz"
        warc_bytes.write(cls.directory / archive, records)
        asked = [BINARY, "audit", archive, "--rules", PACK, "--as", "RU"]
        cls.ended = {name: subprocess.run([*asked, *options], cwd=cls.directory, capture_output=True, text=True, timeout=100, check=False)
                     for name, options in (("text", ["--report", "report"]), ("json", ["--format", "json"]))}

    def text(self, name: str) -> str:
        return (self.directory / "report" / name).read_text(encoding="utf-8")

    def lines(self, name: str) -> list[dict]:
        return [json.loads(line) for line in self.text(name).splitlines()]

    def test_are_found_at_fault_in_what_they_say(self):
        """Else there would be nothing to be harmed by."""
        self.assertEqual({FINDINGS}, {ended.returncode for ended in self.ended.values()}, self.ended["text"].stderr)
        found = self.lines("findings.jsonl")
        self.assertLessEqual({"notice-missing", "widget-left", "header-wrong"}, {line["kind"] for line in found})
        for part in (self.ESCAPES, self.MARKUP, self.FORMULA):
            self.assertTrue(any(part in "".join(line["excerpt"].values()) for line in found), part)
            self.assertTrue(any(part in line["seen"] for line in found), part)
        self.assertTrue(all("=1+1" in line["url"] and "=1+1" in line["archive"] for line in found))
        self.assertNotEqual([], self.lines("not-auditable.jsonl"))
        self.assertNotEqual([], self.lines("warnings.jsonl"))

    def test_reach_no_terminal(self):
        for name, ended in self.ended.items():
            self.assertIn("header-wrong", ended.stdout)
            for text in (ended.stdout, ended.stderr):
                self.assertTrue(set(text) <= {"\n"} | {char for char in text if char.isprintable()}, name)
        for name in self.FILES:
            with self.subTest(name):
                text = self.text(name)
                self.assertTrue(set(text) <= {"\n", "\r", "\ufeff"} | {char for char in text if char.isprintable()})

    def test_are_no_formulas(self):
        for name in ("findings.csv", "warnings.csv"):
            with (self.directory / "report" / name).open(encoding="utf-8-sig", newline="") as file:
                rows = list(csv.DictReader(file, strict=True))
            cells = [cell for row in rows for cell in row.values()]
            self.assertIn("'=", {cell[:2] for cell in cells}, name)
            for cell in cells:
                self.assertNotIn(cell.lstrip(" ")[:1], set("=+-@\t\r＝＋－＠"), cell)

    def test_are_text_in_the_page(self):
        class Page(html.parser.HTMLParser):
            tags: list = []

            def handle_starttag(self, tag, attrs):
                self.tags.append((tag, {name for name, _ in attrs}))

        page = Page()
        page.feed(self.text("report.html"))
        self.assertIn("&lt;img src=x", self.text("report.html"))
        self.assertNotIn("img", {tag for tag, _ in page.tags})
        self.assertEqual(3, [tag for tag, _ in page.tags].count("script"), "the words, the findings, and the page's own")
        self.assertFalse(any(name.startswith("on") for _, names in page.tags for name in names))

    def test_are_text_for_build_servers_and_systems_that_track_findings(self):
        suite = xml.fromstring(self.text("junit.xml")).find("testsuite")
        self.assertLessEqual({child.tag for case in suite for child in case}, {"failure", "skipped"})
        self.assertTrue(any("onerror" in (case.get("name") or "") for case in suite))
        [run] = json.loads(self.text("findings.sarif"))["runs"]
        for result in run["results"]:
            self.assertRegex(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], r"^http://localhost/a/[!-~]+$")
            self.assertTrue(result["message"]["text"].isprintable())
        told = run["invocations"][0]["toolExecutionNotifications"]
        self.assertTrue(any(one.get("descriptor") == {"id": "unreadable-record"} for one in told))
        self.assertTrue(all(one["message"]["text"].isprintable() for one in told))


class LongRuns(unittest.TestCase):
    """Archives that take a while."""

    @classmethod
    def setUpClass(cls):
        cls.directory = Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="caveat-audit-")))
        cls.pages = [(SITE / path[1:]).read_bytes() for path in PAGES]
        cls.archive = cls.write("long", 400)

    @classmethod
    def write(cls, name: str, rounds: int) -> Path:
        archive = cls.directory / f"{name}.warc.gz"
        members = [warc_bytes.gzip.compress(warc_bytes.response(f"http://localhost{path}", body), 6)
                   for path, body in zip(PAGES, cls.pages)]
        with archive.open("wb") as out:
            for _ in range(rounds):
                out.writelines(members)
        return archive

    def audit(self, *options: str, archive: Path | None = None) -> str:
        return audit(archive or self.archive, "--rules", PACK, "--as", "RU,CZ", "--format", "json", *options).stdout

    def test_any_number_of_jobs_tells_the_same_to_the_byte(self):
        one = self.audit("--jobs", "1")
        self.assertEqual(one, self.audit("--jobs", "8"))
        self.assertEqual(len(PAGES) * 400, json.loads(one)["responses"])

    def test_a_run_that_is_killed_goes_on_where_it_was(self):
        store = self.directory / "killed.sqlite"
        command = [BINARY, "audit", self.archive, "--rules", PACK, "--as", "RU,CZ", "--store", store, "--jobs", "2"]
        killed_in_between = 0
        for _ in range(20):
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
            before = self.records(store)
            while process.poll() is None and self.records(store) == before:
                time.sleep(0.01)
            if process.poll() is None:
                os.kill(process.pid, signal.SIGKILL)
                killed_in_between += 1
            if process.wait() != -signal.SIGKILL:
                break
        self.assertGreater(killed_in_between, 1)
        self.assertEqual(self.audit("--jobs", "1"), self.audit("--store", store))

    def records(self, store: Path) -> int:
        """How much of the archive is done with."""
        if not store.exists():
            return 0
        try:
            with sqlite3.connect(f"file:{store}?mode=ro", uri=True, timeout=1) as database:
                return (database.execute("SELECT records FROM archive").fetchone() or [0])[0]
        except sqlite3.OperationalError:
            return 0

    def test_a_terminal_shows_how_far_the_run_is(self):
        ours, theirs = pty.openpty()
        process = subprocess.Popen([BINARY, "audit", self.archive, "--rules", PACK, "--as", "RU,CZ", "--jobs", "1"],
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=theirs)
        os.close(theirs)
        drawn = b""
        try:
            while piece := os.read(ours, 65536):
                drawn += piece
        except OSError:
            pass  # the last who could write has ended
        os.close(ours)
        self.assertEqual(FINDINGS, process.wait())
        lines = drawn.decode().split("\r")
        self.assertEqual("\x1b[K", lines[-1], "nothing of it is left")
        drawings = [re.fullmatch(r"\[=*>? *\] (\d+) %  ([\d,]+) pages  \d+\.\d [kM]B/s  \d+:\d\d left\x1b\[K", line)
                    for line in lines[1:-1]]
        self.assertTrue(drawings and all(drawings), lines)
        parts = [int(drawing[1]) for drawing in drawings]
        self.assertEqual(sorted(parts), parts)

    def test_an_unchanged_archive_is_not_read_again(self):
        store = self.directory / "unchanged.sqlite"
        first = self.audit("--store", store)
        began = time.monotonic()
        self.assertEqual(first, self.audit("--store", store))
        again = time.monotonic() - began
        began = time.monotonic()
        self.audit()
        self.assertLess(again, time.monotonic() - began)

    @unittest.skipIf(is_sanitized(), "sanitizers keep what was freed")
    def test_memory_does_not_depend_on_the_size_of_an_archive(self):
        peaks = [self.peak_memory(self.write(name, rounds)) for name, rounds in (("small", 40), ("large", 1600))]
        self.assertLess(peaks[1], peaks[0] * 1.5 + 8 * 1024, "in kilobytes")

    def peak_memory(self, archive: Path) -> int:
        process = subprocess.Popen([BINARY, "audit", archive, "--rules", PACK, "--as", "CZ", "--jobs", "2"],
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(CLEAN, process.returncode)
        return usage.ru_maxrss


if __name__ == "__main__":
    unittest.main()
