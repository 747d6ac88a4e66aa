"""Several servers behind a site, over TCP, TLS and Unix sockets: who is asked, who is left out, who is trusted."""

import select
import socket
import ssl
import subprocess
import tempfile
import threading
import time
import unittest
from pathlib import Path

from caveat_proxy import CONFIGURATION, CaveatProxy
from newsroom import main
from processes import free_port, wait_until
from reader import ask
from scripted_upstream import ScriptedUpstream


def answer(text: str, status: str = "200 OK") -> bytes:
    return b"HTTP/1.1 %s\r\nContent-Type: text/plain\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s" % (
        status.encode(), len(text), text.encode())


class UpstreamTest(unittest.TestCase):
    def setUp(self):
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="caveat-e2e-")))

    def upstream(self, *arguments, **options) -> ScriptedUpstream:
        upstream = ScriptedUpstream(*arguments, **options)
        self.addCleanup(upstream.stop)
        return upstream

    def proxy_with(self, upstream: str) -> CaveatProxy:
        """`upstream`: the lines of its table."""
        configuration = CONFIGURATION.replace('url = "http://127.0.0.1:{upstream}"', upstream)
        proxy = CaveatProxy(self.directory / "proxy", 0, configuration=configuration)
        self.addCleanup(proxy.stop)
        return proxy


class Servers(UpstreamTest):
    def test_they_share_the_requests_by_their_weight(self):
        a, b = self.upstream(answer("a")), self.upstream(answer("b"))
        proxy = self.proxy_with(f'servers = [{{{{ url = "http://127.0.0.1:{a.port}", weight = 3 }}}}, "http://127.0.0.1:{b.port}"]')
        answers = b"".join(ask(proxy.port, "/", "CZ").body for _ in range(40))
        # Each thread of the server begins where it likes.
        self.assertEqual(30, answers.count(b"a"), answers)

    def test_the_one_with_fewer_requests_under_way_is_asked_where_that_is_wanted(self):
        busy, free = self.upstream({"/hold": None, "/": answer("busy")}), self.upstream(answer("free"))
        proxy = self.proxy_with(
            f'servers = ["http://127.0.0.1:{busy.port}", "http://127.0.0.1:{free.port}"]\nbalance = "least_connections"')
        while not busy.heads:
            holder = Client(proxy.port)
            self.addCleanup(holder.close)
            holder.sendall(b"GET /hold HTTP/1.1\r\nHost: a\r\n\r\n")
            wait_until(lambda: busy.heads or select.select([holder], [], [], 0)[0], "one of them was asked")
        self.assertEqual({b"free"}, {ask(proxy.port, "/", "CZ").body for _ in range(8)})
        self.assertEqual(["GET /hold HTTP/1.1"], [head.split("\r\n")[0] for head in busy.heads])

    def test_one_that_is_down_is_left_out_and_comes_back_without_a_request(self):
        port = free_port()
        other = self.upstream(answer("b"))
        proxy = self.proxy_with(
            f'servers = ["http://127.0.0.1:{port}", "http://127.0.0.1:{other.port}"]\n'
            "health = {{ max_failures = 2, retry_after = 1 }}")
        for _ in range(10):
            self.assertEqual(b"b", ask(proxy.port, "/", "CZ").body)
        up = f'caveat_upstream_up{{server="http://127.0.0.1:{port}",site="default"}}'
        self.assertIn(up + " 0", proxy.admin("/metrics")[1])
        proxy.wait_for_log(f"http://127.0.0.1:{port} is out: upstream_unreachable")
        self.assertEqual(200, proxy.admin("/readyz")[0], "one server is left")
        self.upstream(answer("a"), port=port)
        wait_until(lambda: up + " 1" in proxy.admin("/metrics")[1], "it is back")
        self.assertEqual({b"a", b"b"}, {ask(proxy.port, "/", "CZ").body for _ in range(4)})

    def test_without_any_the_server_is_not_ready(self):
        port = free_port()
        proxy = self.proxy_with(f'url = "http://127.0.0.1:{port}"\n' "health = {{ retry_after = 1 }}")
        for _ in range(3):
            self.assertEqual(502, ask(proxy.port, "/", "CZ").status)
        self.assertIn("upstream: degraded: no server is healthy", proxy.admin("/readyz")[1])
        self.upstream(answer("a"), port=port)
        wait_until(lambda: proxy.admin("/readyz")[0] == 200, "it is ready again")

    def test_one_whose_check_fails_is_left_out(self):
        ill, well = self.upstream(answer("ill", "503 Service Unavailable")), self.upstream(answer("well"))
        proxy = self.proxy_with(
            f'servers = ["http://127.0.0.1:{ill.port}", "http://127.0.0.1:{well.port}"]\n'
            'health = {{ path = "/health", interval = 1, timeout = 1, max_failures = 1 }}')
        proxy.wait_for_log(f"http://127.0.0.1:{ill.port} is out: check_failed")
        self.assertEqual({b"well"}, {ask(proxy.port, "/", "CZ").body for _ in range(6)})

    def test_one_whose_check_succeeds_again_comes_back(self):
        ill, well = self.upstream(answer("ill", "503 Service Unavailable")), self.upstream(answer("well"))
        proxy = self.proxy_with(
            f'servers = ["http://127.0.0.1:{ill.port}", "http://127.0.0.1:{well.port}"]\n'
            'health = {{ path = "/health", interval = 1, timeout = 1, max_failures = 1 }}')
        up = f'caveat_upstream_up{{server="http://127.0.0.1:{ill.port}",site="default"}}'
        wait_until(lambda: up + " 0" in proxy.admin("/metrics")[1], "the check has failed")
        ill.answer = answer("cured")
        wait_until(lambda: up + " 1" in proxy.admin("/metrics")[1], "the check has succeeded")
        self.assertEqual({b"cured", b"well"}, {ask(proxy.port, "/", "CZ").body for _ in range(6)})

    def test_a_check_asks_for_the_host_that_the_operator_names(self):
        site = self.upstream(answer("well"))
        self.proxy_with(f'url = "http://127.0.0.1:{site.port}"\n'
                        'health = {{ path = "/health", host = "news.example", interval = 1 }}')
        wait_until(lambda: site.heads, "the site is checked")
        self.assertIn("\r\nHost: news.example\r\n", site.heads[0])

    def test_a_unix_socket(self):
        socket = self.directory / "site.sock"
        self.upstream(answer("by socket"), path=socket)
        proxy = self.proxy_with(f'url = "unix:{socket}"')
        for _ in range(3):
            self.assertEqual(b"by socket", ask(proxy.port, "/", "CZ").body)


