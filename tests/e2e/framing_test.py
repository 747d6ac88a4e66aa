"""Requests that other people made to confuse servers, to the running program: refused without a byte upstream, or whole.

Each is sent at once, and again with a pause after its head. FRAMING_REPORT=1 prints what was decided on each."""

import ast
import base64
import json
import os
import socket
import tempfile
import unittest
from pathlib import Path
from typing import Callable, Iterator

from caveat_proxy import CaveatProxy
from http_messages import Message, requests_in, responses_in
from newsroom import CORPUS, SOURCE, main
from raw_exchange import Outcome, RawExchange, echo
from scripted_upstream import ScriptedUpstream

HTTP = CORPUS / "http"
SWITCH = b"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
UPGRADE_REQUIRED = b"HTTP/1.1 426 Upgrade Required\r\nContent-Length: 0\r\n\r\n"

# Probes of what a server must do, where the probe leaves a choice or asks for more than a status, and its letter here.
REFUSED_BY_US = {"probe/NORM-SP-BEFORE-COLON-CL", "probe/NORM-TAB-IN-NAME", "probe/SMUG-TE-OBS-FOLD", "probe/SMUG-TE-VTAB"}
WITH_BODIES = {"probe/COMP-CHUNKED-EMPTY": b"", "probe/COMP-CHUNKED-EXTENSION": b"hello",
               "probe/COMP-CHUNKED-MULTI": b"hello world", "probe/COMP-CHUNKED-TRAILER-VALID": b"hello",
               "probe/COMP-POST-CL-BODY": b"hello", "probe/COMP-RANGE-POST": b"hello",
               "probe/SMUG-OPTIONS-CL-BODY": b"hello"}
# What the site answers, and what the reader must get.
SWITCHES = {"probe/COMP-UPGRADE-HTTP10": (SWITCH, 502), "probe/COMP-UPGRADE-MISSING-CONN": (SWITCH, 502),
            "probe/COMP-UPGRADE-POST": (SWITCH, 502), "probe/COMP-UPGRADE-INVALID-VER": (UPGRADE_REQUIRED, 426)}
# They look at the connection or the site's answer; the page of two does not show what they send.
BY_HAND = {"probe/COMP-CONNECTION-CLOSE", "probe/COMP-NO-CL-IN-204", "probe/SMUG-CLTE-CONN-CLOSE", "probe/SMUG-TECL-CONN-CLOSE"}

