"""How readers reach Caveat: TLS, HTTP/2, the PROXY protocol, Unix sockets. Real curl, openssl and h2load."""

import re
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

from caveat_proxy import ADDRESSES, CONFIGURATION, CaveatProxy
from certificates import make_certificate, table
from http2_frames import HEAD_TO_GET, HEAD_TO_POST, frame
from newsroom import PAGES, main, page_bytes, page_names, url_of
from nginx_site import NginxSite
from processes import free_port, wait_until
from reader import ask

NEWS, OTHER = "news.test", "other.test"


def count_of(series: str, proxy: CaveatProxy) -> int:
    found = re.search(rf"^{re.escape(series)} (\d+)$", proxy.admin("/metrics")[1], re.MULTILINE)
    return int(found[1]) if found else 0


class Transport(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if not PAGES.is_dir():
            raise unittest.SkipTest(f"no pages in {PAGES}: set CAVEAT_CORPUS")
        cls.directory = Path(tempfile.mkdtemp(prefix="caveat-transport-"))
        cls.addClassCleanup(shutil.rmtree, cls.directory)
        cls.site = NginxSite(cls.directory / "site", PAGES)
        cls.addClassCleanup(cls.site.stop)
        cls.news = make_certificate(cls.directory, "news", NEWS)
        cls.other = make_certificate(cls.directory, "other", OTHER, f"*.{OTHER}")
        cls.news_by_rsa = make_certificate(cls.directory, "news-rsa", NEWS, key_kind="rsa")
        cls.https = free_port()
        cls.proxy = CaveatProxy(
            cls.directory / "proxy", cls.site.port, listen=f'https = "127.0.0.1:{cls.https}"',
            tables=table(*cls.news) + table(*cls.other) + table(*cls.news_by_rsa) + "[limits]\nheader_bytes = 8192\n",
        )
        cls.addClassCleanup(cls.proxy.stop)

    def download(self, path: str, place: str, *options: str) -> bytes:
        """The body, over TLS."""
        command = ["curl", "--disable", "--silent", "--fail", "--path-as-is", "--max-time", "60", "--cacert",
                   str(self.news[0]), "--connect-to", f"{NEWS}:{self.https}:127.0.0.1:{self.https}",
                   "--header", f"X-Forwarded-For: {ADDRESSES[place]}", *options,
                   f"https://{NEWS}:{self.https}{path}"]
        return subprocess.run(command, capture_output=True, check=True).stdout

    def handshake(self, *options: str) -> str:
        command = ["openssl", "s_client", "-connect", f"127.0.0.1:{self.https}", *options]
        done = subprocess.run(command, input=b"", capture_output=True, timeout=20)
        return done.stdout.decode(errors="replace") + done.stderr.decode(errors="replace")


class Tls(Transport):
    def test_a_page_comes_whole_by_either_version_of_http(self):
        for version in ("--http1.1", "--http2"):
            for name in page_names()[:10]:
                with self.subTest(version=version, page=name):
                    self.assertEqual(page_bytes(name), self.download(url_of("pages", name), "CZ", version))

    def test_tls_1_2_and_1_3_are_spoken_and_nothing_older(self):
        self.assertRegex(self.handshake("-tls1_2"), r"New, TLSv1.2, Cipher is \w")
        self.assertRegex(self.handshake("-tls1_3"), r"New, TLSv1.3, Cipher is \w")
        for older in ("-tls1_1", "-tls1"):
            with self.subTest(older):
                said = self.handshake(older, "-cipher", "DEFAULT@SECLEVEL=0")
                self.assertIn("Cipher is (NONE)", said)
                self.assertIn("alert protocol version", said, "the server refused it, not the client")

    def test_the_certificate_is_chosen_by_the_name_that_is_asked_for(self):
        for name, subject in ((NEWS, NEWS), (OTHER, OTHER), (f"www.{OTHER}", OTHER), ("unknown.test", NEWS)):
            with self.subTest(name):
                self.assertRegex(self.handshake("-servername", name), f"subject=CN ?= ?{re.escape(subject)}\n")

    def test_a_reader_gets_the_certificate_whose_kind_of_key_it_can_use(self):
        for kind, signature in (("aECDSA", "ECDSA"), ("aRSA", "RSA")):
            with self.subTest(kind):
                spoken = self.handshake("-tls1_2", "-cipher", kind, "-servername", NEWS)
                self.assertRegex(spoken, f"Peer signature type: {signature}")

    def test_http2_is_offered_first(self):
        self.assertIn("ALPN protocol: h2", self.handshake("-alpn", "http/1.1,h2"))
        for only in ("http/1.1", "http/1.0"):
            self.assertIn(f"ALPN protocol: {only}", self.handshake("-alpn", only))

    def test_the_site_learns_that_the_reader_came_by_https(self):
        self.assertIn(b"https", self.download("/scheme", "CZ"))

    def test_what_is_no_tls_is_sent_away_and_counted(self):
        series = 'caveat_refused_requests_total{reason="tls_handshake",status="400"}'
        before = count_of(series, self.proxy)
        with socket.create_connection(("127.0.0.1", self.https)) as stranger:
            stranger.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            stranger.settimeout(10)
            self.assertNotIn(b"HTTP/1.1", stranger.recv(1000))
        wait_until(lambda: count_of(series, self.proxy) > before, "it is counted")

    def test_certificates_are_read_anew_on_a_hangup_and_bad_ones_are_not_taken(self):
        fingerprint = lambda: subprocess.run(
            ["openssl", "x509", "-noout", "-fingerprint"], input=self.handshake().encode(), capture_output=True
        ).stdout
        before = fingerprint()
        good = [path.read_bytes() for path in self.news]
        self.news[0].write_text("no certificate\n")
        self.proxy.reload()
        wait_until(lambda: "news.pem" in self.proxy.admin("/readyz")[1] or
                   self.proxy.admin("/readyz")[0] == 503, "the bad one is told of")
        self.assertEqual(before, fingerprint())
        for path, content in zip(self.news, good):
            path.write_bytes(content)
        make_certificate(self.directory, "news", NEWS)
        self.proxy.reload()
        wait_until(lambda: self.proxy.admin("/readyz")[0] == 200, "the good one is taken")
        self.assertNotEqual(before, fingerprint())

    def test_the_end_of_each_certificate_is_a_metric_that_follows_the_files(self):
        def days_left() -> dict[str, int]:
            found = re.findall(r'^caveat_certificate_not_after_timestamp_seconds\{name="(.*)"\} (\S+)',
                               self.proxy.admin("/metrics")[1], re.MULTILINE)
            return {name: round((float(end) - time.time()) / 86400) for name, end in found}

        self.assertEqual({NEWS: 2, OTHER: 2}, days_left())
        make_certificate(self.directory, "other", f"*.{OTHER}", days=90)
        self.proxy.reload()
        wait_until(lambda: days_left() == {NEWS: 2, f"*.{OTHER}": 90}, "the new one is told of")


class Http2(Transport):
    def test_prior_knowledge_is_understood_without_tls(self):
        name = page_names()[0]
        response = ask(self.proxy.port, url_of("pages", name), "CZ", "--http2-prior-knowledge")
        self.assertEqual((200, page_bytes(name)), (response.status, response.body))

    def test_a_covered_page_carries_its_notice(self):
        response = ask(self.proxy.port, url_of("gzip", page_names()[0]), "RU", "--http2-prior-knowledge")
        self.assertEqual(1, response.body.count(b"data-caveat="))

    def test_many_requests_share_one_connection(self):
        urls = [f"http://127.0.0.1:{self.proxy.port}{url_of('pages', name)}" for name in page_names()[:20]]
        done = subprocess.run(["h2load", "-n", "400", "-c", "2", "-m", "50", *urls], capture_output=True,
                              text=True, check=True).stdout
        self.assertIn("400 succeeded, 0 failed, 0 errored", done)

    def test_an_upload_arrives_whole(self):
        source = self.directory / "upload.bin"
        source.write_bytes(bytes(range(256)) * 8000)
        for host in ("--http2-prior-knowledge",):
            response = ask(self.proxy.port, "/files/arrived.bin", "CZ", host, "--upload-file", str(source))
            self.assertIn(response.status, (201, 204))
            self.assertEqual(source.read_bytes(), (self.site.files / "arrived.bin").read_bytes())

    def test_what_is_refused_in_http1_is_refused_here(self):
        for options, status in ((("--request", "TRACE"), 405), (("--header", "content_length: 3"), 400),
                                (("--header", "X-Big: " + "x" * 10000), 431)):
            with self.subTest(options[1][:20]):
                self.assertEqual(
                    status, ask(self.proxy.port, "/pages/", "CZ", "--http2-prior-knowledge", *options).status
                )

    def test_a_reader_who_resets_streams_in_a_row_is_sent_away(self):
        """RFC 9113, 10.5: a HEADERS and an RST_STREAM, again and again."""
        with socket.create_connection(("127.0.0.1", self.proxy.port)) as reader:
            reader.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(4, 0, 0, b""))
            reader.settimeout(20)
            try:
                for stream in range(1, 4001, 2):
                    reader.sendall(frame(1, 5, stream, HEAD_TO_GET) + frame(3, 0, stream, (8).to_bytes(4, "big")))
            except OSError:
                pass
            answer = b""
            try:
                while chunk := reader.recv(65536):
                    answer += chunk
            except ConnectionError:
                pass
        self.assertEqual(200, ask(self.proxy.port, url_of("pages", page_names()[0]), "CZ").status)
        self.assertIn((11).to_bytes(4, "big"), answer, "GOAWAY with ENHANCE_YOUR_CALM")
        counted = 'caveat_refused_requests_total{reason="stream_resets",status="429"} 1\n'
        wait_until(lambda: counted in self.proxy.admin("/metrics")[1], "it is counted")

    def test_more_requests_at_once_than_a_connection_may_have_are_refused_and_counted(self):
        with socket.create_connection(("127.0.0.1", self.proxy.port)) as reader:
            reader.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(4, 0, 0, b"") +
                           b"".join(frame(1, 4, stream, HEAD_TO_POST) for stream in range(1, 301, 2)))  # bodies are to come
            counted = 'caveat_refused_requests_total{reason="streams",status="503"} 50\n'
            wait_until(lambda: counted in self.proxy.admin("/metrics")[1], "those that are too many are counted")
        self.assertEqual(200, ask(self.proxy.port, url_of("pages", page_names()[0]), "CZ").status)


