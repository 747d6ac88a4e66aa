"""WARC records as bytes (ISO 28500), written by hand: what a crawler would write, and what none should."""

import gzip
import uuid
from pathlib import Path

DATE = "2026-11-20T12:00:00Z"


def response(url: str, body: bytes, *fields: str, status: str = "200 OK", date: str = DATE) -> bytes:
    """A response record of a page."""
    head = [f"HTTP/1.1 {status}", "Content-Type: text/html; charset=utf-8", f"Content-Length: {len(body)}", *fields]
    message = "\r\n".join(head).encode() + b"\r\n\r\n" + body
    record = ["WARC/1.1", "WARC-Type: response", f"WARC-Record-ID: <urn:uuid:{uuid.uuid4()}>", f"WARC-Date: {date}",
              f"WARC-Target-URI: {url}", "Content-Type: application/http;msgtype=response",
              f"Content-Length: {len(message)}"]
    return "\r\n".join(record).encode() + b"\r\n\r\n" + message + b"\r\n\r\n"


def write(archive: Path, records: list[bytes]) -> None:
    """A gzip member for each record."""
    with archive.open("wb") as out:
        for record in records:
            out.write(gzip.compress(record, 6, mtime=0))
