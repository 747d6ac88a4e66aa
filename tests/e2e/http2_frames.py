"""HTTP/2 as bytes: what a client library would not send, and what it would not show."""

import socket
from typing import Iterator, NamedTuple

DATA, HEADERS, RST_STREAM, SETTINGS, PING, GOAWAY, WINDOW_UPDATE = 0, 1, 3, 4, 6, 7, 8
END_STREAM, END_HEADERS = 1, 4
NO_STREAM_LEFT_OUT = 2**31 - 1  # what a GOAWAY says whose sender goes on for now

# :scheme http, :path / and :authority a behind a method (RFC 7541, 6.1 and 6.2.2)
HEAD_TO_GET = b"\x82\x86\x84\x01\x01a"
HEAD_TO_POST = b"\x83\x86\x84\x01\x01a"
STATUS_200 = b"\x88"


class Frame(NamedTuple):
    kind: int
    flags: int
    stream: int
    payload: bytes


def frame(kind: int, flags: int, stream: int, payload: bytes) -> bytes:
    """RFC 9113, 4.1."""
    return len(payload).to_bytes(3, "big") + bytes((kind, flags)) + stream.to_bytes(4, "big") + payload


PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(SETTINGS, 0, 0, b"")


def head_for(path: str, method: str = "GET") -> bytes:
    """The fields of a request, none of them in a table."""
    literals = ((2, method), (4, path), (1, "a"))
    return b"\x86" + b"".join(bytes((name, len(value))) + value.encode() for name, value in literals)


def frames(connection: socket.socket) -> Iterator[Frame]:
    """As they come, until the other side has ended."""
    received = b""
    while True:
        while len(received) >= 9 and len(received) >= 9 + int.from_bytes(received[:3], "big"):
            end = 9 + int.from_bytes(received[:3], "big")
            yield Frame(received[3], received[4], int.from_bytes(received[5:9], "big"), received[9:end])
            received = received[end:]
        try:
            chunk = connection.recv(65536)
        except ConnectionError:
            return
        if not chunk:
            return
        received += chunk
