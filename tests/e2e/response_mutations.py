"""Responses that are odd in ways which proxies have been confused by, made from a seed."""

import random

from request_mutations import LINE_ENDS, chunks

STATUS_LINES = [b"HTTP/1.1 200 OK"] * 40 + [b"HTTP/1.0 200 OK", b"HTTP/1.1 200", b"HTTP/1.1 200 ", b"HTTP/1.1  200 OK", b"HTTP/1.2 200 OK",
                                          b"HTTP/2.0 200 OK", b"http/1.1 200 OK", b"ICY 200 OK", b"HTTP/1.1 20 OK", b"HTTP/1.1 2000 OK",
                                          b"HTTP/1.1 +200 OK", b"HTTP/1.1 200 O\x00K", b"HTTP/1.1 200\tOK", b"HTTP/1.1 099 X", b" HTTP/1.1 200 OK",
                                          b"HTTP/1.1 404 Not Found", b"HTTP/1.1 600 X", b"HTTP/01.1 200 OK", b"HTTP/1.1 200 \xd0\xb0"]
LENGTHS = [b"%d"] * 40 + [b"+%d", b"0%d", b" %d", b"%d,%d", b"%d, 9", b"0x%d", b"-%d", b"%d\x00", b"%d ", b"%d;", b"", b"1e1", b"9" * 25]
CODINGS = [b"chunked"] * 40 + [b"Chunked", b"chunked ", b"identity", b"gzip, chunked", b"chunked, chunked", b"xchunked", b"\"chunked\"",
                              b"chunked;q=1", b"\x0bchunked", b"chunked, identity", b"", b","]
NAMES = [b"%s"] * 60 + [b"%s ", b" %s", b"%s\t", b"\x00%s", b"X\r%s", b"%s\xff"]
EXTRA = [b"Connection: close", b"Connection: keep-alive", b"Connection: Content-Length", b"Connection: Transfer-Encoding", b"Keep-Alive: 1",
         b"Upgrade: websocket", b"Trailer: X", b"X: y", b"X: \x01", b"X", b": y", b"Content-Type: text/html", b"Set-Cookie: a=b", b"Date: x",
         b"Content_Length: 3", b"X: y\r\n z", b"Via: 1.1 x", b"Content-Range: bytes 0-1/2", b"Content-Encoding: identity"]
INTERIM = [b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n", b"HTTP/1.1 101 Switching Protocols\r\n\r\n",
           b"HTTP/1.1 102 X\r\nContent-Length: 5\r\n\r\n"]
SECOND = b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecond"
PAGE = b"<!DOCTYPE html><html lang=en><body><article><p>Text"


def mutation(seed: int) -> bytes:
    """Always the same for a seed. Most are odd in one or two ways; some in none."""
    pick = random.Random(seed)
    content = pick.choice([b"", b"x", PAGE, PAGE, PAGE + b"\r\n0\r\n\r\n" + SECOND, SECOND])
    lines = [pick.choice(STATUS_LINES), b"Content-Type: text/html"]
    framing = pick.choice(["length", "length", "chunked", "chunked", "close"])
    if framing == "chunked" or pick.random() < 0.05:
        lines.append(pick.choice(NAMES) % b"Transfer-Encoding" + b": " + pick.choice(CODINGS))
    if framing == "length" or pick.random() < 0.05:
        length = len(content) + pick.choice([0] * 12 + [1, -1, 1000])
        lines.append(pick.choice(NAMES) % b"Content-Length" + b": " + pick.choice(LENGTHS).replace(b"%d", b"%d" % max(0, length)))
    for _ in range(pick.choice([0, 0, 1, 2])):
        lines.insert(pick.randrange(1, len(lines) + 1), pick.choice(EXTRA))
    ends = [pick.choice(LINE_ENDS) if pick.random() < 0.04 else b"\r\n" for _ in lines]
    head = b"".join(line + end for line, end in zip(lines, ends)) + b"\r\n"
    body = chunks(pick, content) if framing == "chunked" else content
    whole = head + body + pick.choice([b"", b"", b"", SECOND, b"\r\n", b"\x00"])
    if pick.random() < 0.1:
        whole = pick.choice(INTERIM) + whole
    return whole[:pick.randrange(len(whole))] if pick.random() < 0.05 else whole
