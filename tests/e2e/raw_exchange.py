"""Raw bytes to a proxy, and every byte that reaches the server behind it, in one thread: nothing is missed."""

import selectors
import socket
import time
from typing import Callable, NamedTuple

from http_messages import Message, responses_in, requests_in


def echo(request: Message) -> bytes:
    """Says what was understood, so that nobody can take one request's answer for another's."""
    said = f"{request.method} {request.target} {len(request.body)}".encode("latin-1")
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n" % len(said)
    return head if request.method == "HEAD" else head + said


class Outcome(NamedTuple):
    answers: list[Message]  # what the client got, interim answers aside
    forwarded: list[Message]  # whole requests that the server behind the proxy got
    leaked: bytes  # what it got besides
    closed: bool  # the proxy ended the client's connection

    @property
    def statuses(self) -> list[int]:
        return [answer.status for answer in self.answers]


class RawExchange:
    """The server behind the proxy answers every whole request as `answer` says, or hangs up where that is b"", and
    keeps its connections."""

    def __init__(self, answer: Callable[[Message], bytes] = echo):
        self.answer = answer
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.setblocking(False)
        self.upstream_port = self._listener.getsockname()[1]
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._listener, selectors.EVENT_READ)
        self._received: dict[socket.socket, bytearray] = {}
        self._answered: dict[socket.socket, int] = {}

    def send(self, port: int, pieces: list[bytes], seconds: float = 5) -> Outcome:
        """Sends one piece after the other, each in a packet of its own, then no more; waits for the end of all."""
        self._received = {c: bytearray() for c in self._received if c.fileno() >= 0}
        self._answered = dict.fromkeys(self._received, 0)
        client = socket.create_connection(("127.0.0.1", port))
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        answer, closed = bytearray(), False
        try:
            self._send_pieces(client, pieces)
            closed = self._read_until_closed(client, answer, seconds)
        finally:
            client.close()
        self._serve(0)
        methods = [piece.split(b" ", 1)[0].upper() for piece in pieces[:1]]
        forwarded, leaked = [], b""
        for received in self._received.values():
            requests, rest = requests_in(bytes(received))
            forwarded += requests
            leaked += rest
        answers = responses_in(bytes(answer), to_head=methods == [b"HEAD"])
        return Outcome([a for a in answers if a.status >= 200], forwarded, leaked, closed)

    def _send_pieces(self, client: socket.socket, pieces: list[bytes]) -> None:
        try:
            for number, piece in enumerate(pieces):
                if number:
                    self._serve(0.002)
                client.sendall(piece)
            client.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # refused before all was sent

    def _read_until_closed(self, client: socket.socket, answer: bytearray, seconds: float) -> bool:
        self._selector.register(client, selectors.EVENT_READ)
        last_moment = time.monotonic() + seconds
        try:
            while time.monotonic() < last_moment:
                if client in self._serve(0.05):
                    try:
                        received = client.recv(65536)
                    except OSError:
                        return True
                    if not received:
                        return True
                    answer += received
            return False
        finally:
            self._selector.unregister(client)

    def _serve(self, seconds: float) -> set[socket.socket]:
        """Lets the server go on while there is anything to do; sockets of others that are ready."""
        others: set[socket.socket] = set()
        while ready := self._selector.select(0 if others else seconds):
            seconds = 0
            for key, _ in ready:
                if key.fileobj is self._listener:
                    self._accept()
                elif key.fileobj in self._received:
                    self._receive(key.fileobj)
                else:
                    others.add(key.fileobj)
            if others:
                break
        return others

    def _accept(self) -> None:
        connection, _ = self._listener.accept()
        self._selector.register(connection, selectors.EVENT_READ)
        self._received[connection] = bytearray()
        self._answered[connection] = 0

    def _receive(self, connection: socket.socket) -> None:
        try:
            received = connection.recv(65536)
        except OSError:
            received = b""
        if not received:
            self._selector.unregister(connection)
            connection.close()
            return
        self._received[connection] += received
        requests, _ = requests_in(bytes(self._received[connection]))
        for request in requests[self._answered[connection]:]:
            self._answered[connection] += 1
            answer = self.answer(request)
            connection.sendall(answer)
            if not answer:
                self._selector.unregister(connection)
                connection.close()
                return

    def stop(self) -> None:
        for connection in [*self._received, self._listener]:
            connection.close()
        self._selector.close()
