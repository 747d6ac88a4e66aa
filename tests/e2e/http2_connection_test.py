"""The life of an HTTP/2 connection: how it ends when the server does, and what does not hold it."""

import signal
import socket
import tempfile
import time
import unittest
from pathlib import Path

from caveat_proxy import CaveatProxy
from http2_frames import (DATA, END_HEADERS, END_STREAM, GOAWAY, HEAD_TO_GET, HEADERS, NO_STREAM_LEFT_OUT, PING, PREFACE, RST_STREAM,
                          SETTINGS, STATUS_200, Frame, frame, frames, head_for)
from newsroom import main
from nginx_site import NginxSite

REQUEST = END_HEADERS | END_STREAM


def last_stream_of(goaway: Frame) -> int:
    return int.from_bytes(goaway.payload[:4], "big")


class Http2Connection(unittest.TestCase):
    def setUp(self):
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="caveat-e2e-")))
        (self.directory / "pages").mkdir()
        (self.directory / "pages" / "a.html").write_text("<!DOCTYPE html><title>A</title><p>A page.")
        self.site = NginxSite(self.directory / "site", self.directory / "pages")
        self.addCleanup(self.site.stop)

    def start(self, limits: str = "") -> CaveatProxy:
        proxy = CaveatProxy(self.directory / "proxy", self.site.port, rules=None, tables=f"[limits]\n{limits}\n")
        self.addCleanup(proxy.stop)
        return proxy

    def connect(self, proxy: CaveatProxy) -> socket.socket:
        reader = self.enterContext(socket.create_connection(("127.0.0.1", proxy.port), timeout=20))
        reader.sendall(PREFACE)
        return reader

    def until(self, coming, kind: int) -> Frame:
        for received in coming:
            if received.kind == kind:
                return received
        self.fail(f"the connection ended without a frame of kind {kind}")


class Draining(Http2Connection):
    def test_who_has_connected_and_not_asked_yet_is_answered(self):
        proxy = self.start()
        reader = self.connect(proxy)
        coming = frames(reader)
        self.until(coming, SETTINGS)
        proxy.server.send(signal.SIGTERM)
        self.assertEqual(NO_STREAM_LEFT_OUT, last_stream_of(self.until(coming, GOAWAY)))
        reader.sendall(frame(HEADERS, REQUEST, 1, head_for("/pages/a.html")))
        self.assertEqual(STATUS_200, self.until(coming, HEADERS).payload[:1])
        self.assertEqual(1, last_stream_of(self.until(coming, GOAWAY)), "what counted")
        self.assertEqual([], [received for received in coming if received.kind in (RST_STREAM, HEADERS)], "and then it ends")
        self.assertEqual(0, proxy.server.wait())

    def test_who_connects_at_that_moment_is_answered(self):
        proxy = self.start()
        reader = self.enterContext(socket.create_connection(("127.0.0.1", proxy.port), timeout=20))
        reader.sendall(PREFACE[:10])
        time.sleep(0.3)
        proxy.server.send(signal.SIGTERM)
        proxy.wait_for_log("draining")
        reader.sendall(PREFACE[10:] + frame(HEADERS, REQUEST, 1, head_for("/pages/a.html")))
        self.assertEqual(STATUS_200, self.until(frames(reader), HEADERS).payload[:1])
        reader.close()
        self.assertEqual(0, proxy.server.wait())

    def test_a_response_that_has_begun_comes_whole(self):
        (self.site.files / "slow.bin").write_bytes(b"x" * 600_000)  # three seconds at the pace of /slow/
        proxy = self.start()
        reader = self.connect(proxy)
        reader.sendall(frame(SETTINGS, 0, 0, b"\0\4" + (2**31 - 1).to_bytes(4, "big")) + frame(8, 0, 0, (2**30).to_bytes(4, "big")) +
                       frame(HEADERS, REQUEST, 1, head_for("/slow/slow.bin")))
        coming = frames(reader)
        received = len(self.until(coming, DATA).payload)
        proxy.server.send(signal.SIGTERM)
        for data in coming:
            received += len(data.payload) if data.kind == DATA else 0
            if data.kind == DATA and data.flags & END_STREAM:
                break
        self.assertEqual(600_000, received)
        self.assertEqual([], [more for more in coming if more.kind in (RST_STREAM, DATA)])
        self.assertEqual(0, proxy.server.wait())


class Bounds(Http2Connection):
    def test_a_ping_now_and_then_holds_no_connection(self):
        reader = self.connect(self.start("idle_time = 2"))
        begun = time.monotonic()
        with self.assertRaises(OSError):
            while time.monotonic() < begun + 15:
                reader.sendall(frame(PING, 0, 0, b"12345678"))
                time.sleep(0.2)
        self.assertGreater(time.monotonic(), begun + 1.5)

    def test_who_asks_now_and_then_is_not_idle(self):
        reader = self.connect(self.start("idle_time = 2"))
        coming = frames(reader)
        for stream in (1, 3, 5, 7):
            time.sleep(1.2)
            reader.sendall(frame(HEADERS, REQUEST, stream, head_for("/pages/a.html")))
            self.assertEqual(STATUS_200, self.until(coming, HEADERS).payload[:1])

    def leave_and_ask(self, reader: socket.socket, coming, stream: int, left: int, code: int = 8) -> int:
        """So many requests that are reset at once, and one whose answer comes; the next stream."""
        for _ in range(left):
            reader.sendall(frame(HEADERS, REQUEST, stream, HEAD_TO_GET) + frame(RST_STREAM, 0, stream, code.to_bytes(4, "big")))
            stream += 2
        reader.sendall(frame(HEADERS, REQUEST, stream, head_for("/pages/a.html")))
        while self.until(coming, HEADERS).stream != stream:
            pass
        return stream + 2

    def test_a_good_request_between_them_makes_no_end_of_resets_good(self):
        """RFC 9113, 10.5."""
        reader = self.connect(self.start())
        coming, stream = frames(reader), 1
        with self.assertRaises((OSError, AssertionError)):
            while stream < 20_000:
                stream = self.leave_and_ask(reader, coming, stream, 50)
        self.assertLess(stream, 2_000)

    def test_a_reset_that_says_no_error_counts_as_any_other(self):
        """NO_ERROR (RFC 9113, 7): what it ends has not ended as it should."""
        reader = self.connect(self.start("stream_resets = 20"))
        with self.assertRaises((OSError, AssertionError)):
            self.leave_and_ask(reader, frames(reader), 1, 40, code=0)

    def test_pages_that_are_left_early_are_nothing_bad(self):
        reader = self.connect(self.start("stream_resets = 20"))
        coming, stream = frames(reader), 1
        for _ in range(30):
            stream = self.leave_and_ask(reader, coming, stream, 8)


class Heads(Http2Connection):
    def test_a_head_has_no_body(self):
        reader = self.connect(self.start())
        coming = frames(reader)
        reader.sendall(frame(HEADERS, REQUEST, 1, head_for("/pages/a.html", "HEAD")))
        answer = self.until(coming, HEADERS)
        self.assertEqual((STATUS_200, END_STREAM), (answer.payload[:1], answer.flags & END_STREAM))
        reader.sendall(frame(HEADERS, REQUEST, 3, head_for("/pages/a.html")))
        self.assertEqual((DATA, 3), next((f.kind, f.stream) for f in coming if f.kind == DATA or f.stream == 1))


if __name__ == "__main__":
    main()
