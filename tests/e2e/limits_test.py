"""What readers get at the limits of what connections may cost: over TLS, over HTTP/2, behind a balancer, and slowly."""

import socket
import ssl
import tempfile
import time
import unittest
from pathlib import Path
from typing import Callable

from caveat_proxy import CONFIGURATION, CaveatProxy
from certificates import make_certificate, table
from http2_frames import frame
from newsroom import main
from nginx_site import NginxSite
from processes import free_port, wait_until

# Nobody is trusted: readers come from this machine by themselves.
UNTRUSTING = CONFIGURATION.replace('"127.0.0.0/8"', '"10.0.0.0/8"')
LONG = bytes(range(256)) * 32 * 1024


# SETTINGS_INITIAL_WINDOW_SIZE and WINDOW_UPDATE: the reader's own windows hold nothing up.
OPEN_WINDOWS = (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(4, 0, 0, b"\0\4" + (2**31 - 1).to_bytes(4, "big")) +
                frame(8, 0, 0, (2**30).to_bytes(4, "big")))
PATH = b"/pages/long.bin"
HTTP2_GET = OPEN_WINDOWS + frame(1, 5, 1, b"\x82\x86\x04" + bytes((len(PATH),)) + PATH + b"\x01\x01a")
HTTP1_GET = b"GET " + PATH + b" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"


def content_of_frames(received: bytes) -> bytes:
    """What DATA has brought so far."""
    pieces, at = [], 0
    while len(received) >= at + 9:
        end = at + 9 + int.from_bytes(received[at:at + 3], "big")
        if received[at + 3] == 0:
            pieces.append(received[at + 9:end])
        at = end
    return b"".join(pieces)


def content_behind_head(received: bytes) -> bytes:
    return received.partition(b"\r\n\r\n")[2]


class LimitsTest(unittest.TestCase):
    def setUp(self):
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="caveat-e2e-")))
        pages = self.directory / "pages"
        pages.mkdir()
        (pages / "long.bin").write_bytes(LONG)
        self.site = NginxSite(self.directory / "site", pages)
        self.addCleanup(self.site.stop)
        self.https = free_port()

    def start(self, limits: str, listen: str = "", configuration: str = UNTRUSTING) -> CaveatProxy:
        certificate = make_certificate(self.directory, "news", "news.test")
        proxy = CaveatProxy(self.directory / "proxy", self.site.port, rules=None, configuration=configuration,
                            listen=f'https = "127.0.0.1:{self.https}"\n{listen}',
                            tables=f"{table(*certificate)}[limits]\n{limits}\n")
        self.addCleanup(proxy.stop)
        return proxy

    def connect(self, port: int) -> socket.socket:
        reader = socket.socket()
        self.addCleanup(reader.close)
        reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 64 * 1024)
        reader.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 1460)  # as on the way to a reader, not as on loopback
        reader.settimeout(20)
        reader.connect(("127.0.0.1", port))
        return reader

    def connect_tls(self) -> ssl.SSLSocket:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return context.wrap_socket(self.connect(self.https))

    def count(self, proxy: CaveatProxy, series: str) -> int:
        found = [line for line in proxy.admin("/metrics")[1].splitlines() if line.startswith(f"{series} ")]
        return int(found[0].split()[-1]) if found else 0

    def assert_counted(self, proxy: CaveatProxy, series: str, before: int = 0) -> None:
        wait_until(lambda: self.count(proxy, series) > before, "it is counted")

    def assert_given_up_after(self, said: bytes, proxy: CaveatProxy, port: int, series: str) -> None:
        """Who says so much on a connection to `port`, and nothing more, is closed, and counted in `series`."""
        with self.subTest(said), self.connect(port) as silent:
            before = self.count(proxy, series)
            silent.sendall(said)
            try:
                self.assertEqual(b"", silent.recv(100))
            except ConnectionResetError:
                pass  # of what it said something was not read
            self.assert_counted(proxy, series, before)


class OverTls(LimitsTest):
    TOO_MANY = 'caveat_refused_requests_total{reason="connections",status="503"}'
    NO_HANDSHAKE = 'caveat_refused_requests_total{reason="tls_handshake",status="400"}'

    def test_one_reader_too_many_is_closed_and_told_nothing_in_clear(self):
        proxy = self.start("connections = 2\nheader_time = 1")
        held = [self.connect(proxy.port) for _ in range(12)]
        for reader in held:
            reader.sendall(b"GET /pages/ HTTP/1.1\r\nHost: a\r\n\r\n")
        answers = [reader.recv(12) for reader in held]
        self.assertIn(b"HTTP/1.1 503", answers, "there are more than there may be")
        told = self.count(proxy, self.TOO_MANY)
        for reader in [self.connect(self.https) for _ in range(6)]:
            self.assertEqual(b"", reader.recv(100))
        self.assert_counted(proxy, self.TOO_MANY, told)
        self.assertLess(self.count(proxy, self.NO_HANDSHAKE), 6, "they were not all taken and given up for their silence")

    def test_one_connection_too_many_of_an_address_is_closed(self):
        proxy = self.start("connections_per_address = 1")
        with self.connect_tls() as first:
            first.sendall(b"GET /pages/ HTTP/1.1\r\nHost: a\r\n\r\n")
            self.assertTrue(first.recv(12).startswith(b"HTTP/1.1 "))
            self.assertEqual(b"", self.connect(self.https).recv(100))
        self.assert_counted(proxy, 'caveat_refused_requests_total{reason="connections_per_address",status="429"}')

    def test_no_handshake_is_waited_for_without_end(self):
        proxy = self.start("header_time = 1")
        for said in (b"", b"\x16\x03\x01"):
            self.assert_given_up_after(said, proxy, self.https, self.NO_HANDSHAKE)


