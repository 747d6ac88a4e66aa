"""Readers who ask for a long page and then do not read: what waits for each of them is bounded.

UNREAD_REPORT=1 prints what each costs."""

import os
import socket
import tempfile
import time
import unittest
from pathlib import Path

from caveat_proxy import ADDRESSES, CaveatProxy, is_sanitized
from http2_frames import END_HEADERS, END_STREAM, HEADERS, PREFACE, frame, head_for
from load import NO_LIMIT
from newsroom import main
from processes import wait_until
from nginx_site import NginxSite

READERS = 150
# 128 KiB may wait, and one slice of the page more; the rest is buffers and what the exchange is made of.
MOST_BYTES_EACH = 300 * 1024
# Recordings of edited pages are shared by all readers of a thread.
REMEMBERED = 16 * 1024 * 1024


def http1_request(path: str, fields: dict[str, str]) -> bytes:
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"GET {path} HTTP/1.1\r\nHost: news.test\r\n{lines}\r\n".encode()


def http2_requests(path: str, fields: dict[str, str], streams: int) -> bytes:
    """One for each of so many streams of a connection."""
    literals = b"".join(b"\0" + bytes((len(name),)) + name.encode() + bytes((len(value),)) + value.encode()
                        for name, value in fields.items())
    head = head_for(path) + literals
    return PREFACE + b"".join(frame(HEADERS, END_HEADERS | END_STREAM, 1 + 2 * number, head) for number in range(streams))


class UnreadPages(unittest.TestCase):
    def setUp(self):
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="caveat-e2e-")))
        pages = self.directory / "long"
        pages.mkdir()
        words = b"".join(b"<p>%d %d</p>\n" % (n * 7919 % 10007, n * 104729 % 99991) for n in range(150_000))
        (pages / "long.html").write_bytes(b"<!DOCTYPE html><html lang=en><body><article><h1>T</h1>" + words + b"</article></body></html>")
        self.site = NginxSite(self.directory / "site", pages)
        self.addCleanup(self.site.stop)

    def cost_each(self, place: str, path: str, remembered: int, accept: str, streams: int) -> float:
        """`streams` of a connection of HTTP/2; 0: HTTP/1."""
        directory = self.directory / f"{place}-{remembered}-{accept}-{path.replace('/', '')}-{streams}"
        proxy = CaveatProxy(directory, self.site.port, tables=NO_LIMIT + f"remembered_bytes = {remembered}\n")
        fields = {"x-forwarded-for": ADDRESSES[place], "accept-encoding": accept}
        try:
            request = http2_requests(path, fields, streams) if streams else http1_request(path, fields)
            readers = []
            self.ask_and_wait(proxy, request, readers, 4 if streams == 0 else 1)  # what a first page takes once and for all
            before = proxy.server.memory()
            self.ask_and_wait(proxy, request, readers, READERS // max(streams, 1))
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
        for place, path, accept, remembered, streams in (
                ("CZ", "/pages/long.html", "identity", 0, 0), ("RU", "/pages/long.html", "identity", 0, 0),
                ("RU", "/pages/long.html", "identity", REMEMBERED, 0), ("RU", "/gzip/long.html", "gzip", REMEMBERED, 0),
                ("CZ", "/pages/long.html", "identity", 0, 75), ("RU", "/pages/long.html", "identity", 0, 75)):
            with self.subTest(place=place, path=path, accept=accept, remembered=remembered, streams=streams):
                each = self.cost_each(place, path, remembered, accept, streams)
                if os.environ.get("UNREAD_REPORT"):
                    print(f"{place} {path} {accept}, remembered {remembered}, {streams} streams: {each:.0f} bytes each")
                if not is_sanitized():
                    self.assertLess(each, MOST_BYTES_EACH + 2 * remembered / READERS)


if __name__ == "__main__":
    main()