# Requests that llhttp reads and Caveat refuses.
STRICTER_THAN_LLHTTP = {
    "llhttp/request/content-length#Content-Length reset when no body is received": "the body ends early",
    "llhttp/request/method#ANNOUNCE request with RTSP": "no HTTP",
    "llhttp/request/sample#Firefox GET": "no host can be called that",
    "llhttp/request/sample#No HTTP version": "HTTP/0.9",
    "llhttp/request/transfer-encoding#Parsing and setting flag": "the body ends early",
    "llhttp/request/transfer-encoding#Chunk extensions": "a chunk ends early",
    "llhttp/request/transfer-encoding#POST with `chunked` as last transfer-encoding": "two codings",
    "llhttp/request/transfer-encoding#POST with `chunked` as last transfer-encoding (multiple headers)": "two codings",
    "llhttp/request/uri#`host:port` and basic auth": "a password in a target",
}


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

    def answered_by(self, answer: Callable[[Message], bytes], raw: bytes) -> Outcome:
        self.exchange.answer = answer
        try:
            return self.exchange.send(self.proxy.port, [raw])
        finally:
            self.exchange.answer = echo

    def answer_to(self, port: int, raw: bytes) -> bytes:
        """Until the other side ends the connection, which is ours to keep open."""
        with socket.create_connection(("127.0.0.1", port), timeout=5) as reader:
            reader.sendall(raw)
            return b"".join(iter(lambda: reader.recv(65536), b""))

    def assert_refused(self, name: str, outcome: Outcome) -> None:
        self.assertEqual([], outcome.forwarded, name)
        self.assertTrue(all(400 <= status < 500 or status == 505 for status in outcome.statuses),
                        f"{name}: {outcome.statuses}")

    def test_probes_that_must_be_refused_are_and_those_that_must_be_read_arrive(self):
        judged = set(WITH_BODIES) | set(SWITCHES) | BY_HAND | read_all_the_same()
        for row in rows("http11probe.jsonl"):
            name, expected = row["id"], row["expected"]
            raw = b"".join(map(base64.b64decode, row["raw_b64"])).replace(b"[TAB]", b"\t")
            # What the probe's page shows of control characters and of long heads is not what it sends.
            if not raw or row["layout_doubtful"] and name not in REFUSED_BY_US:
                continue
            must_fail = "`400`" in expected and "2xx" not in expected and name not in read_all_the_same()
            must_fail = must_fail or name in REFUSED_BY_US
            must_pass = str(row["requirement"]).startswith("MUST accept") and "2xx" in expected
            if must_fail or must_pass:
                judged.add(name)
            for pieces in ways_to_send(raw):
                with self.subTest(name, pieces=len(pieces)):
                    outcome = self.send(name, pieces)
                    if must_fail:
                        self.assert_refused(name, outcome)
                    elif must_pass:
                        self.assertEqual(([200], 1), (outcome.statuses, len(outcome.forwarded)), name)
        musts = {row["id"] for row in rows("http11probe.jsonl") if str(row["requirement"]).startswith("MUST")}
        self.assertEqual(set(), musts - judged, "nobody looks at what comes of these")

    def test_probes_of_bodies_arrive_with_that_body(self):
        found = [row for row in rows("http11probe.jsonl") if row["id"] in WITH_BODIES]
        self.assertEqual(len(WITH_BODIES), len(found))
        for row in found:
            for pieces in ways_to_send(b"".join(map(base64.b64decode, row["raw_b64"]))):
                outcome = self.send(row["id"], pieces)
                self.assertEqual([200], outcome.statuses, row["id"])
                self.assertEqual([WITH_BODIES[row["id"]]], [r.body for r in outcome.forwarded], row["id"])

    def test_probes_that_must_not_switch_protocols_do_not_even_before_a_site_that_would(self):
        found = [row for row in rows("http11probe.jsonl") if row["id"] in SWITCHES]
        self.assertEqual(len(SWITCHES), len(found))
        for row in found:
            answer, status = SWITCHES[row["id"]]
            outcome = self.answered_by(lambda request: answer, b"".join(map(base64.b64decode, row["raw_b64"])))
            self.assertEqual([status], outcome.statuses, row["id"])

    def test_a_204_has_no_length_though_the_site_gives_it_one(self):
        [answer] = self.answered_by(lambda request: b"HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n",
                                    b"OPTIONS / HTTP/1.1\r\nHost: a\r\n\r\n").answers
        self.assertEqual((204, None), (answer.status, answer.field("content-length")))

    def test_a_connection_is_closed_where_the_reader_asks_or_two_framings_disagree(self):
        """By us, though the reader would go on."""
        length, coding = b"Content-Length: 6\r\n", b"Transfer-Encoding: chunked\r\n"
        body, after = b"0\r\n\r\nX", b"GET /second HTTP/1.1\r\nHost: a\r\n\r\n"
        cases = [("CL, TE", b"POST / HTTP/1.1\r\nHost: a\r\n" + length + coding + b"\r\n" + body + after, 400),
                 ("TE, CL", b"POST / HTTP/1.1\r\nHost: a\r\n" + coding + length + b"\r\n" + body + after, 400)]
        for name, raw, status in cases:
            self.assertEqual([status], [a.status for a in responses_in(self.answer_to(self.proxy.port, raw), False)], name)
        site = ScriptedUpstream(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK")
        self.addCleanup(site.stop)
        directory = self.enterContext(tempfile.TemporaryDirectory(prefix="caveat-e2e-"))
        proxy = CaveatProxy(Path(directory), site.port, rules=None)
        self.addCleanup(proxy.stop)
        answer = self.answer_to(proxy.port, b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n" + after)
        self.assertEqual([200], [a.status for a in responses_in(answer, False)])
        self.assertEqual(1, len(site.heads), "what follows is not read")

    def test_answers_that_strict_parsers_refuse_are_not_a_sites_answer(self):
        refused = {row["id"]: base64.b64decode(row["raw_b64"]) for row in rows("llhttp.jsonl")
                   if row.get("type") == "response" and row["expect"] == "reject"}
        self.assertGreater(len(refused), 10)
        site = ScriptedUpstream({f"/{number}": raw for number, raw in enumerate(refused.values())})
        self.addCleanup(site.stop)
        directory = self.enterContext(tempfile.TemporaryDirectory(prefix="caveat-e2e-"))
        proxy = CaveatProxy(Path(directory), site.port, rules=None)
        self.addCleanup(proxy.stop)
        whole_before_the_flaw = {"llhttp/response/connection#HTTP/1.1 with keep-alive disabled and 204 status": [204]}
        # The head is good, and has gone out; the flaw is in a chunk.
        flaw_in_body = {"llhttp/response/transfer-encoding#Unbalanced chunk extensions quoting"}
        for number, name in enumerate(refused):
            raw = f"GET /{number} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode()
            answer = self.answer_to(proxy.port, raw)
            statuses = [a.status for a in responses_in(answer, False)]
            if name in flaw_in_body and answer.startswith(b"HTTP/1.1 200 "):
                self.assertEqual([], statuses, f"{name}: it ends as if it were whole")
                self.assertNotIn(b"world", answer)
            else:
                self.assertEqual(whole_before_the_flaw.get(name, [502]), statuses, name)

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

    def test_each_request_that_llhttp_reads_arrives_or_is_on_our_list(self):
        accepted = [row for row in rows("llhttp.jsonl") if row.get("type") == "request" and row["expect"] == "accept"]
        self.assertLessEqual(set(STRICTER_THAN_LLHTTP), {row["id"] for row in accepted})
        for row in accepted:
            for pieces in ways_to_send(raw_of(row)):
                with self.subTest(row["id"], pieces=len(pieces)):
                    outcome = self.send(row["id"], pieces)
                    if row["id"] in STRICTER_THAN_LLHTTP:
                        self.assert_refused(row["id"], outcome)
                        continue
                    # Our own reader of messages knows no extensions of chunks.
                    wanted = [(r.method, r.body) for r in requests_in(raw_of(row).replace(b";foo=bar", b""))[0]]
                    self.assertEqual(1, len(wanted))
                    self.assertEqual((wanted, [200]), ([(r.method, r.body) for r in outcome.forwarded], outcome.statuses))

    def test_a_disguised_transfer_coding_is_never_believed(self):
        # Who believes in chunks sees an empty body and a second request; who does not, one request.
        body = b"0\r\n\r\nGET /second HTTP/1.1\r\nHost: a\r\n\r\n"
        head = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n%s\r\n\r\n"
        for row in rows("smuggler-te-mutations.jsonl"):
            line = base64.b64decode(row["header_b64"])
            for pieces in ways_to_send(head % (len(body), line) + body):
                outcome = self.send(row["id"], pieces)
                if any(status >= 400 for status in outcome.statuses):
                    self.assert_refused(row["id"], outcome)
                    continue
                [request] = outcome.forwarded
                self.assertEqual((str(len(body)), None, body), (request.field("content-length"),
                                                                request.field("transfer-encoding"), request.body), row["id"])

    def test_a_disguised_transfer_coding_beside_a_plain_one_changes_nothing(self):
        body = b"5\r\nhello\r\n0\r\n\r\nGET /second HTTP/1.1\r\nHost: a\r\n\r\n"
        plain = b"Transfer-Encoding: chunked"
        for row in rows("smuggler-te-mutations.jsonl"):
            line = base64.b64decode(row["header_b64"])
            for lines in ((plain, line), (line, plain)):
                raw = b"POST / HTTP/1.1\r\nHost: a\r\n" + b"\r\n".join(lines) + b"\r\n\r\n" + body
                outcome = self.send(row["id"], [raw])
                if any(status >= 400 for status in outcome.statuses):
                    self.assert_refused(row["id"], outcome)
                    continue
                self.assertEqual([("/", b"hello"), ("/second", b"")], [(r.target, r.body) for r in outcome.forwarded], row["id"])
                self.assertEqual("chunked", outcome.forwarded[0].field("transfer-encoding"), row["id"])

    def test_a_flaw_late_in_a_long_chunked_body_ends_both_sides(self):
        chunk = b"4000\r\n" + b"x" * 0x4000 + b"\r\n"
        raw = b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + 8 * chunk + b"5 \r\nhello\r\n0\r\n\r\n"
        outcome = self.exchange.send(self.proxy.port, [raw])
        self.assertEqual([], outcome.forwarded)
        self.assertNotIn(b"hello", outcome.leaked)
        self.assertEqual([400], outcome.statuses)


if __name__ == "__main__":
    main()
