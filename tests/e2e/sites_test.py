"""Several sites behind one server: each has its hosts, its upstream and its rules, and all are reloaded as one."""

import re
import tempfile
import time
import unittest
from pathlib import Path

from caveat_proxy import CaveatProxy
from newsroom import main
from processes import wait_until
from reader import ask
from scripted_upstream import ScriptedUpstream

CONFIGURATION = """
[listen]
http = "127.0.0.1:{{port}}"
[geoip]
database = "geo.mmdb"
overrides = ["readers.csv"]
[readers]
trusted_proxies = ["127.0.0.0/8"]
[admin]
listen = "127.0.0.1:{{admin}}"

[[sites]]
name = "newsroom"
hosts = ["news.test", "*.news.test"]
upstream = {{{{ url = "http://127.0.0.1:{newsroom}" }}}}
rules = {{{{ path = "rules" }}}}

[[sites]]
name = "magazine"
hosts = ["magazine.test", "blog.news.test"]
upstream = {{{{ url = "http://127.0.0.1:{magazine}" }}}}
rules = {{{{ path = "magazine" }}}}
limits = {{{{ upstream_idle_time = 1 }}}}
"""

MAGAZINE_PACK = """
[pack]
id = "magazine"
title = "What the magazine does"
[[rules]]
id = "hide-referrers"
headers.set.Referrer-Policy = "no-referrer"
"""


def page_of(site: str) -> bytes:
    body = f"<!DOCTYPE html><html lang=en><title>{site}</title><body><article><p>Text</article></html>".encode()
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % len(body) + body


class Sites(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.directory = Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="caveat-e2e-")))
        newsroom, magazine = (ScriptedUpstream({"/a.html": page_of(site), "/silent": None}) for site in ("newsroom", "magazine"))
        cls.addClassCleanup(newsroom.stop)
        cls.addClassCleanup(magazine.stop)
        cls.pack = cls.directory / "magazine/pack.toml"
        cls.pack.parent.mkdir()
        cls.pack.write_text(MAGAZINE_PACK)
        configuration = CONFIGURATION.format(newsroom=newsroom.port, magazine=magazine.port)
        cls.proxy = CaveatProxy(cls.directory, 0, configuration=configuration)
        cls.addClassCleanup(cls.proxy.stop)

    def ask(self, host: str, path: str = "/a.html"):
        return ask(self.proxy.port, path, "RU", site=host)

    def test_each_site_has_its_limits(self):
        begun = time.monotonic()
        self.assertEqual(504, self.ask("magazine.test", "/silent").status)
        self.assertLess(time.monotonic() - begun, 4)
        # The server hangs up by itself before the other site's time is over.
        self.assertEqual(502, self.ask("news.test", "/silent").status)
        self.assertGreater(time.monotonic() - begun, 5)

    def test_each_host_leads_to_its_site(self):
        for host, site in [("news.test", "newsroom"), ("cz.news.test", "newsroom"),
                           ("magazine.test", "magazine"), ("blog.news.test", "magazine")]:
            with self.subTest(host):
                self.assertIn(f"<title>{site}</title>".encode(), self.ask(host).body)

    def test_a_host_of_none_is_misdirected(self):
        for host in ("xnews.test", "www.magazine.test", "127.0.0.1"):
            with self.subTest(host):
                self.assertEqual(421, self.ask(host).status)

    def test_each_site_has_its_own_rules(self):
        newsroom, magazine = self.ask("news.test"), self.ask("magazine.test")
        self.assertIn(b"data-caveat=", newsroom.body)
        self.assertNotIn(b"data-caveat=", magazine.body)
        self.assertEqual("no-referrer", magazine.fields.get("referrer-policy"))

    def test_a_reload_that_is_bad_for_one_site_changes_none(self):
        before = self.proxy.pack.read_text()
        self.proxy.pack.write_text(before.replace('"protect-readers"', '"warn-readers"'))
        self.pack.write_text(MAGAZINE_PACK.replace("[[rules]]", "[[rule]]"))
        self.proxy.reload()
        wait_until(lambda: "rules of magazine: degraded" in self.proxy.admin("/readyz")[1], "/readyz says degraded")
        self.assertNotIn("rules of newsroom", self.proxy.admin("/readyz")[1])
        self.assertIn(b"/protect-readers", self.ask("news.test").body)
        self.assertEqual("no-referrer", self.ask("magazine.test").fields.get("referrer-policy"))
        self.pack.write_text(MAGAZINE_PACK)
        self.proxy.reload()
        wait_until(lambda: self.proxy.admin("/readyz")[0] == 200, "it is ready again")
        self.assertIn(b"/warn-readers", self.ask("news.test").body)
        self.proxy.pack.write_text(before)

    def test_the_log_names_the_sites(self):
        self.proxy.wait_for_log(re.compile(r"before newsroom \(http://[\d.:]+\), magazine \(http://[\d.:]+\): newsroom: 1 packs"))


if __name__ == "__main__":
    main()
