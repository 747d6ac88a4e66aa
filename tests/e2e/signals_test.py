"""SIGHUP takes new rules if they are good; SIGTERM lets everybody finish; a bad start binds nothing."""

import os
import signal
import socket
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

from caveat_proxy import CaveatProxy
from http2_frames import DATA, END_HEADERS, HEADERS, PREFACE, frame, head_for
from newsroom import Newsroom, main, page_names, url_of
from nginx_site import NginxSite
from page_facts import facts_of
from processes import accepts_connections, free_port, wait_until
from reader import SlowDownload

BLOCK = b"""
[pack]
id = "p"
title = "T"
[notices.n]
kind = "information"
text.en = "Not here."
[[rules]]
id = "b"
when.region = "RU"
block = { notice = "n" }
"""
SOME_WERE_CUT = 1
CONFIGURATION_ERROR = 78  # EX_CONFIG of sysexits.h


class Signals(unittest.TestCase):
    def setUp(self):
        self.newsroom = Newsroom()
        self.addCleanup(self.newsroom.stop)
        self.proxy = self.newsroom.proxy
        self.url = url_of("pages", page_names()[0])

    def notices(self) -> list[str]:
        return facts_of(self.newsroom.ask(self.url, "RU").body).notices

    def rewrite_pack(self, old: str, new: str) -> None:
        text = self.proxy.pack.read_text()
        self.assertIn(old, text)
        replacement = self.proxy.pack.with_suffix(".toml.new")
        replacement.write_text(text.replace(old, new))
        replacement.rename(self.proxy.pack)

    def test_sighup_takes_new_rules(self):
        self.rewrite_pack('"protect-readers"', '"warn-readers"')
        self.assertEqual(["ru-undesirable/protect-readers"], self.notices())
        self.proxy.reload()
        wait_until(lambda: self.notices() == ["ru-undesirable/warn-readers"], "the new rule is in force")

    def test_sighup_with_bad_rules_keeps_the_old_ones_and_says_so(self):
        self.rewrite_pack('include = ["RU"', 'include = ["Russia"')
        self.proxy.reload()
        wait_until(lambda: "degraded" in self.proxy.admin("/readyz")[1], "/readyz says degraded")
        self.assertEqual(["ru-undesirable/protect-readers"], self.notices())
        self.proxy.wait_for_log("undesirable.toml")
        self.proxy.wait_for_log("Russia")

    def test_sighup_with_mended_rules_is_ready_again(self):
        self.rewrite_pack('include = ["RU"', 'include = ["Russia"')
        self.proxy.reload()
        wait_until(lambda: "degraded" in self.proxy.admin("/readyz")[1], "/readyz says degraded")
        self.rewrite_pack('include = ["Russia"', 'include = ["RU"')
        self.proxy.reload()
        wait_until(lambda: "degraded" not in self.proxy.admin("/readyz")[1], "/readyz is itself again")
        self.assertEqual(["ru-undesirable/protect-readers"], self.notices())

    def test_sighup_without_a_pack_that_is_in_force_keeps_it_and_names_its_file(self):
        other = self.proxy.pack.with_name("other.toml")
        other.write_text('[pack]\nid = "other"\ntitle = "T"\n[[rules]]\nid = "r"\nheaders.set.X-A = "1"\n')
        self.proxy.pack.unlink()
        self.proxy.reload()
        wait_until(lambda: "rules: degraded" in self.proxy.admin("/readyz")[1], "/readyz says degraded")
        self.assertEqual(["ru-undesirable/protect-readers"], self.notices())
        self.proxy.wait_for_log("undesirable.toml: error: the pack `ru-undesirable` is in force")

    def test_a_pack_that_was_retired_may_be_deleted(self):
        other = self.proxy.pack.with_name("other.toml")
        other.write_text('[pack]\nid = "other"\ntitle = "T"\n[[rules]]\nid = "r"\nheaders.set.X-A = "1"\n')
        self.rewrite_pack("[pack]", "[pack]\nretired = true")
        self.proxy.reload()
        wait_until(lambda: self.notices() == [], "the pack is out of force")
        self.proxy.pack.unlink()
        self.proxy.reload()
        self.proxy.wait_for_log("no longer in force: ru-undesirable/protect-readers")
        self.assertEqual(200, self.proxy.admin("/readyz")[0])

    def test_sighup_with_a_pack_that_was_cut_off_before_its_rules_keeps_the_whole_one(self):
        text = self.proxy.pack.read_text()
        self.proxy.pack.write_text(text[:text.index("[[rules]]")])
        self.proxy.reload()
        wait_until(lambda: "rules: degraded" in self.proxy.admin("/readyz")[1], "/readyz says degraded")
        self.assertEqual(["ru-undesirable/protect-readers"], self.notices())

    def test_a_rule_file_from_the_future_puts_the_clock_in_doubt(self):
        ahead = time.time() + 400 * 86400
        self.rewrite_pack("[pack]", "[pack]\neffective = 2090-01-01")
        os.utime(self.proxy.pack, (ahead, ahead))
        self.proxy.reload()
        wait_until(lambda: "clock: degraded" in self.proxy.admin("/readyz")[1], "/readyz says degraded")
        self.assertEqual(["ru-undesirable/protect-readers"], self.notices())
        self.proxy.wait_for_log("which is before the last change of")

    def test_sighup_with_a_broken_database_keeps_the_old_one(self):
        (self.proxy.directory / "geo.mmdb").write_bytes(b"no database")
        self.proxy.reload()
        wait_until(lambda: "degraded" in self.proxy.admin("/readyz")[1], "/readyz says degraded")
        self.assertEqual(["ru-undesirable/protect-readers"], self.notices())

    def test_sighup_takes_a_new_list_of_readers(self):
        prague = lambda: facts_of(self.newsroom.ask(self.url, "CZ").body).notices
        self.assertEqual([], prague())
        with (self.proxy.directory / "readers.csv").open("a") as readers:
            readers.write("192.0.2.0/24,RU,,,\n")
        self.proxy.reload()
        wait_until(lambda: prague() != [], "the new list is in force")

    def test_sigterm_lets_a_download_finish_and_takes_nobody_new(self):
        page = self.newsroom.site.files / "slow.bin"
        page.write_bytes(b"x" * 600_000)  # three seconds at the pace of /slow/
        download = SlowDownload(self.proxy.port, "/slow/slow.bin", "CZ", self.newsroom.directory / "slow.bin")
        wait_until(lambda: download.received() > 0, "the download has begun")
        self.proxy.server.send(signal.SIGTERM)
        wait_until(lambda: not accepts_connections(self.proxy.port), "nobody new is taken", seconds=2)
        self.assertLess(download.received(), 600_000)
        self.assertEqual(0, download.wait())
        self.assertEqual(page.read_bytes(), download.output.read_bytes())
        self.assertEqual(0, self.proxy.server.wait())


