"""Every archive of the corpus, read by list_archive and by a plain reader in Python: both must find the same.

The plain reader knows only well-formed archives; of the others, `DAMAGED` says why they are none, and
corpus_archives_test.cc what is to be found in them.
"""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import zlib
from pathlib import Path

SKIPPED = 77

DAMAGED = {
    "invalid-warcfile-contenttype-recommended.warc": "has a conversion",
    "invalid-warcfile-digest-fields.warc": "",
    "invalid-warcfile-fields-missing.warc": "a header without a type",
    "invalid-warcfile-lonely-continuation.warc": "headers without a length",
    "invalid-warcfile-lonely-request-response-resource-conversion.warc": "headers without a length",
    "missing-status-text.warc": "lines end in CR CR LF",
    "bad_http_chunked_content.warc": "chunks that end too early",
    "link-extraction-test.warc": "a record without a target",
    "invalid-arcfile-record-then-garbage.arc": "garbage at its end",
    "test-arc-1.0-dashed-fields.arc": "no first record",
    "test-arc-1.0-invalid-fields.arc": "no first record",
    "bad.arc": "lengths that are no numbers",
    "example-space-in-url.arc": "a length past the end",
    "invalid-warcfile-encoding-headers.warc.gz": "",
}


def unpacked(data):
    if data[:2] not in (b"\x1f\x8b", b"\x78\xda"):
        return data
    out = b""
    while data:
        member = zlib.decompressobj(47)
        out += member.decompress(data)
        data = member.unused_data
    return out


def dechunked(body):
    out, at = b"", 0
    while True:
        end = body.index(b"\n", at)
        size = int(body[at:end].split(b";")[0], 16)
        if size == 0:
            return out
        out += body[end + 1:end + 1 + size]
        at = body.index(b"\n", end + 1 + size) + 1


def http_response(block):
    """Status and body; without chunks, if there are any."""
    head, _, body = block.partition(b"\r\n\r\n")
    if b"\r\n\r\n" not in block or (b"\n\n" in block and block.index(b"\n\n") < len(head)):
        head, _, body = block.partition(b"\n\n")
    status = int(head.split(None, 2)[1])
    if re.search(rb"(?im)^transfer-encoding:.*chunked", head):
        try:
            body = dechunked(body)
        except ValueError:
            pass
    return status, body


def web(url):
    return url.lower().startswith(("http://", "https://"))


def warc(data):
    at, originals = 0, {}
    while at < len(data):
        if data[at:at + 1] in b"\r\n":
            at += 1
            continue
        end = data.index(b"\r\n\r\n", at)
        lines = re.sub(rb"\r\n[ \t]+", b" ", data[at:end]).decode("utf-8", "surrogateescape").split("\r\n")
        assert lines[0].lower().startswith("warc/"), lines[0]
        fields = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            fields.setdefault(name.strip().lower(), value.strip())
        block = data[end + 4:end + 4 + int(fields["content-length"])]
        at = end + 4 + len(block)
        kind, url = fields["warc-type"].lower(), fields.get("warc-target-uri", "").strip("<>")
        digest = fields.get("warc-payload-digest")
        if not web(url):
            continue
        if kind == "response":
            status, body = http_response(block)
            originals.setdefault(digest, (status, body))
            yield status, body, url
        elif kind == "resource":
            originals.setdefault(digest, (0, block))
            yield 0, block, url
        elif kind == "revisit":
            status, body = originals.get(digest, (0, b"")) if digest else (0, b"")
            yield (http_response(block)[0] if block.startswith(b"HTTP/") else status), body, url


def arc(data):
    at = 0
    while at < len(data):
        if data[at:at + 1] in b"\r\n":
            at += 1
            continue
        end = data.index(b"\n", at)
        url, *fields = data[at:end].decode().rsplit(" ", 4)
        block = data[end + 1:end + 1 + int(fields[-1])]
        at = end + 1 + len(block)
        if web(url):
            yield (*http_response(block), url)


def har(data):
    for entry in json.loads(data.decode("utf-8-sig"))["log"]["entries"]:
        response = entry["response"]
        if not web(entry["request"]["url"]):
            continue
        if response["status"] <= 0:
            yield 0, b"", entry["request"]["url"]
            continue
        text = response.get("content", {}).get("text", "")
        body = text.encode()
        if response["content"].get("encoding") == "base64":
            body = base64.b64decode(text + "=" * (-len(text.replace(" ", "")) % 4))
        yield response["status"], body, entry["request"]["url"]


def expected(file):
    data = unpacked(file.read_bytes())
    reader = har if file.suffix in (".har", ".zhar") else arc if ".arc" in file.name else warc
    return [(str(status), url, hashlib.sha1(body).hexdigest()) for status, body, url in reader(data)]


def listed(tool, files):
    output = subprocess.run([tool, *map(str, files)], check=True, stdout=subprocess.PIPE).stdout
    found, current = {}, None
    for line in output.decode("utf-8", "surrogateescape").split("\n"):
        kind, *values = line.split("\t")
        if kind == "archive":
            current = found.setdefault(values[0], [])
        elif kind == "exchange":
            current.append((values[0], values[2], values[4]))
    return found


def main(tool):
    corpus = Path(os.environ.get("CAVEAT_CORPUS", Path(__file__).parents[4] / "shared/corpus"))
    if not corpus.is_dir():
        print("the corpus is not there; set CAVEAT_CORPUS to its folder")
        return SKIPPED
    files = [file for file in sorted([*corpus.glob("warc/*/*"), *corpus.glob("har/*/*")])
             if file.suffix != ".json" and file.name not in DAMAGED]
    assert len(files) > 40, f"only {len(files)} archives"
    found = listed(tool, files)
    wrong = 0
    for file in files:
        wanted = expected(file)
        if found[str(file)] == wanted:
            continue
        wrong += 1
        print(f"{file}: {len(found[str(file)])} exchanges, {len(wanted)} are there")
        for ours, theirs in zip(found[str(file)], wanted):
            if ours != theirs:
                print("  ours", ours, "\n  not ", theirs)
                break
    print(f"{len(files) - wrong} of {len(files)} archives are read alike")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
