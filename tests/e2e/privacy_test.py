"""Readers are never written down (SAFETY.md): marks that only a reader has turn up in nothing that is kept."""

import json

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
        proxy.restart()

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


if __name__ == "__main__":
    main()
