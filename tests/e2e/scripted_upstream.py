"""An upstream that answers with given bytes, and hangs up, to do what no well-behaved server does."""

import socket
import ssl
import threading
from pathlib import Path


class ScriptedUpstream:
    def __init__(self, answer: bytes | dict[str, bytes | None], port: int = 0, path: Path | None = None,
                 tls: ssl.SSLContext | None = None):
        """`answer`: one for all requests from now on, or those for each path; None: not a word, until whoever asked hangs up.
        On a port of loopback, or on a Unix socket at `path`."""
        self.heads: list[str] = []  # of the requests so far
        self.answer = answer
        self._tls = tls
        if path is not None:
            self._listener = socket.socket(socket.AF_UNIX)
            self._listener.bind(str(path))
            self._listener.listen()
        else:
            self._listener = socket.create_server(("127.0.0.1", port))
            self.port = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            connection.settimeout(5)
            try:
                with self._tls.wrap_socket(connection, server_side=True) if self._tls else connection as stream:
                    head = self._read_head(stream)
                    answer = self.answer if isinstance(self.answer, bytes) else self.answer[head.split()[1].decode()]
                    if answer is None:
                        self._wait_for_end(stream)
                    else:
                        stream.sendall(answer)
            except (OSError, IndexError):
                pass  # whoever asked is gone, or does not trust us
            finally:
                connection.close()

    def _read_head(self, connection: socket.socket) -> bytes:
        head = b""
        while b"\r\n\r\n" not in head:
            received = connection.recv(65536)
            if not received:
                break
            head += received
        self.heads.append(head.partition(b"\r\n\r\n")[0].decode(errors="replace"))
        return head

    @staticmethod
    def _wait_for_end(connection: socket.socket) -> None:
        while connection.recv(65536):
            pass

    def stop(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()
