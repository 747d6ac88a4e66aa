"""Takes article.png: the demo's article as two readers see it, photographed by Debian's Chromium.

    python3 docs/pictures/take.py [CAVEAT_BINARY]

Starts `caveat demo` on a free port, and before it two small servers on loopback, each of which asks as a reader of
its place. A page with both in frames is what is photographed.
"""

import collections
import http.server
import struct
import subprocess
import sys
import tempfile
import threading
import urllib.request
import zlib
from pathlib import Path
from typing import Callable

HERE = Path(__file__).resolve().parent
BINARY = sys.argv[1] if len(sys.argv) > 1 else str(HERE.parents[1] / "build/release/caveat")
ARTICLE = "/a/en/river-archive.html"
READERS = [("Prague", "192.0.2.7"), ("Sevastopol", "203.0.113.7")]
WIDTH, HEIGHT, GAP, CAPTION = 560, 778, 24, 44
SKIPPED = 226  # the newspaper's masthead


def start_demo() -> tuple[subprocess.Popen, str]:
    """The demo, and where its three curl lines say that it is."""
    demo = subprocess.Popen([BINARY, "demo", "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, text=True)
    for line in demo.stdout:
        if line.startswith("Open "):
            return demo, line.split()[1].rstrip("/")
    raise SystemExit("the demo did not start")


def serve(answer: Callable[[str], tuple[str, bytes]]) -> str:
    """A server that answers each path with a content type and bytes; returns its origin."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            content_type, body = answer(self.path)
            self.send_response(200)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


def as_reader(origin: str, address: str) -> str:
    """A server that asks the demo as the reader at `address`."""

    def answer(path: str) -> tuple[str, bytes]:
        request = urllib.request.Request(origin + path, headers={"X-Forwarded-For": address})
        with urllib.request.urlopen(request) as response:
            return response.headers["Content-Type"], response.read()

    return serve(answer)


def side_by_side(origins: list[str]) -> str:
    figures = "".join(
        f"<figure><figcaption>Read from {place}</figcaption>"
        f"<div><iframe src='{origin}{ARTICLE}' width={WIDTH - 2} height={HEIGHT + SKIPPED} scrolling=no></iframe></div>"
        "</figure>"
        for (place, _), origin in zip(READERS, origins))
    return ("<!doctype html><meta charset=utf-8><style>"
            "body{margin:0;display:flex;gap:%dpx;background:#fff;font:600 18px/%dpx sans-serif}"
            "figure{margin:0}div{border:1px solid #888;box-sizing:border-box;width:%dpx;height:%dpx;overflow:hidden}"
            "iframe{border:0;display:block;margin-top:-%dpx}</style>%s"
            % (GAP, CAPTION, WIDTH, HEIGHT, SKIPPED, figures))


def unfiltered(rows: bytes, stride: int) -> list[bytearray]:
    """The rows of a PNG as its three bytes a pixel (PNG specification, 9)."""
    result, above = [], bytearray(stride)
    for start in range(0, len(rows), stride + 1):
        kind, row = rows[start], bytearray(rows[start + 1 : start + 1 + stride])
        for i in range(stride):
            left, up, corner = (row[i - 3], above[i], above[i - 3]) if i >= 3 else (0, above[i], 0)
            distances = abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)
            nearest = (left, up, corner)[distances.index(min(distances))]
            row[i] = (row[i] + (0, left, up, (left + up) // 2, nearest)[kind]) & 255
        result.append(row)
        above = row
    return result


def squeeze(picture: Path) -> None:
    """The same picture in the 128 colours that it has most of: half the size."""
    data, chunks, at = picture.read_bytes(), {}, 8
    while at < len(data):
        (length,), kind = struct.unpack(">I", data[at : at + 4]), data[at + 4 : at + 8]
        chunks[kind] = chunks.get(kind, b"") + data[at + 8 : at + 8 + length]
        at += 12 + length
    width, height, depth, colour = struct.unpack(">IIBB", chunks[b"IHDR"][:10])
    if (depth, colour) != (8, 2):
        raise SystemExit(f"not a picture of three bytes a pixel: {depth} bits, kind {colour}")
    rows = [[bytes(row[i : i + 3]) for i in range(0, 3 * width, 3)]
            for row in unfiltered(zlib.decompress(chunks[b"IDAT"]), 3 * width)]
    counts = collections.Counter(pixel for row in rows for pixel in row)
    palette = [pixel for pixel, _ in counts.most_common(128)]
    index = {pixel: min(range(len(palette)), key=lambda i: sum((a - b) ** 2 for a, b in zip(palette[i], pixel)))
             for pixel in counts}

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    pixels = b"".join(b"\0" + bytes(index[pixel] for pixel in row) for row in rows)
    picture.write_bytes(data[:8] + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)) +
                        chunk(b"PLTE", b"".join(palette)) + chunk(b"IDAT", zlib.compress(pixels, 9)) +
                        chunk(b"IEND", b""))


def main() -> None:
    demo, origin = start_demo()
    try:
        origins = [as_reader(origin, address) for _, address in READERS]
        with tempfile.TemporaryDirectory() as folder:
            page = serve(lambda _: ("text/html; charset=utf-8", side_by_side(origins).encode()))
            size = f"{2 * WIDTH + GAP},{HEIGHT + CAPTION}"
            subprocess.run(["chromium-headless-shell", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                            f"--user-data-dir={folder}/profile", "--virtual-time-budget=4000",
                            f"--window-size={size}", f"--screenshot={HERE / 'article.png'}", page],
                           check=True, stderr=subprocess.DEVNULL, timeout=120)
        squeeze(HERE / "article.png")
    finally:
        demo.terminate()
        demo.wait()


main()
