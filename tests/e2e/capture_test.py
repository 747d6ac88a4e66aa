"""[capture]: what readers got is kept, nothing of the readers is, and no response waits for it."""

import html
import os
import re
import subprocess
from pathlib import Path

from archives import notes, records, responses, unpacked
from caveat_proxy import ADDRESSES, BINARY
from newsroom import NewsroomTest, main, page_bytes, page_names, url_of
from privacy_test import MARKS, OPTIONS
from processes import wait_until
from reader import SITE

DATES = "captures/site-{date}.warc.gz"


class CaptureTest(NewsroomTest):
    KEYS = ""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        proxy = cls.newsroom.proxy
        proxy.stop()
        cls.folder = proxy.directory / "captures"
        cls.folder.mkdir()
        proxy.configuration.write_text(proxy.configuration.read_text() +
                                       f'[capture]\nwarc = "{DATES}"\n{cls.KEYS}\n')
        proxy.restart()

    def figure(self, result: str) -> int:
        for line in self.newsroom.proxy.admin("/metrics")[1].splitlines():
            if line.startswith(f'caveat_captured_responses_total{{result="{result}"}}'):
                return int(float(line.split()[-1]))
        return 0

    def wait_for(self, result: str, count: int) -> None:
        wait_until(lambda: self.figure(result) >= count, f"{count} responses are {result}")

    def file(self) -> Path:
        return max(self.folder.iterdir(), key=os.path.getmtime)

    @staticmethod
    def page_and_long_word() -> tuple[str, str]:
        """A page that says the word."""
        words = page_bytes(page_names()[0]).decode("ascii", "ignore").split()
        return url_of("pages", page_names()[0]), next(word for word in words if word.isalpha() and len(word) > 8)

    @staticmethod
    def page_and_link() -> tuple[str, str]:
        """A page that has the link, with character references in it, and nothing that could not be found in its query."""
        for name in page_names():
            text = page_bytes(name).decode("utf-8", "replace")
            for found in re.finditer(r'href="(https?://[\w./-]+\?(?:\w+=\w{6,}&amp;)+\w+=\w{6,})"', text, re.ASCII):
                return url_of("pages", name), html.unescape(found[1])
        raise AssertionError("no page has such a link")


