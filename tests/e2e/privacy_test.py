"""Readers are never written down (SAFETY.md): marks that only a reader has turn up in nothing that is kept."""

import contextlib
import json
import shutil
import socket
import subprocess
import threading
import unittest
from pathlib import Path

from archives import unpacked
from caveat_proxy import ADDRESSES
from newsroom import NewsroomTest, main, page_names, url_of
from processes import wait_until

# What only the reader's request holds; what it is, and the mark.
MARKS = {
    "query": "querycanary71",
    "cookie": "cookiecanary72",
    "user agent": "agentcanary73",
    "referrer": "refcanary74",
    "authorization": "authcanary75",
    "form": "formcanary76",
    "token": "tokencanary77",
    "trace": "canary78canary78canary78canary78",
    "session in a path": "pathcanary79",
}
OPTIONS = ("--header", f"Cookie: session={MARKS['cookie']}", "--user-agent", MARKS["user agent"],
           "--referer", f"https://elsewhere.test/{MARKS['referrer']}",
           "--header", f"Authorization: Bearer {MARKS['authorization']}",
           "--header", f"X-CSRF-Token: {MARKS['token']}", "--header", f"traceparent: 00-{MARKS['trace']}-00f067aa0ba902b7-01")


class Privacy(NewsroomTest):
    CONFIGURATION = ""  # added to the newsroom's

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        proxy = cls.newsroom.proxy
        proxy.stop()
        proxy.configuration.write_text(proxy.configuration.read_text() + cls.CONFIGURATION)
        cls.before_start(proxy.directory)
        proxy.restart()

    @classmethod
    def before_start(cls, directory: Path) -> None:
        """Files that the configuration names."""

    def ask_in_every_way(self) -> None:
        page, query = url_of("pages", page_names()[0]), f"?q={MARKS['query']}"
        for place in ADDRESSES:
            self.newsroom.ask(page + query, place, *OPTIONS)
            self.newsroom.ask("/pages/none.html" + query, place, *OPTIONS)
            self.newsroom.ask(f"{page};jsessionid={MARKS['session in a path']}" + query, place, *OPTIONS)
            self.newsroom.ask(page + query, place, *OPTIONS, "--data", MARKS["form"])
            self.newsroom.ask(page + query, place, *OPTIONS, "--header", "Content-Length: 1", "--data", MARKS["form"])
            self.newsroom.ask(page + query, place, *OPTIONS, "--header", f"X: {'y' * 100_000}")
            self.newsroom.ask(page + query, place, *OPTIONS, "--header", f"X-Forwarded-For: {ADDRESSES[place]}x")
        self.newsroom.site.stop()
        for place in ADDRESSES:
            self.assertIn(self.newsroom.ask(page + query, place, *OPTIONS).status, (502, 429))

    def kept(self) -> dict[str, str]:
        """Everything that Caveat wrote or tells: its log, its metrics, the files of its folder."""
        proxy = self.newsroom.proxy
        texts = {"/metrics": proxy.admin("/metrics")[1], "/readyz": proxy.admin("/readyz")[1]}
        for file in filter(lambda path: path.is_file(), proxy.directory.rglob("*")):
            if file.suffix not in (".mmdb", ".csv"):  # the tests' own
                texts[file.name] = file.read_text(errors="replace")
        return texts

    def test_nothing_of_a_reader_is_kept(self):
        self.ask_in_every_way()
        self.newsroom.proxy.reload()
        wait_until(lambda: "caveat" in self.newsroom.proxy.admin("/metrics")[1], "the metrics tell something")
        kept = self.kept()
        self.assertIn("caveat_", kept["/metrics"])
        self.assertIn("caveat.log", kept)
        self.assertNotEqual("", kept["caveat.log"])
        for where, text in kept.items():
            for what, mark in {**MARKS, **{f"address in {place}": address for place, address in ADDRESSES.items()}}.items():
                with self.subTest(where=where, what=what):
                    self.assertNotIn(mark, text)


class PrivacyOfEveryLine(Privacy):
    """The same where all is logged, as JSON, by a server that limits readers and refuses most of them."""

    CONFIGURATION = ('[log]\nrequests = "all"\nformat = "json"\n[reload]\nwatch = true\n'
                     '[limits]\nrequests_per_address = 3\nheader_fields = 20\n')

    def test_nothing_of_a_reader_is_kept(self):
        super().test_nothing_of_a_reader_is_kept()
        wait_until(lambda: 'reason="request_rate"' in self.newsroom.proxy.admin("/metrics")[1], "refusals are counted")
        self.check_that_each_line_is_an_object_of_known_keys()

    def check_that_each_line_is_an_object_of_known_keys(self):
        own = {"time", "level", "message"}
        request = {"minute", "site", "path", "status", "region", "covered", "ending"}
        for line in filter(None, self.lines_of_this_start()):
            with self.subTest(line):
                self.assertIn(set(json.loads(line)) - {"failure"}, (own, request))

    def lines_of_this_start(self) -> list[str]:
        """The log begins with those of the start before, which wrote text."""
        log = self.newsroom.proxy.log()
        return log[log.index("{"):].splitlines()


