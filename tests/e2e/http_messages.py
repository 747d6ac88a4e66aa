"""HTTP/1.1 messages out of bytes, by the letter of RFC 9112 and not a bit kinder: what is odd is no message."""

import re
from typing import NamedTuple

REQUEST_LINE = re.compile(rb"([!#$%&'*+\-.^_`|~0-9A-Za-z]+) ([^\x00-\x20\x7f]+) HTTP/1\.([01])")
STATUS_LINE = re.compile(rb"HTTP/1\.[01] ([0-9]{3}) [^\r\n]*")
FIELD = re.compile(rb"([!#$%&'*+\-.^_`|~0-9A-Za-z]+):[ \t]*([^\x00-\x08\x0a-\x1f\x7f]*)")
CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,16})\r\n")


class Message(NamedTuple):
    method: str  # of a request
    target: str
    status: int  # of a response
    fields: list[tuple[str, str]]  # names in lower case
    body: bytes

    def field(self, name: str) -> str | None:
        """All values of that name, joined; None if there is none."""
        values = [value for field, value in self.fields if field == name]
        return ", ".join(values) if values else None


def requests_in(data: bytes) -> tuple[list[Message], bytes]:
    """The whole requests at the beginning, and what is left: half a request, or something that is none."""
    messages = []
    while message := _message(data, REQUEST_LINE, False, True):
        messages.append(message[0])
        data = data[message[1]:]
    return messages, data


def responses_in(data: bytes, to_head: bool) -> list[Message]:
    """Those that are whole; the last may end with `data`, if its head does not tell where it ends."""
    messages = []
    while message := _message(data, STATUS_LINE, to_head, False):
        messages.append(message[0])
        data = data[message[1]:]
    return messages


def _message(data: bytes, first_line: re.Pattern, to_head: bool, is_request: bool) -> tuple[Message, int] | None:
    head_end = data.find(b"\r\n\r\n")
    if head_end < 0:
        return None
    lines = data[:head_end].split(b"\r\n")
    first, fields = first_line.fullmatch(lines[0]), [FIELD.fullmatch(line) for line in lines[1:]]
    if not first or not all(fields):
        return None
    message = Message(first[1].decode() if is_request else "", first[2].decode("latin-1") if is_request else "",
                      0 if is_request else int(first[1]),
                      [(f[1].decode().lower(), f[2].decode("latin-1").strip(" \t")) for f in fields], b"")
    body = _body(data, head_end + 4, message, to_head, is_request)
    return (message._replace(body=body[0]), body[1]) if body else None


def _body(data: bytes, start: int, message: Message, to_head: bool, is_request: bool) -> tuple[bytes, int] | None:
    """The body and where it ends; None if it is not whole, or its framing is odd."""
    length, coding = message.field("content-length"), message.field("transfer-encoding")
    if to_head or message.status in (204, 304) or 100 <= message.status < 200:
        return b"", start
    if coding is not None:
        return _chunked(data, start) if length is None and coding.lower() == "chunked" else None
    if length is not None:
        if not re.fullmatch("[0-9]{1,18}", length) or len(data) < start + int(length):
            return None
        return data[start:start + int(length)], start + int(length)
    return (b"", start) if is_request else (data[start:], len(data))


def _chunked(data: bytes, at: int) -> tuple[bytes, int] | None:
    content = b""
    while size_line := CHUNK_SIZE.match(data, at):
        size, at = int(size_line[1], 16), size_line.end()
        if size == 0:
            end = _end_of_trailers(data, at)
            return (content, end) if end else None
        if data[at + size:at + size + 2] != b"\r\n":
            return None
        content, at = content + data[at:at + size], at + size + 2
    return None


def _end_of_trailers(data: bytes, at: int) -> int | None:
    """Where the message ends whose last chunk has just been read; None if it does not yet, or oddly."""
    while (line_end := data.find(b"\r\n", at)) >= 0:
        if line_end == at:
            return at + 2
        if not FIELD.fullmatch(data[at:line_end]):
            return None
        at = line_end + 2
    return None
