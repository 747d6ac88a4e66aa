"""An uncovered page passes whatever nginx's plain proxy passes: the corpus's cache tests, through each of them.

Neither keeps anything, so each request of a case goes to the site; compared are what the reader and the site saw."""

import json
import tempfile
import unittest
from email.utils import formatdate
from pathlib import Path

from backends import Backend
from caveat_proxy import CaveatProxy
from http_messages import Message
from newsroom import CORPUS, main
from raw_exchange import Outcome, RawExchange

UNCOVERED = "/plain/"  # where no rule covers any reader
EPOCH = 1_700_000_000  # the corpus counts dates in seconds from the test's own now
DATED = {"date", "expires", "last-modified", "if-modified-since", "if-unmodified-since"}
# Written by each hop for itself, and the names of the programs.
OF_THE_HOP = {"connection", "keep-alive", "upgrade", "proxy-authenticate", "server", "via", "date", "transfer-encoding", "content-length", "host",
              "x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"}


def text_of(name: str, value: object) -> str:
    if name.lower() in DATED and isinstance(value, int):
        return formatdate(EPOCH + value, usegmt=True)
    return str(value)


def fields_of(pairs: list) -> bytes:
    return b"".join(f"{pair[0]}: {text_of(pair[0], pair[1])}\r\n".encode() for pair in pairs)


def request_bytes(step: dict) -> bytes:
    target = UNCOVERED + step.get("filename", "test") + ("?" + step["query_arg"] if "query_arg" in step else "")
    body = step.get("request_body", "").encode()
    length = b"Content-Length: %d\r\n" % len(body) if body else b""
    head = f"{step.get('request_method', 'GET')} {target} HTTP/1.1\r\nHost: news.test\r\n".encode()
    return head + fields_of(step.get("request_headers", [])) + length + b"\r\n" + body


def answer_bytes(step: dict, request: Message) -> bytes:
    if step.get("disconnect"):
        return b""
    status, reason = step.get("response_status", [200, "OK"])
    body = (step.get("response_body") or "body").encode()
    interim = b"".join(b"HTTP/1.1 %d Interim\r\n" % one[0] + fields_of(one[1] if len(one) > 1 else []) + b"\r\n"
                       for one in step.get("interim_responses", []))
    given = [field for field in step.get("response_headers", []) if field[0].lower() != "content-length"]
    head = interim + f"HTTP/1.1 {status} {reason}\r\n".encode() + fields_of(given)
    if status in (204, 304):
        return head + b"\r\n"
    return head + b"Content-Length: %d\r\n\r\n" % len(body) + (b"" if request.method == "HEAD" else body)


def end_to_end(message: Message) -> list[tuple[str, str]]:
    return sorted(field for field in message.fields if field[0] not in OF_THE_HOP)


class CacheCorpus(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if not (CORPUS / "http/cache-tests.jsonl").is_file():
            raise unittest.SkipTest(f"no cache-tests.jsonl in {CORPUS}/http: set CAVEAT_CORPUS")
        directory = Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="caveat-e2e-")))
        cls.exchange = RawExchange()
        cls.addClassCleanup(cls.exchange.stop)
        cls.nginx = Backend("nginx", directory / "nginx", cls.exchange.upstream_port)
        cls.addClassCleanup(cls.nginx.stop)
        cls.proxy = CaveatProxy(directory / "caveat", cls.exchange.upstream_port)
        cls.addClassCleanup(cls.proxy.stop)

    def through(self, port: int, step: dict) -> Outcome:
        self.exchange.answer = lambda request: answer_bytes(step, request)
        request = request_bytes(step).replace(b"\r\n\r\n", b"\r\nX-Forwarded-For: 192.0.2.7\r\n\r\n", 1)
        return self.exchange.send(port, [request])

    def compare(self, name: str, step: dict) -> None:
        caveat = self.through(self.proxy.port, step)
        if "interim_responses" in step:  # nginx takes an interim answer for the whole one, and waits for its end
            self.assertEqual([(200, b"body")], [(answer.status, answer.body) for answer in caveat.answers], name)
            return
        nginx = self.through(self.nginx.port, step)
        seen = [[(r.method, r.target, end_to_end(r), r.body) for r in outcome.forwarded] for outcome in (nginx, caveat)]
        self.assertEqual(seen[0][:1], seen[1][:1], f"{name}: what the site saw")
        (by_nginx,), (by_caveat,) = nginx.answers, caveat.answers
        self.assertEqual(by_nginx.status, by_caveat.status, name)
        if step.get("disconnect"):
            return
        self.assertEqual(by_nginx.body, by_caveat.body, name)
        self.assertEqual(by_nginx.field("content-length"), by_caveat.field("content-length"), name)
        missing = [field for field in end_to_end(by_nginx) if field not in end_to_end(by_caveat)]
        self.assertEqual([], missing, f"{name}: nginx passes more")

    def test_each_case_passes_as_it_passes_nginx(self):
        for line in (CORPUS / "http/cache-tests.jsonl").read_text().splitlines():
            case = json.loads(line)
            for number, step in enumerate(case["requests"]):
                with self.subTest(case["id"], step=number):
                    self.compare(case["id"], step)


if __name__ == "__main__":
    main()
