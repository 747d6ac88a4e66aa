"""WebSockets through the proxy: rules are asked first, then bytes go both ways until either side closes."""

import os
import signal
import tempfile
import time
import unittest
from pathlib import Path

from caveat_proxy import ADDRESSES, CONFIGURATION, CaveatProxy
from certificates import make_certificate, table
from newsroom import main
from processes import free_port, wait_until
from reader import SITE
from websocket import CLOSE, TEXT, Client, EchoServer

BLOCK = """
[pack]
id = "blocked"
title = "What must not be shown"
[notices.gone]
kind = "information"
text.en = "Not here."
[[rules]]
id = "no-chat"
when.region = "RU"
when.path = "/chat/blocked"
block = { notice = "gone", status = 451, authority = "https://court.example/" }
when_unknown = "skip"
"""


class WebSockets(unittest.TestCase):
    def setUp(self):
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="caveat-e2e-")))
        self.site = EchoServer()
        self.addCleanup(self.site.stop)

    def start(self, limits: str = "", upstream: str = "") -> CaveatProxy:
        configuration = CONFIGURATION.replace("[geoip]", upstream + "\n[geoip]") + limits
        proxy = CaveatProxy(self.directory / "proxy", self.site.port, configuration=configuration)
        self.addCleanup(proxy.stop)
        return proxy

    def client(self, proxy: CaveatProxy, path: str = "/chat", place: str = "CZ", fields: list[str] | None = None) -> Client:
        client = Client(proxy.port, path, SITE, [f"X-Forwarded-For: {ADDRESSES[place]}", *(fields or [])])
        self.addCleanup(client.close)
        return client

    def test_both_sides_talk_until_one_closes(self):
        proxy = self.start()
        client = self.client(proxy)
        self.assertEqual(101, client.status)
        self.assertTrue(client.is_accepted, client.head)
        self.assertEqual((TEXT, b"welcome"), client.hear())
        for message in (b"a", os.urandom(70_000), b"x" * 1_000_000):
            client.say(message)
            self.assertEqual((TEXT, message), client.hear())
        self.assertIn("caveat_tunnels 1", proxy.admin("/metrics")[1])
        client.say(b"", CLOSE)
        self.assertEqual((CLOSE, b""), client.hear())
        self.assertTrue(client.is_closed())
        wait_until(lambda: "caveat_tunnels 0" in proxy.admin("/metrics")[1], "the tunnel has ended")
        self.assertIn('caveat_upgrades_total{protocol="websocket",site="default"} 1', proxy.admin("/metrics")[1])

    def test_both_sides_talk_over_tls(self):
        certificate = make_certificate(self.directory, "both", "localhost")
        site = EchoServer(certificate)
        self.addCleanup(site.stop)
        https = free_port()
        configuration = CONFIGURATION.replace('"http://127.0.0.1:{upstream}"', f'"https://localhost:{{upstream}}"\nca = "{certificate[0]}"')
        proxy = CaveatProxy(self.directory / "proxy", site.port, configuration=configuration, listen=f'https = "127.0.0.1:{https}"',
                            tables=table(*certificate))
        self.addCleanup(proxy.stop)
        client = Client(https, "/chat", SITE, [], authority=certificate[0])
        self.addCleanup(client.close)
        self.assertEqual((TEXT, b"welcome"), client.hear())
        for message in (b"a", os.urandom(70_000), b"x" * 1_000_000):
            client.say(message)
            self.assertEqual((TEXT, message), client.hear())
        client.say(b"", CLOSE)
        self.assertEqual((CLOSE, b""), client.hear())
        wait_until(lambda: "caveat_tunnels 0" in proxy.admin("/metrics")[1], "the tunnel has ended")

    def test_a_covered_page_has_its_socket_and_a_blocked_one_has_not(self):
        proxy = self.start()
        self.assertEqual((TEXT, b"welcome"), self.client(proxy, "/a/1.html", "RU").hear())
        (proxy.pack.parent / "blocked.toml").write_text(BLOCK)
        proxy.reload()
        proxy.wait_for_log("reloaded")
        asked = len(self.site.heads)
        self.assertEqual(451, self.client(proxy, "/chat/blocked", "RU").status)
        self.assertEqual(asked, len(self.site.heads))
        self.assertEqual(101, self.client(proxy, "/chat/blocked", "CZ").status)

    def test_only_what_is_allowed_is_asked_for(self):
        proxy = self.start(upstream='upgrades = ["chat"]')
        client = self.client(proxy)
        self.assertEqual(426, client.status)
        self.assertNotIn(b"upgrade", self.site.heads[-1].lower().replace(b"upgrade-insecure", b""))

    def test_silence_ends_it(self):
        proxy = self.start("[limits]\ntunnel_idle_time = 1\n")
        client = self.client(proxy)
        client.hear()
        for _ in range(4):  # talking keeps it open
            time.sleep(0.5)
            client.say(b"still here")
            client.hear()
        self.assertTrue(client.is_closed())
        wait_until(lambda: 'caveat_stalled_total{what="tunnel"} 1\n' in proxy.admin("/metrics")[1], "it is counted")

    def test_the_end_of_the_server_is_the_end_of_it(self):
        proxy = self.start()
        client = self.client(proxy)
        client.hear()
        proxy.server.send(signal.SIGTERM)
        self.assertTrue(client.is_closed())
        self.assertEqual(0, proxy.server.wait())

    def test_the_request_is_written_down_like_any_other(self):
        proxy = self.start()
        self.client(proxy, "/chat?token=secret", "RU").hear()
        self.assertNotIn("secret", proxy.log())


if __name__ == "__main__":
    main()
