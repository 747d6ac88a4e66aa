"""What breaks in earnest: the site is killed, stopped, cut or lies; descriptors, disks and clocks run out or jump.

docs/failures.md lists each state of which tests make it happen."""

import gzip
import os
import signal
import socket
import tempfile
import time
import unittest
from pathlib import Path

from backends import executable
from caveat_proxy import BINARY, CaveatProxy, is_sanitized
from newsroom import main
from page_facts import facts_of
from processes import Server, accepts_connections, free_port, wait_until
from reader import SITE, SlowDownload, ask
from scripted_upstream import ScriptedUpstream

MOVED_CLOCK = os.environ.get("MOVED_CLOCK_LIBRARY") or BINARY.parent / "tests/e2e/libmoved_clock.so"
CURL_GOT_PART_OF_IT = {18, 52, 56}
CURL_CANNOT_DECODE = 61
HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
PAGE = b"<!DOCTYPE html><html lang=en><body><article><h1>T</h1><p>Text</p></article>"
# Past what is held back until the notice has its place, even when it is coded: its words do not repeat.
LONG_PAGE = PAGE + b"".join(b"<p>%d %d</p>" % (n * 7919 % 10007, n * 104729 % 99991) for n in range(60_000)) + b"</body></html>"
IMPATIENT = "[limits]\nupstream_idle_time = 1\nupstream_connect_time = 1\n"

SITE_CONFIGURATION = """
daemon off;
master_process off;
pid nginx.pid;
events {{ worker_connections 64; }}
http {{
  access_log off;
  types {{ text/html html; }}
  client_body_temp_path t; proxy_temp_path t; fastcgi_temp_path t; uwsgi_temp_path t; scgi_temp_path t;
  server {{
    listen 127.0.0.1:{port};
    root {root};
    location /slow/ {{ alias {root}/; limit_rate 100k; }}
  }}
}}
"""


class Scene(unittest.TestCase):
    def setUp(self):
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="caveat-e2e-")))

    def proxy_before(self, port: int, **how: object) -> CaveatProxy:
        proxy = CaveatProxy(self.directory / f"proxy{port}", port, **how)
        self.addCleanup(proxy.stop)
        return proxy

    def site_that_says(self, answer: bytes | dict[str, bytes]) -> int:
        upstream = ScriptedUpstream(answer)
        self.addCleanup(upstream.stop)
        return upstream.port

    def start_site(self, port: int) -> Server:
        root = self.directory / "pages"
        if not root.exists():
            root.mkdir()
            (root / "page.html").write_bytes(PAGE)
            (root / "long.html").write_bytes(LONG_PAGE)
            (self.directory / "nginx.conf").write_text(SITE_CONFIGURATION.format(port=port, root=root))
        command = [executable("nginx"), "-p", str(self.directory), "-c", str(self.directory / "nginx.conf"),
                   "-e", str(self.directory / "errors.log")]
        site = Server(command, self.directory / "site.log")
        self.addCleanup(site.stop)
        site.wait_for(lambda: accepts_connections(port), "nginx listens")
        return site

    def assert_warned(self, response) -> None:
        self.assertEqual((0, 200), (response.curl_status, response.status))
        self.assertEqual(1, len(facts_of(response.body).notices))