def openssl(*arguments: str) -> None:
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)


class Authority:
    """Makes certificates that it vouches for."""

    def __init__(self, directory: Path):
        self.directory = directory
        self.file = directory / "ca.pem"
        self._key = directory / "ca.key"
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                "-subj", "/CN=Test CA", "-keyout", str(self._key), "-out", str(self.file))

    def certificate(self, name: str) -> tuple[Path, Path]:
        certificate, key, request = (self.directory / f"{name}.{end}" for end in ("pem", "key", "csr"))
        openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", f"/CN={name}",
                "-addext", f"subjectAltName=DNS:{name}", "-keyout", str(key), "-out", str(request))
        openssl("x509", "-req", "-in", str(request), "-CA", str(self.file), "-CAkey", str(self._key), "-days", "2",
                "-copy_extensions", "copy", "-out", str(certificate))
        return certificate, key


class Tls(UpstreamTest):
    def setUp(self):
        super().setUp()
        self.authority = Authority(self.directory)

    def server(self, name: str = "localhost", asks_for_certificate: bool = False) -> ScriptedUpstream:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*self.authority.certificate(name))
        if asks_for_certificate:
            context.load_verify_locations(self.authority.file)
            context.verify_mode = ssl.CERT_REQUIRED
        self.asked_for: list[str | None] = []
        context.sni_callback = lambda _socket, asked, _context: self.asked_for.append(asked)
        return self.upstream(answer("by tls"), tls=context)

    def assert_refused(self, proxy: CaveatProxy, words: str) -> None:
        self.assertEqual(502, ask(proxy.port, "/", "CZ").status)
        counted = 'caveat_upstream_errors_total{reason="upstream_untrusted"} 1'
        wait_until(lambda: counted in proxy.admin("/metrics")[1], "it is counted")
        proxy.wait_for_log(words)

    def test_a_server_that_an_authority_vouches_for_is_trusted(self):
        server = self.server()
        proxy = self.proxy_with(f'url = "https://localhost:{server.port}"\nca = "{self.authority.file}"')
        self.assertEqual(b"by tls", ask(proxy.port, "/", "CZ").body)
        self.assertEqual(["localhost"], self.asked_for)

    def test_one_that_nobody_vouches_for_is_not(self):
        server = self.server()
        proxy = self.proxy_with(f'url = "https://localhost:{server.port}"')
        self.assert_refused(proxy, f"TLS with https://localhost:{server.port}, which has to prove that it is localhost, "
                                   "failed: certificate verify failed (unable to get local issuer certificate)")

    def test_the_log_tells_of_it_once_however_many_readers_ask(self):
        server = self.server()
        proxy = self.proxy_with(f'url = "https://localhost:{server.port}"')
        began = time.monotonic()
        for _ in range(20):
            self.assertEqual(502, ask(proxy.port, "/", "CZ").status)
        told = proxy.log().count("certificate verify failed")
        self.assertTrue(1 <= told <= 1 + (time.monotonic() - began) / 10, told)

    def test_one_that_is_somebody_else_is_not(self):
        server = self.server("other.test")
        proxy = self.proxy_with(f'url = "https://localhost:{server.port}"\nca = "{self.authority.file}"')
        self.assert_refused(proxy, "failed: certificate verify failed (hostname mismatch)")

    def test_it_is_who_server_name_says(self):
        server = self.server("other.test")
        proxy = self.proxy_with(
            f'url = "https://localhost:{server.port}"\nca = "{self.authority.file}"\nserver_name = "other.test"')
        self.assertEqual(b"by tls", ask(proxy.port, "/", "CZ").body)
        self.assertEqual(["other.test"], self.asked_for)

    def test_not_to_verify_is_possible_and_warned_of(self):
        server = self.server("other.test")
        proxy = self.proxy_with(f'url = "https://localhost:{server.port}"\nverify = false')
        self.assertEqual(b"by tls", ask(proxy.port, "/", "CZ").body)
        proxy.wait_for_log("`verify = false`")

    def test_our_own_certificate_is_shown_to_a_server_that_asks_for_one(self):
        server = self.server(asks_for_certificate=True)
        certificate, key = self.authority.certificate("caveat.test")
        proxy = self.proxy_with(f'url = "https://localhost:{server.port}"\nca = "{self.authority.file}"\n'
                                f'certificate = "{certificate}"\nkey = "{key}"')
        self.assertEqual(b"by tls", ask(proxy.port, "/", "CZ").body)

    def test_a_reader_who_breaks_a_body_that_was_answered_already_touches_nobody_elses_connection(self):
        """The connection to the site is closed while a long answer of it waits for the reader; the next to come gets
        its descriptor."""
        site = EarlySite(self.authority.certificate("localhost"))
        self.addCleanup(site.stop)
        proxy = self.proxy_with(f'url = "https://localhost:{site.port}"\nca = "{self.authority.file}"')
        with Client(proxy.port) as breaker:
            breaker.sendall(POST_IN_CHUNKS + b"10010\r\n" + bytes(0x10010) + b"\r\n")
            breaker.wait_until_nothing_more_comes()
            breaker.sendall(b"no chunk\r\n")
            wait_until(lambda: site.was_reset, "the site's connection is closed")
            others = [Client(proxy.port) for _ in range(3)]
            for number, other in enumerate(others, 1):
                self.addCleanup(other.close)
                other.sendall(GET_LATER)
                wait_until(lambda: site.waiting == number, "it is being answered")
                other.sendall(GET_NOW)
            breaker.read_to_end()
        site.answer_all()
        for other in others:
            self.assertRegex(other.read_until(b"\r\n\r\nnow"), rb"(?s)\r\n\r\nlaterHTTP/1.1 200 .*\r\n\r\nnow$")


