"""Requests that are odd in ways which proxies have been confused by, made from a seed."""

import random

METHODS = [b"GET", b"POST", b"PUT", b"HEAD", b"OPTIONS", b"DELETE", b"get", b"PATCH"]
TARGETS = [b"/"] * 12 + [b"/a?b=c", b"/a/../b", b"//a", b"/a;p", b"/%61", b"/%2e%2e/b", b"http://a.test/x", b"*", b"/a b", b"/\xc3\xa9",
           b"/a#f", b"/%0d%0aX:y", b"?q", b"/a?x=%00"]
VERSIONS = [b"HTTP/1.1"] * 40 + [b"HTTP/1.0", b"HTTP/1.2", b"http/1.1"]
LENGTHS = [b"%d"] * 40 + [b"+%d", b"0%d", b"%d ", b" %d", b"%d,%d", b"0x%d", b"\t%d", b"%d\x00"]
CODINGS = [b"chunked"] * 40 + [b"Chunked", b"chunked ", b"\tchunked", b"identity", b"gzip, chunked", b"chunked, chunked",
                              b"xchunked", b"\"chunked\"", b"chunked;q=1", b"\x0bchunked"]
NAMES = [b"%s"] * 60 + [b"%s ", b" %s", b"%s\t", b"\x00%s", b"%s\xff", b"X\r%s"]
LINE_ENDS = [b"\r\n"] * 8 + [b"\n", b"\r", b"\r\r\n", b"\r\n "]
EXTRA = [b"Connection: close", b"Connection: keep-alive, Content-Length", b"Connection: Transfer-Encoding", b"Expect: 100-continue",
         b"Trailer: X", b"TE: trailers", b"Upgrade: h2c", b"Content_Length: 3", b"Transfer_Encoding: chunked", b"X: y", b"Host: b.test",
         b"X-Forwarded-For: 192.0.2.1", b"Keep-Alive: timeout=5", b"Proxy-Connection: keep-alive", b"Range: bytes=0-1"]
SIZES = [b"%x"] * 60 + [b"0%x", b"%X", b"%x;a=b", b"%x; a", b"%x ", b" %x", b"0x%x", b"+%x", b"%x;a=\"b\"", b"%x;", b"-%x", b"%x\t"]
SECOND = b"GET /second HTTP/1.1\r\nHost: a.test\r\n\r\n"


def mutation(seed: int) -> bytes:
    """Always the same for a seed. Most are odd in one or two ways; some in none."""
    pick = random.Random(seed)
    content = pick.choice([b"", b"x", b"hello", SECOND, b"0\r\n\r\n" + SECOND, b"5\r\nhello\r\n0\r\n\r\n"])
    lines = [pick.choice(METHODS) + b" " + pick.choice(TARGETS) + b" " + pick.choice(VERSIONS), b"Host: a.test"]
    chunked = pick.random() < 0.5
    if chunked or pick.random() < 0.05:
        lines.append(pick.choice(NAMES) % b"Transfer-Encoding" + b": " + pick.choice(CODINGS))
    if not chunked or pick.random() < 0.05:
        length = pick.choice(LENGTHS)
        lines.append(pick.choice(NAMES) % b"Content-Length" + b": " + length.replace(b"%d", b"%d" % len(content)))
    for _ in range(pick.choice([0, 0, 1, 2])):
        lines.insert(pick.randrange(1, len(lines) + 1), pick.choice(EXTRA))
    ends = [pick.choice(LINE_ENDS) if pick.random() < 0.05 else b"\r\n" for _ in lines]
    head = b"".join(line + end for line, end in zip(lines, ends)) + b"\r\n"
    return head + (chunks(pick, content) if chunked else content) + pick.choice([b"", b"", SECOND, b"\r\n" + SECOND])


def chunks(pick: random.Random, content: bytes) -> bytes:
    coded = b""
    while content:
        size = pick.randrange(1, len(content) + 1)
        end = pick.choice(LINE_ENDS) if pick.random() < 0.05 else b"\r\n"
        coded += pick.choice(SIZES) % size + end + content[:size] + pick.choice([b"\r\n"] * 60 + [b"", b"\n"])
        content = content[size:]
    return coded + pick.choice([b"0"] * 20 + [b"000", b"0;a", b"0 "]) + b"\r\n" + pick.choice([b"", b"", b"X: y\r\n", b"Host: b\r\n"]) + b"\r\n"