class TheSite(Scene):
    def test_killed_while_a_page_is_on_its_way_the_page_ends_uncleanly_and_the_next_reader_is_told(self):
        port = free_port()
        site, proxy = self.start_site(port), self.proxy_before(port)
        self.assert_warned(ask(proxy.port, "/page.html", "RU"))  # and a connection is kept
        downloads = [SlowDownload(proxy.port, "/slow/long.html", place, self.directory / place) for place in ("CZ", "RU")]
        wait_until(lambda: all(download.received() > 0 for download in downloads), "both have begun")
        site.send(signal.SIGKILL)
        site.wait()
        for download in downloads:
            self.assertIn(download.wait(), CURL_GOT_PART_OF_IT)
        for place in ("CZ", "RU"):
            response = ask(proxy.port, "/page.html", place)
            self.assertEqual((0, 502, "no-store"), (response.curl_status, response.status, response.fields["cache-control"]))
        self.start_site(port)
        self.assert_warned(ask(proxy.port, "/page.html", "RU"))

    def test_stopped_it_is_a_504_and_goes_on_when_it_does(self):
        port = free_port()
        site, proxy = self.start_site(port), self.proxy_before(port, tables=IMPATIENT)
        self.assert_warned(ask(proxy.port, "/page.html", "RU"))
        site.send(signal.SIGSTOP)
        try:
            for place in ("CZ", "RU"):
                self.assertEqual((0, 504), ask(proxy.port, "/page.html", place)[:2])
        finally:
            site.send(signal.SIGCONT)
        self.assert_warned(ask(proxy.port, "/page.html", "RU"))

    def test_stopped_in_the_middle_of_a_page_the_page_ends_uncleanly(self):
        port = free_port()
        site, proxy = self.start_site(port), self.proxy_before(port, tables=IMPATIENT)
        download = SlowDownload(proxy.port, "/slow/long.html", "RU", self.directory / "page")
        wait_until(lambda: download.received() > 0, "it has begun")
        site.send(signal.SIGSTOP)
        try:
            self.assertIn(download.wait(), CURL_GOT_PART_OF_IT)
        finally:
            site.send(signal.SIGCONT)

    def test_less_than_it_promised_is_never_a_whole_page(self):
        chunked = HTML + b"Transfer-Encoding: chunked\r\n\r\n"
        answers = {
            "/length": HTML + b"Content-Length: %d\r\n\r\n" % (len(LONG_PAGE) + 1) + LONG_PAGE,
            "/chunks": chunked + b"%x\r\n" % len(LONG_PAGE) + LONG_PAGE + b"\r\n",
            "/a-last-chunk-without-its-end": chunked + b"%x\r\n" % len(LONG_PAGE) + LONG_PAGE + b"\r\n0\r\n",
            "/a-chunk-longer-than-it-says": chunked + b"%x\r\n" % (len(LONG_PAGE) - 1) + LONG_PAGE + b"\r\n0\r\n\r\n",
        }
        proxy = self.proxy_before(self.site_that_says(answers))
        for path in answers:
            for place in ("CZ", "RU"):
                with self.subTest(path, place=place):
                    self.assertIn(ask(proxy.port, path, place).curl_status, CURL_GOT_PART_OF_IT)

    def test_more_than_it_promised_is_nobodys_answer(self):
        second = HTML + b"Content-Length: 6\r\n\r\nsecond"
        proxy = self.proxy_before(self.site_that_says(HTML + b"Content-Length: %d\r\n\r\n" % len(PAGE) + PAGE + second))
        for place in ("CZ", "RU", "CZ", "RU"):
            response = ask(proxy.port, "/a.html", place)
            self.assertEqual((0, 200), (response.curl_status, response.status))
            self.assertNotIn(b"second", response.body)
            self.assertIn(b"<p>Text</p>", response.body)

    def test_a_coded_page_that_proves_damaged_after_its_notice_went_out_ends_uncleanly(self):
        coded = gzip.compress(LONG_PAGE)
        damaged = {
            "/wrong-checksum": coded[:-8] + bytes([coded[-8] ^ 1]) + coded[-7:],
            "/wrong-size": coded[:-1] + bytes([coded[-1] ^ 1]),
            "/no-end": coded[:-8],
            "/something-after-its-end": coded + b"<p>more</p>",
        }
        head = HTML + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n"
        answers = {path: head % len(body) + body for path, body in damaged.items()}
        proxy = self.proxy_before(self.site_that_says(answers))
        for path in damaged:
            with self.subTest(path):
                response = ask(proxy.port, path, "RU", "--compressed")
                self.assertEqual(200, response.status)
                self.assertIn(b"data-caveat", response.body)
                self.assertIn(response.curl_status, CURL_GOT_PART_OF_IT | {CURL_CANNOT_DECODE})

    def test_a_page_that_expands_without_end_is_a_502_or_ends_uncleanly(self):
        bomb = gzip.compress(PAGE + b" " * 60_000_000)
        answer = HTML + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(bomb) + bomb
        proxy = self.proxy_before(self.site_that_says(answer))
        response = ask(proxy.port, "/a.html", "RU", keep_body=False)
        self.assertTrue(response.status == 502 or response.curl_status in CURL_GOT_PART_OF_IT, response[:2])
        if not is_sanitized():
            self.assertLess(proxy.server.peak_memory(), 200_000_000)