POST_IN_CHUNKS = b"POST /early HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
GET_LATER = b"GET /later HTTP/1.1\r\nHost: a\r\n\r\n"
GET_NOW = b"GET /now HTTP/1.1\r\nHost: a\r\n\r\n"


class EarlySite:
    """Answers /early with more than anybody takes at once, before it has read the request, and /later when told to."""

    def __init__(self, certificate: tuple[Path, Path]):
        self.was_reset = False
        self.waiting = 0
        self._may_answer = threading.Event()
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(*certificate)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            connection.settimeout(30)
            self._threads.append(threading.Thread(target=self._serve, args=(connection,)))
            self._threads[-1].start()

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            try:
                with self._context.wrap_socket(connection, server_side=True) as stream:
                    while head := stream.recv(4096):
                        self._answer(stream, head)
            except OSError:
                pass

    def _answer(self, stream: ssl.SSLSocket, head: bytes) -> None:
        if head.startswith(b"POST /early"):
            try:
                stream.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 30000000\r\n\r\n" + bytes(30_000_000))
            except OSError:
                self.was_reset = True
                raise
        if head.startswith(b"GET /later"):
            self.waiting += 1
            self._may_answer.wait(30)
            stream.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nlater")
        if head.startswith(b"GET /now"):
            stream.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nnow")

    def answer_all(self) -> None:
        self._may_answer.set()

    def stop(self) -> None:
        self.answer_all()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join()


class Client(socket.socket):
    def __init__(self, port: int):
        super().__init__()
        self.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        self.settimeout(20)
        self.connect(("127.0.0.1", port))

    def wait_until_nothing_more_comes(self) -> None:
        """Without reading it."""
        waiting = []
        while len(waiting) < 5 or len(set(waiting[-5:])) > 1 or not waiting[-1]:
            waiting.append(len(self.recv(1 << 24, socket.MSG_PEEK)))
            time.sleep(0.1)

    def read_until(self, end: bytes) -> bytes:
        received = b""
        while not received.endswith(end) and (more := self.recv(4096)):
            received += more
        return received

    def read_to_end(self) -> None:
        try:
            while self.recv(1 << 20):
                pass
        except ConnectionError:
            pass


if __name__ == "__main__":
    main()
