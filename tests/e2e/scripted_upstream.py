"""An upstream that answers each connection with given bytes, to do what no well-behaved server does."""

import socket
import threading


class ScriptedUpstream:
    def __init__(self, answer: bytes):
        self._answer = answer
        self.heads: list[bytes] = []  # of all requests
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
                connection.settimeout(5)
                try:
                    self._read_head(connection)
                    connection.sendall(self._answer)
                except OSError:
                    pass  # whoever asked is gone

    def _read_head(self, connection: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            received = connection.recv(65536)
            if not received:
                return
            head += received
        self.heads.append(head)

    def stop(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()
