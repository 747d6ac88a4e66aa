"""Readers who take, or hold, what others need: of a server its good name, of the process its descriptors."""

import os
import re
import socket
import subprocess
import tempfile
import unittest
from pathlib import Path

from backends import executable
from caveat_proxy import CaveatProxy
from http2_frames import END_HEADERS, END_STREAM, HEADERS, PREFACE, SETTINGS, frame, head_for
from newsroom import main
from nginx_site import NginxSite
from processes import is_accepted, wait_until
from reader import ask
from scripted_upstream import ScriptedUpstream

NO_WINDOW = frame(SETTINGS, 0, 0, b"\0\4" + bytes(4))


class HostileReaders(unittest.TestCase):
    def setUp(self):
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="caveat-e2e-")))

    def proxy_before(self, upstream: int, tables: str = "", before: tuple[str, ...] = ()) -> CaveatProxy:
        proxy = CaveatProxy(self.directory / "proxy", upstream, rules=None, tables=tables, before=before)
        self.addCleanup(proxy.stop)
        return proxy

    def connect(self, proxy: CaveatProxy) -> socket.socket:
        return self.enterContext(socket.create_connection(("127.0.0.1", proxy.port), timeout=20))


class StoppedUploads(HostileReaders):
    """More than is read ahead, and less than was promised."""
    REQUEST = b"POST /form HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n" + 80_000 * b"x"

    def setUp(self):
        super().setUp()
        self.site = ScriptedUpstream({"/form": None})
        self.addCleanup(self.site.stop)

    def test_are_the_readers_doing_and_cost_no_server_its_good_name(self):
        proxy = self.proxy_before(self.site.port, "[limits]\nupstream_idle_time = 1\nidle_time = 3\n")
        readers = [self.connect(proxy) for _ in range(4)]
        for reader in readers:
            reader.sendall(self.REQUEST)
        self.assertEqual([b"HTTP/1.1 408"] * 4, [reader.recv(4096)[:12] for reader in readers])
        self.assertIn(f'caveat_upstream_up{{server="http://127.0.0.1:{self.site.port}",site="default"}} 1',
                      proxy.admin("/metrics")[1])

    def test_a_server_that_says_nothing_to_the_whole_of_one_is_late(self):
        proxy = self.proxy_before(self.site.port, "[limits]\nupstream_idle_time = 1\nidle_time = 3\n")
        reader = self.connect(proxy)
        reader.sendall(self.REQUEST + 20_000 * b"x")
        self.assertEqual(b"HTTP/1.1 504", reader.recv(4096)[:12])


    def test_a_server_that_leaves_a_reader_without_its_100_is_late(self):
        proxy = self.proxy_before(self.site.port, "[limits]\nupstream_idle_time = 1\nidle_time = 4\n")
        reader = self.connect(proxy)
        reader.sendall(b"POST /form HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n")
        self.assertEqual(b"HTTP/1.1 504", reader.recv(4096)[:12])


class UnreadStreams(HostileReaders):
    """Of HTTP/2: a connection may have a hundred, and each of them one to the site."""
    CONNECTIONS = 8

    def setUp(self):
        super().setUp()
        (self.directory / "pages").mkdir()
        (self.directory / "pages" / "short.html").write_text("<!DOCTYPE html><title>A</title><p>A page.")
        (self.directory / "pages" / "long.txt").write_bytes(bytes(1_000_000))
        self.site = NginxSite(self.directory / "site", self.directory / "pages")
        self.addCleanup(self.site.stop)
        one_thread = ("taskset", "--cpu-list", str(min(os.sched_getaffinity(0))))  # on machines with many cores, too
        self.proxy = self.proxy_before(self.site.port, before=(*one_thread, "prlimit", "--nofile=300:300"))

    def hold_all(self) -> None:
        asked = b"".join(frame(HEADERS, END_HEADERS | END_STREAM, 2 * number + 1, head_for("/pages/long.txt"))
                         for number in range(100))
        before = self.open_descriptors()
        for _ in range(self.CONNECTIONS):
            reader = self.connect(self.proxy)
            wait_until(lambda reader=reader: is_accepted(reader), "it is taken")
            reader.sendall(PREFACE + NO_WINDOW + asked)
        wait_until(lambda: self.open_descriptors() > before + 2 * self.CONNECTIONS, "the site was asked")
        counts = [0]

        def is_at_rest() -> bool:
            counts.append(self.open_descriptors())
            return counts[-20:] == 20 * counts[-1:]

        wait_until(is_at_rest, "nothing more is opened")

    def open_descriptors(self) -> int:
        return len(list(Path(f"/proc/{self.proxy.server.pid}/fd").iterdir()))

    def test_leave_descriptors_for_others(self):
        self.hold_all()
        for _ in range(8):
            self.assertEqual(200, ask(self.proxy.port, "/pages/short.html", "CZ").status)

    def test_leave_others_of_http2_one_request_after_the_other(self):
        self.hold_all()
        load = subprocess.run([executable("h2load"), "-n", "400", "-c", "4", "-m", "100",
                               f"http://127.0.0.1:{self.proxy.port}/pages/short.html"],
                              capture_output=True, text=True, timeout=60, check=True).stdout
        self.assertEqual("400", re.search(r"status codes: (\d+) 2xx", load)[1], load)


class LongHeads(HostileReaders):
    def test_of_the_site_reach_readers_by_http2_without_content_too(self):
        """nghttp2 drops what is longer than 64 KiB, unless it is told better."""
        fields = b"".join(b"X-%d: %s\r\n" % (number, 1000 * b"v") for number in range(100))
        site = ScriptedUpstream(b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n" + fields + b"\r\n")
        self.addCleanup(site.stop)
        proxy = self.proxy_before(site.port, "[limits]\nheader_bytes = 262144\n")
        answered = subprocess.run(["curl", "--disable", "--silent", "--http2-prior-knowledge", "--max-time", "20", "--noproxy", "*",
                                   "--dump-header", "-", f"http://127.0.0.1:{proxy.port}/"],
                                  capture_output=True, text=True, timeout=30, check=False)
        self.assertEqual((0, "HTTP/2 304"), (answered.returncode, answered.stdout.split("\n")[0].strip()))
        self.assertEqual(100, len(re.findall("^x-[0-9]+: v+", answered.stdout, re.MULTILINE)))


if __name__ == "__main__":
    main()
