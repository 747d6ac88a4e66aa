"""Four thousand connections that say next to nothing cost little, and nobody else waits for them.

SLOW_REPORT=1 prints memory a connection, and how long others waited."""

import http.client
import os
import resource
import socket
import statistics
import tempfile
import time
import unittest
from pathlib import Path
from typing import Callable

from caveat_proxy import ADDRESSES, CaveatProxy, is_sanitized
from newsroom import main
from scripted_upstream import ScriptedUpstream

CONNECTIONS = 4000
MOST_BYTES_EACH = 8 * 1024
ASKED = 200
PAGE = b"<!DOCTYPE html><html lang=en><body><article><p>Text</p></article></body></html>"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(PAGE) + PAGE
HEAD = b"GET / HTTP/1.1\r\nHost: news.test\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101\r\n"

# What each connection says at first, and then again and again.
WAYS = {
    "says nothing": (b"", b""),
    "sends its head slowly": (HEAD + b"X-a: ", b"b"),
    "sends its body slowly": (HEAD.replace(b"GET", b"POST") + b"Content-Length: 4000\r\n\r\nabc", b"d"),
    "sends its chunks slowly": (HEAD.replace(b"GET", b"POST") + b"Transfer-Encoding: chunked\r\n\r\n400\r\nabc", b"d"),
}


class SlowReaders(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        if hard < CONNECTIONS + 1000:
            raise unittest.SkipTest(f"only {hard} descriptors: ulimit -n")
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))

    def proxy_before_a_site(self) -> CaveatProxy:
        upstream = ScriptedUpstream(ANSWER)
        self.addCleanup(upstream.stop)
        directory = self.enterContext(tempfile.TemporaryDirectory(prefix="caveat-e2e-"))
        proxy = CaveatProxy(Path(directory) / "proxy", upstream.port)
        self.addCleanup(proxy.stop)
        return proxy

    def waits(self, port: int, meanwhile: Callable[[int], None]) -> list[float]:
        """How long each of some ordinary requests took, in seconds; each has to get its page, with its notice."""
        took = []
        for number in range(ASKED):
            meanwhile(number)
            begun = time.perf_counter()
            reader = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            reader.request("GET", "/a.html", headers={"Host": "news.test", "X-Forwarded-For": ADDRESSES["RU"]})
            answer = reader.getresponse()
            body = answer.read()
            took.append(time.perf_counter() - begun)
            reader.close()
            self.assertEqual(200, answer.status)
            self.assertIn(b"data-caveat", body)
        return took

    def test_they_cost_little_and_nobody_waits_for_them(self):
        for way, (first, then) in WAYS.items():
            with self.subTest(way):
                proxy = self.proxy_before_a_site()
                alone = self.waits(proxy.port, lambda number: None)
                before = proxy.server.memory()
                slow = [socket.create_connection(("127.0.0.1", proxy.port)) for _ in range(CONNECTIONS)]
                try:
                    for connection in slow:
                        connection.sendall(first)
                    self.waits(proxy.port, lambda number: None)  # by then all of them were taken, and read
                    each = (proxy.server.memory() - before) / CONNECTIONS
                    beside = self.waits(proxy.port, lambda number: self.go_on(slow[number::ASKED], then))
                    self.report(way, each, alone, beside)
                    self.assertGreaterEqual(self.connections(proxy), CONNECTIONS)
                finally:
                    for connection in slow:
                        connection.close()
                if not is_sanitized():
                    self.assertLess(each, MOST_BYTES_EACH)
                self.assertLess(statistics.median(beside), 5 * statistics.median(alone))
                proxy.stop()

    def connections(self, proxy: CaveatProxy) -> int:
        lines = proxy.admin("/metrics")[1].splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("caveat_connections "))

    def go_on(self, slow: list[socket.socket], said: bytes) -> None:
        for connection in slow:
            connection.sendall(said)

    def report(self, way: str, each: float, alone: list[float], beside: list[float]) -> None:
        if os.environ.get("SLOW_REPORT"):
            times = [f"{what}: median {statistics.median(took) * 1000:.2f} ms, p99 {sorted(took)[-len(took) // 100] * 1000:.2f} ms"
                     for what, took in (("alone", alone), ("beside", beside))]
            print(f"{way}: {each:.0f} bytes each; {'; '.join(times)}")


if __name__ == "__main__":
    main()
