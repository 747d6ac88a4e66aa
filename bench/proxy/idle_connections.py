"""idle_connections.py PORT COUNT PATH MARK http1|h2: COUNT connections over TLS, each with one response behind it; makes the file MARK
and holds them until it is gone."""

import os
import socket
import ssl
import struct
import sys
import time

port, count, path, mark = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4]
is_http2 = sys.argv[5] == "h2"
context = ssl.create_default_context()
context.check_hostname = False
context.verify_mode = ssl.CERT_NONE
if is_http2:
    context.set_alpn_protocols(["h2"])


def http1_get(connection: ssl.SSLSocket, stream) -> None:
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: news.test\r\n\r\n".encode())
    length = 0
    while (line := stream.readline().strip()) != b"":
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    stream.read(length)


DATA, HEADERS, SETTINGS, WINDOW_UPDATE, END_STREAM, END_HEADERS, ACK = 0, 1, 4, 8, 1, 4, 1


def frame(kind: int, flags: int, stream_id: int, payload: bytes = b"") -> bytes:
    """RFC 9113, 4.1."""
    return struct.pack(">I", len(payload))[1:] + struct.pack(">BBI", kind, flags, stream_id) + payload


def http2_get(connection: ssl.SSLSocket, stream) -> None:
    # RFC 7541: GET and https by their indexes, the path and the authority as literals.
    fields = b"\x82\x87\x04" + bytes([len(path)]) + path.encode() + b"\x01\x09news.test"
    window = struct.pack(">I", 1 << 24)
    connection.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(SETTINGS, 0, 0, struct.pack(">HI", 4, 1 << 24))
                       + frame(WINDOW_UPDATE, 0, 0, window) + frame(HEADERS, END_STREAM | END_HEADERS, 1, fields))
    while True:
        head = stream.read(9)
        if len(head) < 9:
            sys.exit("the connection ended before the response")
        length, kind, flags = int.from_bytes(head[:3], "big"), head[3], head[4]
        stream.read(length)
        if kind == SETTINGS and not flags & ACK:
            connection.sendall(frame(SETTINGS, ACK, 0))
        if kind in (DATA, HEADERS) and flags & END_STREAM:
            return


held = []
for _ in range(count):
    connection = context.wrap_socket(socket.create_connection(("127.0.0.1", port)))
    stream = connection.makefile("rb")
    (http2_get if is_http2 else http1_get)(connection, stream)
    held.append((connection, stream))
with open(mark, "w"):
    pass
while os.path.exists(mark):
    time.sleep(0.1)