class BehindABalancer(LimitsTest):
    NO_HEADER = 'caveat_refused_requests_total{reason="proxy_header",status="400"}'

    def test_no_proxy_header_is_waited_for_without_end(self):
        proxy = self.start("header_time = 1", listen="proxy_protocol = true", configuration=CONFIGURATION)
        for said in (b"", b"PROXY TCP4 192.0.2."):
            self.assert_given_up_after(said, proxy, proxy.port, self.NO_HEADER)


class SlowReaders(LimitsTest):
    STALLED = 'caveat_stalled_total{what="response"}'

    def take_slowly(self, reader: socket.socket, content: Callable[[bytes], bytes]) -> bytes:
        """For several times as long as nothing may be taken, but far too little for the server's socket to be writable
        meanwhile; then the rest at once. `content`: what of all that came so far is the page's."""
        received = bytearray()
        for _ in range(60):
            received += reader.recv(32 * 1024)
            time.sleep(0.1)
        while len(content(received)) < len(LONG):
            more = reader.recv(1 << 20)
            self.assertTrue(more, f"cut after {len(received)} bytes")
            received += more
        return bytes(content(received))

    def test_who_reads_without_a_pause_gets_all_however_slowly(self):
        proxy = self.start("idle_time = 2")
        for name, connect in (("in clear", lambda: self.connect(proxy.port)), ("TLS", self.connect_tls)):
            with self.subTest(name), connect() as reader:
                reader.sendall(HTTP1_GET)
                self.assertTrue(self.take_slowly(reader, content_behind_head) == LONG, "all of it, and in order")

    def test_so_does_who_reads_by_http2(self):
        proxy = self.start("idle_time = 2")
        reader = self.connect(proxy.port)
        reader.sendall(HTTP2_GET)
        self.assertTrue(self.take_slowly(reader, content_of_frames) == LONG, "all of it, and in order")

    def test_who_takes_nothing_is_given_up_and_counted(self):
        proxy = self.start("idle_time = 2")
        for name, request in (("HTTP/1", HTTP1_GET), ("HTTP/2", HTTP2_GET)):
            with self.subTest(name):
                before = self.count(proxy, self.STALLED)
                self.connect(proxy.port).sendall(request)
                self.assert_counted(proxy, self.STALLED, before)


class SlowUploads(LimitsTest):
    PIECES = [bytes((ord("a") + number,)) * 3000 for number in range(7)]
    TO = b"/files/arrived.bin"
    HEAD1 = b"PUT " + TO + b" HTTP/1.1\r\nHost: a\r\nContent-Length: 21000\r\n\r\n"
    HEAD2 = OPEN_WINDOWS + frame(1, 4, 1, b"\x42\x03PUT\x86\x04" + bytes((len(TO),)) + TO + b"\x01\x01a")
    TOO_SLOW = 'caveat_refused_requests_total{reason="request_body_timeout",status="408"}'

    def versions(self):
        """The head of an upload, what a piece of it looks like, and how its answer begins."""
        return (("HTTP/1", self.HEAD1, lambda piece, _: piece, b"HTTP/1.1 201"),
                ("HTTP/2", self.HEAD2, lambda piece, is_last: frame(0, int(is_last), 1, piece), None))

    def test_one_that_goes_on_arrives_whole_however_slowly(self):
        proxy = self.start("idle_time = 2")
        arrived = self.site.files / "arrived.bin"
        for name, head, piece_of, answer in self.versions():
            with self.subTest(name), self.connect(proxy.port) as reader:
                reader.sendall(head)
                for piece in self.PIECES:
                    time.sleep(0.8)
                    reader.sendall(piece_of(piece, piece is self.PIECES[-1]))
                if answer:
                    self.assertTrue(reader.recv(100).startswith(answer))
                wait_until(arrived.exists, "it has arrived")
                self.assertTrue(arrived.read_bytes() == b"".join(self.PIECES), "all of it, and in order")
                arrived.unlink()

    def test_one_that_stops_is_given_up_and_counted(self):
        proxy = self.start("idle_time = 1")
        for name, head, piece_of, _ in self.versions():
            with self.subTest(name), self.connect(proxy.port) as reader:
                before = self.count(proxy, self.TOO_SLOW)
                reader.sendall(head + piece_of(self.PIECES[0], False))
                self.assert_counted(proxy, self.TOO_SLOW, before)
        self.assertFalse((self.site.files / "arrived.bin").exists(), "nothing of it was taken for the whole")


if __name__ == "__main__":
    main()
