"""Archives, as a plain reader in Python finds them."""

import zlib
from pathlib import Path
from typing import NamedTuple


class Record(NamedTuple):
    fields: dict[str, str]
    block: bytes

    @property
    def kind(self) -> str:
        return self.fields["WARC-Type"]


def unpacked(path: Path) -> bytes:
    """Each gzip member by itself, so that a torn one is an error."""
    data, out = path.read_bytes(), b""
    while data:
        member = zlib.decompressobj(31)
        out += member.decompress(data)
        assert member.eof, f"{path} is torn"
        data = member.unused_data
    return out


def records(path: Path) -> list[Record]:
    data, found = unpacked(path), []
    while data:
        head, _, rest = data.partition(b"\r\n\r\n")
        version, *lines = head.decode().split("\r\n")
        assert version.startswith("WARC/1."), version
        fields = dict(line.split(": ", 1) for line in lines)
        length = int(fields["Content-Length"])
        found.append(Record(fields, rest[:length]))
        assert rest[length:length + 4] == b"\r\n\r\n"
        data = rest[length + 4:]
    return found


def notes(path: Path) -> list[dict[str, str]]:
    """What is noted of each response, with its URL."""
    return [{"url": record.fields["WARC-Target-URI"]} |
            dict(line.split(": ", 1) for line in record.block.decode().removesuffix("\r\n").split("\r\n"))
            for record in records(path) if record.kind == "metadata"]


def responses(path: Path) -> list[tuple[str, str, Record]]:
    """URL, region and record of each response that is noted."""
    found, note = [], None
    for record in records(path):
        if record.kind == "metadata":
            note = record
        elif record.kind == "response" and note is not None:
            assert note.fields["WARC-Concurrent-To"] == record.fields["WARC-Record-ID"]
            said = dict(line.split(": ", 1) for line in note.block.decode().rstrip("\r\n").split("\r\n"))
            found.append((record.fields["WARC-Target-URI"], said["caveat-region"], record))
            note = None
    return found