class Captures(CaptureTest):
    def test_what_left_to_each_reader_is_read_back_with_the_region(self):
        page = url_of("pages", page_names()[0])
        before = self.figure("written")
        given = {place: self.newsroom.ask(page, place, "--header", "Accept-Encoding: identity") for place in ADDRESSES}
        self.wait_for("written", before + len(given))
        kept = {region: record for url, region, record in responses(self.file()) if url.endswith(page)}
        for place, response in given.items():
            with self.subTest(place):
                head, _, body = kept[place].block.partition(b"\r\n\r\n")
                self.assertEqual(response.body, body)
                self.assertTrue(head.startswith(b"HTTP/1.1 200"))
        self.assertNotEqual(given["CZ"].body, given["RU"].body)

    def test_an_audit_of_what_was_recorded_finds_nothing(self):
        before = self.figure("written")
        for place in ADDRESSES:
            self.newsroom.ask(url_of("pages", page_names()[0]), place)
        self.wait_for("written", before + len(ADDRESSES))
        ended = subprocess.run([BINARY, "audit", str(self.file()), "--recorded", "--rules", str(self.newsroom.proxy.pack)],
                               cwd=self.folder.parent, capture_output=True, text=True, timeout=120, check=False)
        self.assertEqual(0, ended.returncode, ended.stdout + ended.stderr)
        self.assertIn("No findings", ended.stdout)
        self.assertNotIn("not auditable", ended.stdout)

    def test_an_audit_under_other_rules_finds_what_they_would_have_wanted_and_says_so(self):
        before = self.figure("written")
        for place in ADDRESSES:
            self.newsroom.ask(url_of("pages", page_names()[0]), place)
        self.wait_for("written", before + len(ADDRESSES))
        other = self.folder.parent / "other.toml"
        other.write_text(re.sub(r'^en = "', 'en = "In other words: ', self.newsroom.proxy.pack.read_text(), flags=re.MULTILINE))
        self.assertNotEqual(other.read_text(), self.newsroom.proxy.pack.read_text())
        ended = subprocess.run([BINARY, "audit", str(self.file()), "--recorded", "--rules", str(other)],
                               cwd=self.folder.parent, capture_output=True, text=True, timeout=120, check=False)
        self.assertEqual(1, ended.returncode, ended.stdout + ended.stderr)
        self.assertIn("notice-outdated", ended.stdout)
        rules = {note["caveat-rules"] for note in notes(self.file())}
        self.assertRegex(ended.stdout, rf"Warning: \d+ responses were captured under other rules than those given:\n  {rules.pop()}  \d+\n")

    def test_a_crawl_notes_the_same_as_the_capture(self):
        page, archive = url_of("pages", page_names()[0]), self.folder.parent / "crawl.warc.gz"
        proxy, before = self.newsroom.proxy, self.figure("written")
        urls = self.folder.parent / "urls.txt"
        urls.write_text(f"https://{SITE}{page}\n")
        crawl = [BINARY, "crawl", "--urls", str(urls), "--as", ",".join(f"{place}={address}" for place, address in ADDRESSES.items()),
                 "--proxy", f"http://127.0.0.1:{proxy.port}", "--rate", "0", "-o", str(archive)]
        ended = subprocess.run([*crawl, "--config", str(proxy.configuration)], capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual((0, ""), (ended.returncode, ended.stderr))
        self.wait_for("written", before + len(ADDRESSES))
        crawled = notes(archive)
        self.assertEqual(set(ADDRESSES), {note["caveat-region"] for note in crawled})
        self.assertEqual(64, len(crawled[0]["caveat-rules"]))
        self.assertIn(crawled[0]["caveat-rules"], proxy.admin("/rules")[1])
        captured = [note for note in notes(self.file()) if note["url"].endswith(page)][-len(crawled):]
        keys = ("caveat-region", "caveat-rules")
        self.assertEqual(*[sorted([note[key] for key in keys] for note in found) for found in (captured, crawled)])
        audited = subprocess.run([BINARY, "audit", str(archive), "--recorded", "--rules", str(proxy.pack)], cwd=self.folder.parent,
                                 capture_output=True, text=True, timeout=120, check=False)
        self.assertEqual(0, audited.returncode, audited.stdout + audited.stderr)
        # Nobody to ask.
        ended = subprocess.run([*crawl, "--admin", "127.0.0.1:1"], capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual(0, ended.returncode, ended.stderr)
        self.assertIn("does not tell which rules it has", ended.stderr)
        self.assertEqual({""}, {note["caveat-rules"] for note in notes(archive)})

    def test_times_are_whole_minutes_and_the_first_record_says_who_wrote(self):
        before = self.figure("written")
        self.newsroom.ask(url_of("pages", page_names()[0]), "CZ")
        self.wait_for("written", before + 1)
        found = records(self.file())
        self.assertEqual("warcinfo", found[0].kind)
        self.assertIn(b"software: caveat/", found[0].block)
        for record in found:
            self.assertTrue(record.fields["WARC-Date"].endswith(":00Z"), record.fields["WARC-Date"])

    def test_readers_with_cookies_or_credentials_are_left_out(self):
        page = url_of("pages", page_names()[0])
        before = self.figure("written")
        self.newsroom.ask(page, "CZ", "--header", "Cookie: id=7")
        self.newsroom.ask(page, "CZ", "--header", "Authorization: Bearer x")
        self.newsroom.ask(page, "CZ")
        self.wait_for("written", before + 1)
        self.assertEqual(before + 1, self.figure("written"))

    def test_queries_that_could_not_be_found_again_in_a_page_are_left_out(self):
        page = url_of("pages", page_names()[0])
        before = self.figure("written")
        for query in ("?q=abc", "?page=2", "?abc", "?q=Tom+%26+Jerry", "?q=%D0%B8%D0%BC%D0%B5%D0%BD%D0%B0"):
            self.newsroom.ask(page + query, "CZ")
            self.newsroom.ask(page, "CZ", "--referer", f"https://search.test/{query}")
        self.newsroom.ask(page + "?utm_source=harmless-words&empty=", "CZ")
        self.wait_for("written", before + 1)
        self.newsroom.ask(page, "CZ")
        self.wait_for("written", before + 2)
        self.assertEqual(before + 2, self.figure("written"))

    def test_a_page_that_says_something_of_its_reader_is_withheld(self):
        before = self.figure("withheld")
        page, word = self.page_and_long_word()
        self.newsroom.ask(f"{page}?q={word}", "CZ")
        self.wait_for("withheld", before + 1)

    def test_so_is_one_that_says_it_in_another_spelling(self):
        page, word = self.page_and_long_word()
        linking, link = self.page_and_link()
        escaped = "".join(f"%{ord(letter):02x}" for letter in word)
        for what, asked, *options in (
                ("letter case and percent-encoding", f"{page}?q={escaped}"),
                ("a value of the referrer's query", page, "--referer", f"https://search.test/?q={word.upper()}"),
                ("a referrer with character references", linking, "--referer", link),
                ("a second user agent", page, "--header", "User-Agent: none-such", "--header", f"User-Agent: {word}"),
                ("an address", "/address", "--header", "X-Forwarded-For: 2001:db8:7::77")):
            with self.subTest(what):
                written, withheld = self.figure("written"), self.figure("withheld")
                self.newsroom.ask(asked, "CZ", *options)
                self.wait_for("withheld", withheld + 1)
                self.assertEqual(written, self.figure("written"))
        self.newsroom.ask("/address", "CZ", "--header", "X-Forwarded-For: 2001:db8:7::78")
        self.wait_for("written", written + 1)


class FilesTakenAway(CaptureTest):
    def regions(self) -> list[str]:
        return [region for _, region, _ in responses(self.file())]

    def test_a_file_that_is_taken_away_is_not_written_on(self):
        page = url_of("pages", page_names()[0])
        self.newsroom.ask(page, "RU")
        self.wait_for("written", 1)
        moved, name = self.folder.parent / "moved.warc.gz", self.file().name
        self.file().rename(moved)
        size = moved.stat().st_size
        self.newsroom.ask(page, "CZ")
        self.wait_for("written", 2)
        self.assertEqual((size, name, ["CZ"]), (moved.stat().st_size, self.file().name, self.regions()))
        self.file().unlink()
        self.newsroom.ask(page, "RU")
        self.wait_for("written", 3)
        self.assertEqual((name, ["RU"]), (self.file().name, self.regions()))
        self.assertEqual(200, self.newsroom.proxy.admin("/readyz")[0])


class PrivacyOfCaptures(CaptureTest):
    """The canaries of privacy_test, where every response is captured, to readers with cookies, too."""

    KEYS = "readers_with_cookies = true"

    def test_nothing_of_a_reader_is_kept(self):
        page = url_of("pages", page_names()[0])
        unsecret = [one for pair in zip(OPTIONS[::2], OPTIONS[1::2]) if "Authorization" not in pair[1] for one in pair]
        for place in ADDRESSES:
            for path in (page, "/pages/none.html", f"{page};jsessionid={MARKS['session in a path']}"):
                self.newsroom.ask(f"{path}?q={MARKS['query']}", place, *unsecret)
                self.newsroom.ask(f"{path}?q={MARKS['query']}", place, *OPTIONS)
        # Those with credentials are not of the sample.
        self.wait_for("written", 3 * len(ADDRESSES))
        kept = unpacked(self.file()).decode(errors="replace")
        self.assertIn("caveat-region: UA-40", kept)
        for what, mark in {**MARKS, **{f"address in {place}": address for place, address in ADDRESSES.items()}}.items():
            with self.subTest(what):
                self.assertNotIn(mark, kept)

    def test_one_cookie_of_several_counts_by_itself(self):
        page, word = self.page_and_long_word()
        for lines in ([f"theme=dark; name={word}"], [f'a=1;name="{word}"; b=2'], ["theme=dark", f"name={word}"]):
            with self.subTest(lines):
                written, withheld = self.figure("written"), self.figure("withheld")
                self.newsroom.ask(page, "CZ", *[option for line in lines for option in ("--header", f"Cookie: {line}")])
                self.wait_for("withheld", withheld + 1)
                self.assertEqual(written, self.figure("written"))
        self.newsroom.ask(page, "CZ", "--header", "Cookie: name=nobody-here; b=2")
        self.wait_for("written", written + 1)


class FullDisk(CaptureTest):
    """A folder that goes away is like a disk that is full: responses go out, and the operator is told."""

    def test_is_told_and_holds_nothing_up(self):
        self.folder.rename(self.folder.with_name("elsewhere"))
        page = url_of("pages", page_names()[0])
        self.assertEqual(200, self.newsroom.ask(page, "RU").status)
        self.wait_for("failed", 1)
        self.assertIn("capture", self.newsroom.proxy.admin("/readyz")[1])
        self.folder.with_name("elsewhere").rename(self.folder)
        self.assertEqual(200, self.newsroom.ask(page, "RU").status)
        self.wait_for("written", 1)
        wait_until(lambda: "capture" not in self.newsroom.proxy.admin("/readyz")[1], "the trouble is over")


if __name__ == "__main__":
    main()
