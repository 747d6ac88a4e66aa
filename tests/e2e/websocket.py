"""Just enough of WebSocket (RFC 6455) for a server that echoes and a reader that talks to it."""

import base64
import hashlib
import os
import socket
import ssl
import struct
import threading
from pathlib import Path

MAGIC = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
TEXT, CLOSE = 1, 8


def read_head(stream: socket.socket) -> bytes:
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        byte = stream.recv(1)
        if not byte:
            return head
        head += byte
    return head


def read_exactly(stream: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        received = stream.recv(size - len(data))
        if not received:
            raise EOFError
        data += received
    return data


def read_frame(stream: socket.socket) -> tuple[int, bytes]:
    first, second = read_exactly(stream, 2)
    size = second & 0x7F
    if size == 126:
        (size,) = struct.unpack("!H", read_exactly(stream, 2))
    elif size == 127:
        (size,) = struct.unpack("!Q", read_exactly(stream, 8))
    mask = read_exactly(stream, 4) if second & 0x80 else b"\0\0\0\0"
    data = read_exactly(stream, size)
    return first & 0x0F, bytes(byte ^ mask[i % 4] for i, byte in enumerate(data))


def frame(opcode: int, data: bytes, masked: bool) -> bytes:
    bit = 0x80 if masked else 0
    if len(data) < 126:
        head = bytes([0x80 | opcode, bit | len(data)])
    elif len(data) < 65536:
        head = bytes([0x80 | opcode, bit | 126]) + struct.pack("!H", len(data))
    else:
        head = bytes([0x80 | opcode, bit | 127]) + struct.pack("!Q", len(data))
    if not masked:
        return head + data
    mask = os.urandom(4)
    return head + mask + bytes(byte ^ mask[i % 4] for i, byte in enumerate(data))


class EchoServer:
    """Sends every text back, greets first, and remembers the heads of its requests. Speaks TLS with `certificate`, a chain
    and its key."""

    def __init__(self, certificate: tuple[Path, Path] | None = None) -> None:
        self.heads: list[bytes] = []
        self._tls: ssl.SSLContext | None = None
        if certificate:
            self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._tls.load_cert_chain(*certificate)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._accept)
        self._thread.start()

    def _accept(self) -> None:
        while True:
            try:
                stream, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(stream,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with self._tls.wrap_socket(connection, server_side=True) if self._tls else connection as stream:
            head = read_head(stream)
            if not head:
                return
            self.heads.append(head)
            fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:-2])
            if fields.get(b"upgrade") != b"websocket":
                stream.sendall(b"HTTP/1.1 426 Upgrade Required\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                return
            key = next(line.split(b": ", 1)[1] for line in head.split(b"\r\n") if line.lower().startswith(b"sec-websocket-key"))
            accept = base64.b64encode(hashlib.sha1(key + MAGIC).digest())
            # The greeting comes right behind the head, in one packet.
            stream.sendall(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                           b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n" + frame(TEXT, b"welcome", False))
            try:
                while True:
                    opcode, data = read_frame(stream)
                    stream.sendall(frame(opcode, data, False))
                    if opcode == CLOSE:
                        return
            except (EOFError, OSError):
                return

    def stop(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()


class Client:
    """`authority`: of the certificate for localhost that it wants to be shown."""

    def __init__(self, port: int, path: str, host: str, fields: list[str], authority: Path | None = None):
        self.stream = socket.create_connection(("127.0.0.1", port), timeout=10)
        if authority:
            context = ssl.create_default_context(cafile=str(authority))
            self.stream = context.wrap_socket(self.stream, server_hostname="localhost")
        key = base64.b64encode(os.urandom(16))
        head = [f"GET {path} HTTP/1.1", f"Host: {host}", "Connection: keep-alive, Upgrade", "Upgrade: websocket",
                "Sec-WebSocket-Version: 13", f"Sec-WebSocket-Key: {key.decode()}", *fields]
        self.stream.sendall("\r\n".join(head).encode() + b"\r\n\r\n")
        self.head = read_head(self.stream).decode()
        self.status = int(self.head.split()[1]) if self.head else 0
        self.is_accepted = base64.b64encode(hashlib.sha1(key + MAGIC).digest()).decode() in self.head

    def say(self, data: bytes, opcode: int = TEXT) -> None:
        self.stream.sendall(frame(opcode, data, True))

    def hear(self) -> tuple[int, bytes]:
        return read_frame(self.stream)

    def is_closed(self) -> bool:
        try:
            return self.stream.recv(1) == b""
        except ConnectionResetError:
            return True

    def close(self) -> None:
        self.stream.close()