class DrainTime(unittest.TestCase):
    def test_what_is_cut_while_it_is_remembered_ends_in_order(self):
        """Memory that was given back is filled with junk at once, so that nobody gets by who still uses it."""
        directory = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="caveat-e2e-")))
        words = b"".join(b"<p>%d</p>" % number for number in range(200_000))
        (directory / "pages").mkdir()
        site = NginxSite(directory / "site", directory / "pages")
        self.addCleanup(site.stop)
        (site.files / "a.html").write_bytes(b"<!DOCTYPE html><html lang=en><body><article>" + words + b"</article></body></html>")
        proxy = CaveatProxy(directory / "proxy", site.port, tables="[limits]\ndrain_time = 1\n",
                            before=("env", "MALLOC_CONF=junk:true"))
        self.addCleanup(proxy.stop)
        upload = self.enterContext(socket.create_connection(("127.0.0.1", proxy.port)))
        upload.sendall(PREFACE + frame(HEADERS, END_HEADERS, 1, head_for("/slow/a.html", "POST")) + frame(DATA, 0, 1, b"half"))
        # It is remembered for the second reader on.
        downloads = [SlowDownload(proxy.port, "/slow/a.html", "RU", directory / str(number)) for number in range(8)]
        wait_until(lambda: all(download.received() > 0 for download in downloads), "all have begun")
        proxy.server.send(signal.SIGTERM)
        self.assertEqual(SOME_WERE_CUT, proxy.server.wait())
        for download in downloads:
            download.wait()


class BadStart(unittest.TestCase):
    def start_with(self, file: str, text: bytes | float | None) -> CaveatProxy:
        """`text`: what the file is then; a part of what it was; None: it is gone."""
        directory = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="caveat-e2e-")))
        good = CaveatProxy(directory, free_port())
        good.stop()
        path = directory / file
        if text is None:
            path.unlink()
        else:
            path.write_bytes(text if isinstance(text, bytes) else path.read_bytes()[:int(path.stat().st_size * text)])
        (directory / "caveat.log").write_bytes(b"")
        return good

    def test_a_bad_start_says_why_and_binds_nothing(self):
        cases = [
            ("a rule file that was cut off", "rules/undesirable.toml", b"[pack]\nid = \"p\"\ntitle = \"T\"\n",
             "undesirable.toml:3"),
            ("a rule file with a mistake", "rules/undesirable.toml", b"[pack]\nid = 7\n", "undesirable.toml:2"),
            ("a database that is none", "geo.mmdb", b"no database", "geo.mmdb"),
            ("an override list with a mistake", "readers.csv", b"192.0.2.0/24,Czechia,,,\n", "readers.csv"),
            ("no rule file", "rules/undesirable.toml", None, "rules"),
            ("a rule file that is empty", "rules/undesirable.toml", b"", "undesirable.toml"),
            ("no database", "geo.mmdb", None, "geo.mmdb"),
            ("a database that was cut", "geo.mmdb", 0.5, "geo.mmdb"),
            ("no override list", "readers.csv", None, "readers.csv"),
            ("a block that does not say what becomes of unknown readers", "rules/undesirable.toml", BLOCK, "when_unknown"),
            ("a key that nobody knows", "caveat.toml", b"[lisen]\nhttp = \"127.0.0.1:1\"\n", "caveat.toml:1"),
        ]
        for name, file, text, said in cases:
            with self.subTest(name):
                proxy = self.start_with(file, text)
                configuration = str(proxy.directory / "caveat.toml")
                with socket.create_server(("127.0.0.1", proxy.port)):  # whoever tried to bind it would say so
                    ended = subprocess.run([proxy.server.command[0], "serve", "--config", configuration],
                                           capture_output=True, timeout=30, check=False)
                self.assertEqual(CONFIGURATION_ERROR, ended.returncode, ended.stderr)
                output = ended.stderr.decode() + ended.stdout.decode()
                self.assertIn(said, output)
                self.assertNotIn("in use", output)


if __name__ == "__main__":
    main()
