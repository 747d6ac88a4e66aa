"""Readers who ask for a long page and then do not read: what waits for each of them is bounded.

UNREAD_REPORT=1 prints what each costs."""

import os
import socket
import tempfile
import time
import unittest
from pathlib import Path

from caveat_proxy import ADDRESSES, CaveatProxy, is_sanitized
from load import NO_LIMIT
from newsroom import main
from processes import wait_until
from nginx_site import NginxSite

READERS = 150
# 128 KiB may wait, and one slice of the page more; the rest is buffers and what the exchange is made of.
MOST_BYTES_EACH = 300 * 1024
# Recordings of edited pages are shared by all readers of a thread.
REMEMBERED = 16 * 1024 * 1024


class UnreadPages(unittest.TestCase):
    def setUp(self):
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="caveat-e2e-")))
        pages = self.directory / "long"
        pages.mkdir()
        words = b"".join(b"<p>%d %d</p>\n" % (n * 7919 % 10007, n * 104729 % 99991) for n in range(150_000))
        (pages / "long.html").write_bytes(b"<!DOCTYPE html><html lang=en><body><article><h1>T</h1>" + words + b"</article></body></html>")
        self.site = NginxSite(self.directory / "site", pages)
        self.addCleanup(self.site.stop)

    def cost_each(self, place: str, path: str, remembered: int, accept: str = "identity") -> float:
        directory = self.directory / f"{place}-{remembered}-{accept}-{path.replace('/', '')}"
        proxy = CaveatProxy(directory, self.site.port, tables=NO_LIMIT + f"remembered_bytes = {remembered}\n")
        try:
            request = (f"GET {path} HTTP/1.1\r\nHost: news.test\r\nX-Forwarded-For: {ADDRESSES[place]}\r\n"
                       f"Accept-Encoding: {accept}\r\n\r\n").encode()
            readers = []
            self.ask_and_wait(proxy, request, readers, 4)  # what a first page takes once and for all
            before = proxy.server.memory()
            self.ask_and_wait(proxy, request, readers, READERS)
            each = (proxy.server.memory() - before) / READERS
            for reader in readers:
                reader.close()
            return each
        finally:
            proxy.stop()

    def ask_and_wait(self, proxy: CaveatProxy, request: bytes, readers: list[socket.socket], count: int) -> None:
        for _ in range(count):
            reader = socket.socket()
            reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            reader.connect(("127.0.0.1", proxy.port))
            reader.sendall(request)
            readers.append(reader)
        sizes: list[int] = []

        def is_at_rest() -> bool:
            sizes.append(proxy.server.memory())
            time.sleep(0.5)
            return len(sizes) > 3 and sizes[-1] == sizes[-3]

        wait_until(is_at_rest, "nothing moves any longer", seconds=60)

    def test_each_takes_no_more_than_may_wait_for_it(self):
        for place, path, accept, remembered in (
                ("CZ", "/pages/long.html", "identity", 0), ("RU", "/pages/long.html", "identity", 0),
                ("RU", "/pages/long.html", "identity", REMEMBERED), ("RU", "/gzip/long.html", "gzip", REMEMBERED)):
            with self.subTest(place=place, path=path, accept=accept, remembered=remembered):
                each = self.cost_each(place, path, remembered, accept)
                if os.environ.get("UNREAD_REPORT"):
                    print(f"{place} {path} {accept}, remembered {remembered}: {each:.0f} bytes each")
                if not is_sanitized():
                    self.assertLess(each, MOST_BYTES_EACH + 2 * remembered / READERS)


if __name__ == "__main__":
    main()