class PrivacyOfEvidence(Privacy):
    """The same where evidence is kept, and what is kept is more."""

    CONFIGURATION = ('[evidence]\nfolder = "evidence"\nkey_file = "evidence.key"\nbody_digests = true\n'
                     '[log]\nrequests = "all"\n')

    @classmethod
    def setUpClass(cls):
        making = subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519"], capture_output=True, check=True)
        cls.key = making.stdout
        super().setUpClass()

    @classmethod
    def before_start(cls, directory: Path) -> None:
        (directory / "evidence.key").write_bytes(cls.key)
        (directory / "evidence.key").chmod(0o600)

    def test_nothing_of_a_reader_is_kept(self):
        super().test_nothing_of_a_reader_is_kept()
        journal = "".join(text for name, text in self.kept().items() if name.startswith("evidence-"))
        self.assertIn('"kind":"decided"', journal)
        self.assertIn('"kind":"ended"', journal)


class PrivacyOfAllThatIsSent(PrivacyOfEvidence):
    """The same where responses are captured, of readers with cookies, too, and evidence goes to a syslog server."""

    @classmethod
    def setUpClass(cls):
        listener = cls.enterClassContext(socket.create_server(("127.0.0.1", 0)))
        cls.sent = bytearray()
        threading.Thread(target=cls.listen, args=(listener,), daemon=True).start()
        cls.CONFIGURATION = PrivacyOfEvidence.CONFIGURATION.replace(
            "[log]", f'syslog = "tcp://127.0.0.1:{listener.getsockname()[1]}"\n[log]') + (
            '[capture]\nwarc = "captures/{date}.warc.gz"\nreaders_with_cookies = true\n')
        super().setUpClass()

    @classmethod
    def listen(cls, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                with listener.accept()[0] as connection:
                    while piece := connection.recv(65536):
                        cls.sent += piece

    @classmethod
    def before_start(cls, directory: Path) -> None:
        super().before_start(directory)
        (directory / "captures").mkdir()

    def ask_in_every_way(self) -> None:
        unsecret = [one for pair in zip(OPTIONS[::2], OPTIONS[1::2]) if "Authorization" not in pair[1] for one in pair]
        page = url_of("pages", page_names()[0])
        for place in ADDRESSES:
            for options in ((), unsecret):  # those with credentials are never captured
                self.newsroom.ask(f"{page}?q={MARKS['query']}", place, *options)
        super().ask_in_every_way()

    def kept(self) -> dict[str, str]:
        texts = super().kept()
        for file in (self.newsroom.proxy.directory / "captures").iterdir():
            texts[file.name] = unpacked(file).decode(errors="replace")
        return texts | {"syslog": self.sent.decode(errors="replace")}

    def test_nothing_of_a_reader_is_kept(self):
        super().test_nothing_of_a_reader_is_kept()
        kept = self.kept()
        captured = "".join(text for name, text in kept.items() if name.endswith(".warc.gz"))
        self.assertIn("caveat-region: RU", captured)
        self.assertIn("data-caveat", captured)
        self.assertIn('"kind":"decided"', kept["syslog"])
        self.assertRegex(kept["/metrics"], r'caveat_captured_responses_total\{result="written"\} [1-9]')
        self.assertRegex(kept["/metrics"], r'caveat_evidence_shipped_total\{to="syslog"\} [1-9]')


@unittest.skipIf(shutil.which("strace") is None, "strace is not installed")
class PrivacyOfSystemCalls(NewsroomTest):
    """Whatever leaves the process with a mark in it goes to the site, or is its page for the reader."""

    CALLS = "write,writev,pwrite64,pwritev,pwritev2,sendto,sendmsg,sendmmsg,openat,mkdir,rename"

    def test_what_is_written_with_anything_of_a_reader_goes_to_the_site(self):
        proxy = self.newsroom.proxy
        proxy.stop()
        making = subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519"], capture_output=True, check=True)
        PrivacyOfEvidence.key = making.stdout
        PrivacyOfEvidence.before_start(proxy.directory)
        proxy.configuration.write_text(proxy.configuration.read_text() + PrivacyOfEvidence.CONFIGURATION)
        trace = self.newsroom.directory / "calls"
        proxy.server = proxy.start(("strace", "-D", "-f", "-yy", "-s", "1000000", "-e", f"trace={self.CALLS}", "-o", str(trace)))
        proxy.wait_until_ready()
        page = url_of("pages", page_names()[0])
        for place in ADDRESSES:
            for _ in range(3):  # from memory, too
                self.newsroom.ask(f"{page}?q={MARKS['query']}", place, *OPTIONS)
            self.newsroom.ask(page, place, *OPTIONS, "--http2-prior-knowledge")
            self.newsroom.ask(page, place, *OPTIONS, "--data", MARKS["form"])
        proxy.stop()
        wait_until(lambda: "exited with 0" in trace.read_text(errors="replace"), "the trace is whole")
        calls = trace.read_text(errors="replace").splitlines()
        self.assertTrue(any('"kind\\":\\"decided' in call and "evidence-" in call for call in calls))
        to_site = f"->127.0.0.1:{self.newsroom.site.port}]"
        marks = [*MARKS.values(), *ADDRESSES.values()]
        with_marks = [call for call in calls if any(mark in call for mark in marks)]
        self.assertTrue(with_marks)
        self.assertEqual([], [call[:300] for call in with_marks if to_site not in call])


if __name__ == "__main__":
    main()