class ProxyProtocol(Transport):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.behind = CaveatProxy(cls.directory / "behind", cls.site.port, listen="proxy_protocol = true")
        cls.addClassCleanup(cls.behind.stop)

    @staticmethod
    def request() -> bytes:
        page = url_of("pages", page_names()[0]).encode()
        return b"GET " + page + b" HTTP/1.1\r\nHost: news.test\r\nConnection: close\r\n\r\n"

    def answer_to(self, header: bytes, port: int = 0) -> bytes:
        with socket.create_connection(("127.0.0.1", port or self.behind.port)) as balancer:
            balancer.sendall(header + self.request())
            balancer.settimeout(20)
            answer = b""
            try:
                while chunk := balancer.recv(65536):
                    answer += chunk
            except ConnectionResetError:
                pass  # what was sent was not read
            return answer

    def test_the_reader_is_where_version_1_says(self):
        covered = self.answer_to(b"PROXY TCP4 203.0.113.77 127.0.0.1 4000 80\r\n")
        free = self.answer_to(b"PROXY TCP4 192.0.2.7 127.0.0.1 4000 80\r\n")
        self.assertEqual((1, 0), (covered.count(b"data-caveat="), free.count(b"data-caveat=")))

    def test_the_reader_is_where_version_2_says(self):
        header = b"\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c" + bytes((203, 0, 113, 77, 127, 0, 0, 1)) + b"\x10\0\0\x50"
        self.assertEqual(1, self.answer_to(header).count(b"data-caveat="))

    def test_a_header_may_come_in_pieces(self):
        with socket.create_connection(("127.0.0.1", self.behind.port)) as balancer:
            balancer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for byte in b"PROXY TCP4 203.0.113.77 127.0.0.1 4000 80\r\n":
                balancer.sendall(bytes((byte,)))
            balancer.sendall(b"GET /pages/ HTTP/1.1\r\nHost: news.test\r\nConnection: close\r\n\r\n")
            balancer.settimeout(20)
            self.assertIn(b"HTTP/1.1 ", balancer.recv(100))

    def test_a_connection_without_one_is_closed(self):
        self.assertEqual(b"", self.answer_to(b""))

    def test_one_of_a_peer_that_is_not_trusted_is_closed_and_counted(self):
        untrusting = CaveatProxy(
            self.directory / "untrusting", self.site.port, listen="proxy_protocol = true",
            configuration=CONFIGURATION.replace('"127.0.0.0/8"', '"10.0.0.0/8"'))
        self.addCleanup(untrusting.stop)
        header = b"PROXY TCP4 203.0.113.77 127.0.0.1 4000 80\r\n"
        counted = 'caveat_refused_requests_total{reason="proxy_header",status="400"}'
        wait_until(lambda: count_of(counted, untrusting) == 1, "the look whether it listens is counted")
        self.assertEqual(b"", self.answer_to(header, untrusting.port))
        wait_until(lambda: count_of(counted, untrusting) == 2, "it is counted")

    def test_tls_begins_behind_it(self):
        https = free_port()
        behind = CaveatProxy(self.directory / "tls-behind", self.site.port, tables=table(*self.news),
                             listen=f'proxy_protocol = true\nhttps = "127.0.0.1:{https}"')
        self.addCleanup(behind.stop)
        context = ssl.create_default_context(cafile=str(self.news[0]))
        for address, notices in (("203.0.113.77", 1), ("192.0.2.7", 0)):
            with self.subTest(address), socket.create_connection(("127.0.0.1", https)) as balancer:
                balancer.sendall(b"PROXY TCP4 %s 127.0.0.1 4000 443\r\n" % address.encode())
                with context.wrap_socket(balancer, server_hostname=NEWS) as reader:
                    reader.sendall(self.request())
                    answer = b""
                    while chunk := reader.recv(65536):
                        answer += chunk
                self.assertEqual((True, notices), (answer.startswith(b"HTTP/1.1 200"), answer.count(b"data-caveat=")))


class UnixSocket(Transport):
    def test_readers_reach_it_by_a_unix_socket(self):
        path = self.directory / "caveat.sock"
        proxy = CaveatProxy(self.directory / "unix", self.site.port)
        proxy.stop()
        configuration = self.directory / "unix/caveat.toml"
        configuration.write_text(
            configuration.read_text().replace(f'http = "127.0.0.1:{proxy.port}"', f'http = "unix:{path}"')
        )
        self.addCleanup(proxy.start().stop)
        wait_until(path.exists, "the socket is there")
        name = page_names()[0]
        response = ask(1, url_of("pages", name), "RU", "--unix-socket", str(path))
        self.assertEqual((200, 1), (response.status, response.body.count(b"data-caveat=")))


if __name__ == "__main__":
    main()