class TheMachine(Scene):
    def let_types_be_seen(self, proxy: CaveatProxy) -> None:
        """UndefinedBehaviorSanitizer looks through a pipe whether an object's vptr leads anywhere, when it first meets its
        type (compiler-rt: IsAccessibleMemoryRange). Where no pipe can be made it calls the object bad. So every kind of
        body has to have been there before descriptors run out: edited, recorded, played back, relayed."""
        if is_sanitized():
            for place in ("RU", "RU", "RU", "RU", "CZ"):
                ask(proxy.port, "/page.html?another=page", place)

    def test_out_of_descriptors_readers_get_their_page_or_a_503_and_all_is_well_afterwards(self):
        port = free_port()
        self.start_site(port)
        proxy = self.proxy_before(port, before=("prlimit", "--nofile=48:48"))
        self.assert_warned(ask(proxy.port, "/page.html", "RU"))
        self.let_types_be_seen(proxy)
        readers = [self.enterContext(socket.create_connection(("127.0.0.1", proxy.port))) for _ in range(60)]
        request = f"GET /page.html HTTP/1.1\r\nHost: {SITE}\r\nX-Forwarded-For: 203.0.113.77\r\n\r\n".encode()
        for reader in readers:
            reader.sendall(request)
        answers = [reader.recv(65536) for reader in readers]
        self.assertEqual({b"200", b"503"}, {answer[9:12] for answer in answers})
        for answer in answers:
            self.assertEqual(answer[9:12] == b"200", b"data-caveat" in answer)
        for reader in readers:
            reader.close()
        self.assert_warned(ask(proxy.port, "/page.html", "RU"))
        self.assertEqual(200, proxy.admin("/healthz")[0])
        proxy.wait_for_log("but the process may open 48 descriptors")

    def test_out_of_descriptors_it_waits_and_does_not_try_on_and_on(self):
        port = free_port()
        self.start_site(port)
        proxy = self.proxy_before(port, before=("prlimit", "--nofile=48:48"))
        for address in [proxy.port] * 10 + [proxy.admin_port] * 60:
            self.enterContext(socket.create_connection(("127.0.0.1", address)))
        time.sleep(0.5)
        before = proxy.server.processor_time()
        time.sleep(1)
        self.assertLess(proxy.server.processor_time() - before, 0.3)

    def test_a_full_disk_under_the_log_costs_the_log_and_no_page(self):
        port = free_port()
        self.start_site(port)
        proxy = self.proxy_before(port, before=("sh", "-c", "exec \"$@\" > /dev/full 2>&1", "sh"))
        for place in ("CZ", "RU", "RU"):
            response = ask(proxy.port, "/page.html", place)
            self.assertEqual((0, 200), (response.curl_status, response.status))
            self.assertEqual(int(place != "CZ"), len(facts_of(response.body).notices))
        self.assertEqual("", proxy.log())


class TheClock(Scene):
    def test_a_clock_that_jumps_takes_no_rule_out_of_force(self):
        if is_sanitized():
            self.skipTest("a sanitizer has to come before what is preloaded")
        port = free_port()
        self.start_site(port)
        clock = self.directory / "clock"
        clock.write_text("0")
        settings = [f"LD_PRELOAD={MOVED_CLOCK}", f"MOVED_CLOCK={clock}"]
        dated = self.directory / "dated.toml"
        today = time.strftime("%Y-%m-%d", time.gmtime(time.time() - 7 * 86400))
        flagship = Path(__file__).with_name("rules") / "undesirable.toml"
        dated.write_text(flagship.read_text().replace("[pack]", f"[pack]\neffective = {today}\nexpires = 2090-01-01"))
        os.utime(dated, (time.time() - 8 * 86400,) * 2)
        proxy = self.proxy_before(port, rules=dated, before=("env", *settings),
                                  tables="[process]\nconfine_files = false\n")  # what is preloaded reads a file
        for days in (0, -3000, 30000, -1, 0):
            with self.subTest(days):
                clock.write_text(str(days * 86400))
                self.assert_warned(ask(proxy.port, "/page.html", "RU"))
                self.assertEqual(503 if days else 200, proxy.admin("/readyz")[0], proxy.admin("/readyz")[1])
        proxy.wait_for_log("which is before the last change of")
        proxy.wait_for_log("jumped ahead")


if __name__ == "__main__":
    main()
