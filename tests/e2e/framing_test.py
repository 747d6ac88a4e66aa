"""Requests that other people made to confuse servers, to the running program: refused without a byte upstream, or whole.

Each is sent at once, and again with a pause after its head. FRAMING_REPORT=1 prints what was decided on each."""

import ast
import base64
import json
import os
import tempfile
import unittest
from pathlib import Path
from typing import Iterator

from caveat_proxy import CaveatProxy
from newsroom import CORPUS, SOURCE, main
from raw_exchange import Outcome, RawExchange

HTTP = CORPUS / "http"


def rows(name: str) -> list[dict]:
    if not (HTTP / name).is_file():
        raise unittest.SkipTest(f"no {name} in {HTTP}: set CAVEAT_CORPUS")
    return [json.loads(line) for line in (HTTP / name).read_text().splitlines()]


def raw_of(row: dict) -> bytes:
    """Of a parser's own tests, which forget the Host field."""
    return base64.b64decode(row.get("raw_with_host_b64") or row["raw_b64"])


def read_all_the_same() -> set[str]:
    lines = (SOURCE / "tests/proxy/read_all_the_same.tsv").read_text().splitlines()
    return {line.split("\t")[0] for line in lines if not line.startswith("#")}


def ways_to_send(raw: bytes) -> Iterator[list[bytes]]:
    yield [raw]
    head, end, rest = raw.partition(b"\r\n\r\n")
    if rest:
        yield [head + end, rest]
        yield [head + end + rest[:3], rest[3:]]


class Framing(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.exchange = RawExchange()
        cls.addClassCleanup(cls.exchange.stop)
        directory = cls.enterClassContext(tempfile.TemporaryDirectory(prefix="caveat-e2e-"))
        cls.proxy = CaveatProxy(Path(directory), cls.exchange.upstream_port, rules=None)
        cls.addClassCleanup(cls.proxy.stop)

    def send(self, name: str, pieces: list[bytes]) -> Outcome:
        outcome = self.exchange.send(self.proxy.port, pieces)
        if os.environ.get("FRAMING_REPORT"):
            print(name, len(pieces), outcome.statuses, len(outcome.forwarded), outcome.leaked[:60])
        # Whatever it was: nothing odd goes on, and no request that was not answered.
        self.assertTrue(outcome.closed, f"{name}: the connection hangs")
        self.assertEqual(b"", outcome.leaked, name)
        self.assertLessEqual(len(outcome.forwarded), len(outcome.answers), name)
        return outcome

    def assert_refused(self, name: str, outcome: Outcome) -> None:
        self.assertEqual([], outcome.forwarded, name)
        self.assertTrue(all(400 <= status < 500 or status == 505 for status in outcome.statuses),
                        f"{name}: {outcome.statuses}")

    def test_probes_that_must_be_refused_are_and_those_that_must_be_read_arrive(self):
        counts = {"must": 0, "may": 0}
        for row in rows("http11probe.jsonl"):
            name, expected = row["id"], row["expected"]
            raw = b"".join(map(base64.b64decode, row["raw_b64"]))
            # What the probe's page shows of control characters and of long heads is not what it sends.
            if not raw or row["layout_doubtful"]:
                continue
            must_fail = "`400`" in expected and "2xx" not in expected and name not in read_all_the_same()
            must_pass = str(row["requirement"]).startswith("MUST accept") and "2xx" in expected
            for pieces in ways_to_send(raw):
                with self.subTest(name, pieces=len(pieces)):
                    outcome = self.send(name, pieces)
                    counts["must" if must_fail or must_pass else "may"] += 1
                    if must_fail:
                        self.assert_refused(name, outcome)
                    elif must_pass:
                        self.assertEqual(([200], 1), (outcome.statuses, len(outcome.forwarded)), name)
        self.assertGreater(counts["must"], 80)

    def test_probes_of_bodies_arrive_with_that_body(self):
        bodies = {"probe/COMP-CHUNKED-EMPTY": b"", "probe/COMP-CHUNKED-EXTENSION": b"hello",
                  "probe/COMP-CHUNKED-MULTI": b"hello world", "probe/COMP-CHUNKED-TRAILER-VALID": b"hello",
                  "probe/COMP-POST-CL-BODY": b"hello", "probe/SMUG-OPTIONS-CL-BODY": b"hello"}
        found = [row for row in rows("http11probe.jsonl") if row["id"] in bodies]
        self.assertEqual(len(bodies), len(found))
        for row in found:
            for pieces in ways_to_send(b"".join(map(base64.b64decode, row["raw_b64"]))):
                outcome = self.send(row["id"], pieces)
                self.assertEqual([bodies[row["id"]]], [r.body for r in outcome.forwarded], row["id"])

    def test_what_strict_parsers_refuse_is_refused(self):
        refused = 0
        for row in rows("llhttp.jsonl") + rows("gunicorn.jsonl"):
            is_response = (row.get("type") or "").startswith("response")
            if row["expect"] != "reject" or is_response or row.get("strict") is False:
                continue
            if row["id"] in read_all_the_same() or any("limit" in setting for setting in row.get("cfg", [])):
                continue
            # A parser that is shown one message too many reports the first as well.
            whole_before = row.get("complete", 0)
            for pieces in ways_to_send(raw_of(row)):
                with self.subTest(row["id"], pieces=len(pieces)):
                    outcome = self.send(row["id"], pieces)
                    refused += 1
                    if whole_before == 0:
                        self.assert_refused(row["id"], outcome)
        self.assertGreater(refused, 80)

    def test_what_strict_parsers_read_is_read_alike_or_refused(self):
        arrived = 0
        for row in rows("gunicorn.jsonl"):
            if row["expect"] != "accept" or "raw_with_host_b64" not in row and not row["has_host"]:
                continue
            for pieces in ways_to_send(raw_of(row)):
                with self.subTest(row["id"], pieces=len(pieces)):
                    outcome = self.send(row["id"], pieces)
                    expected = [ast.literal_eval(body) for body in row["bodies"]]
                    got = [request.body for request in outcome.forwarded]
                    if not got and all(status >= 400 for status in outcome.statuses):
                        continue
                    arrived += 1
                    self.assertEqual(expected[:len(got)], got, row["id"])
        self.assertGreater(arrived, 15)

    def test_a_disguised_transfer_coding_is_never_believed(self):
        for row in rows("smuggler-te-mutations.jsonl"):
            line = base64.b64decode(row["header_b64"])
            # Who believes in chunks sees an empty body and a second request; who does not, one request.
            body = b"0\r\n\r\nGET /second HTTP/1.1\r\nHost: a\r\n\r\n"
            raw = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n%s\r\n\r\n%s" % (len(body), line, body)
            outcome = self.send(row["id"], [raw])
            self.assertLessEqual(len(outcome.forwarded), 1, row["id"])
            for request in outcome.forwarded:
                self.assertEqual((str(len(body)), None), (request.field("content-length"),
                                                          request.field("transfer-encoding")), row["id"])
                self.assertEqual(body, request.body, row["id"])

    def test_a_flaw_late_in_a_long_chunked_body_ends_both_sides(self):
        chunk = b"4000\r\n" + b"x" * 0x4000 + b"\r\n"
        raw = b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + 8 * chunk + b"5 \r\nhello\r\n0\r\n\r\n"
        outcome = self.exchange.send(self.proxy.port, [raw])
        self.assertEqual([], outcome.forwarded)
        self.assertNotIn(b"hello", outcome.leaked)
        self.assertEqual([400], outcome.statuses)


if __name__ == "__main__":
    main()
