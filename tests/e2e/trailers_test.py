"""What stands behind a body and before the last head, over HTTP/2: trailers both ways, and 100. Real curl and nghttp."""

import shutil
import socket
import subprocess
import tempfile
import threading
import unittest
from pathlib import Path

from caveat_proxy import CaveatProxy
from newsroom import main

BODY = b"hi"
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
OTHERS = b"HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </share.js>; rel=preload\r\n\r\n"
ANSWER = (b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"
          b"5\r\nhello\r\n0\r\nX-Sum: 1\r\nSet-Cookie: a=b\r\n\r\n")


class Site:
    """Answers a request once all of it came; one connection after the other."""

    def __init__(self):
        self.requests: list[bytes] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(10)
                try:
                    self._answer(connection)
                except OSError:
                    continue  # one that broke off: the next may do better

    def _answer(self, connection: socket.socket) -> None:
        read = lambda end, so_far: so_far if end in so_far else read(end, so_far + (connection.recv(65536) or end))
        request = read(b"\r\n\r\n", b"")
        if b"Expect: 100-continue" in request or b"expect: 100-continue" in request:
            connection.sendall(OTHERS + CONTINUE)
        head, end, body = request.partition(b"\r\n\r\n")
        if b"chunked" in head:
            body = read(b"\r\n\r\n", read(b"0\r\n", body))
        elif head.startswith(b"PUT "):
            # Where a site answers before, curl 7.88 takes the end of its own stream for an error.
            body = read(BODY, body)
        request = head + end + body
        self.requests.append(request)
        connection.sendall(ANSWER)

    def stop(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()


class Http2(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.directory = Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="caveat-e2e-")))
        cls.site = Site()
        cls.addClassCleanup(cls.site.stop)
        cls.proxy = CaveatProxy(cls.directory / "proxy", cls.site.port, rules=None)
        cls.addClassCleanup(cls.proxy.stop)
        (cls.directory / "body").write_bytes(BODY)

    def fields(self, *options: str) -> str:
        """All heads and trailers that curl sees."""
        head = self.directory / "head"
        subprocess.run(["curl", "--disable", "--silent", "--http2-prior-knowledge", "--max-time", "20", "--noproxy", "*",
                        "--dump-header", str(head), "--output", "/dev/null", *options,
                        f"http://127.0.0.1:{self.proxy.port}/"], check=True, timeout=30)
        return head.read_text().lower()

    def test_trailers_of_a_response_go_on_to_a_reader_who_takes_them(self):
        fields = self.fields("--header", "TE: trailers")
        self.assertIn("x-sum: 1", fields)
        self.assertNotIn("set-cookie", fields)

    def test_they_do_not_come_to_one_who_did_not_say_so(self):
        fields = self.fields()
        self.assertIn("http/2 200", fields)
        self.assertNotIn("x-sum", fields)

    def test_trailers_of_a_request_go_on_to_the_site(self):
        if not shutil.which("nghttp"):
            self.skipTest("no nghttp")
        subprocess.run(["nghttp", "--no-content-length", "--trailer=x-sum: 7", "--trailer=x-forwarded-for: 192.0.2.1",
                        f"--data={self.directory / 'body'}", f"http://127.0.0.1:{self.proxy.port}/"],
                       check=True, timeout=30, stdout=subprocess.DEVNULL)
        self.assertTrue(self.site.requests[-1].endswith(b"2\r\nhi\r\n0\r\nx-sum: 7\r\n\r\n"), self.site.requests[-1])

    def test_of_interim_answers_100_alone_is_passed_on_to_who_waits_for_it(self):
        fields = self.fields("--header", "Expect: 100-continue", "--upload-file", str(self.directory / "body"))
        self.assertEqual(["http/2 100", "http/2 200"], [line.strip() for line in fields.splitlines() if line.startswith("http/")])
        self.assertNotIn("share.js", fields)


if __name__ == "__main__":
    main()
