"""Before real servers: what nginx and HAProxy understand of a request is what Caveat understood, or less.

Other people's hostile requests and mutations of our own go through Caveat straight to a server that records, and
through Caveat and a real server to another. DIFFERENTIAL_SEED and DIFFERENTIAL_CASES choose the mutations."""

import base64
import json
import os
import tempfile
import unittest
from pathlib import Path

from backends import Backend
from caveat_proxy import CaveatProxy
from newsroom import CORPUS, main
from raw_exchange import Outcome, RawExchange
from request_mutations import mutation

SEED = int(os.environ.get("DIFFERENTIAL_SEED", "1"))
CASES = int(os.environ.get("DIFFERENTIAL_CASES", "600"))
ONE_THREAD = ("taskset", "-c", "0")  # and so one pool of connections to the site, which every request shares


def corpus_requests() -> list[tuple[str, bytes]]:
    found = []
    for file in ("http11probe.jsonl", "llhttp.jsonl", "gunicorn.jsonl"):
        path = CORPUS / "http" / file
        if not path.is_file():
            raise unittest.SkipTest(f"no {path}: set CAVEAT_CORPUS")
        for row in map(json.loads, path.read_text().splitlines()):
            raw = row.get("raw_with_host_b64") or row["raw_b64"]
            raw = b"".join(map(base64.b64decode, raw if isinstance(raw, list) else [raw]))
            if raw and not (row.get("type") or "").startswith("response"):
                found.append((row["id"], raw))
    return found


def understood(outcome: Outcome) -> list[tuple[str, str, bytes]]:
    return [(request.method, request.target, request.body) for request in outcome.forwarded]


class Differential(unittest.TestCase):
    kinds = ("nginx", "haproxy")

    @classmethod
    def setUpClass(cls):
        directory = Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="caveat-e2e-")))
        cls.scenes = {}
        for kind in ("straight", *cls.kinds):
            exchange = RawExchange()
            cls.addClassCleanup(exchange.stop)
            port = exchange.upstream_port
            if kind != "straight":
                backend = Backend(kind, directory / f"{kind}-backend", port)
                cls.addClassCleanup(backend.stop)
                port = backend.port
            proxy = CaveatProxy(directory / kind, port, rules=None, before=ONE_THREAD)
            cls.addClassCleanup(proxy.stop)
            cls.scenes[kind] = (exchange, proxy)

    def send(self, kind: str, raw: bytes) -> Outcome:
        exchange, proxy = self.scenes[kind]
        return exchange.send(proxy.port, [raw])

    def assert_understood_alike(self, name: str, raw: bytes) -> int:
        """How many requests arrived behind each server."""
        straight = self.send("straight", raw)
        caveat = understood(straight)
        self.assertLessEqual(len(caveat), len(straight.answers), f"{name}: {raw!r}")
        for kind in self.kinds:
            outcome = self.send(kind, raw)
            behind = understood(outcome)
            # A server may refuse what Caveat let through, but then the connection to it is not used again.
            self.assertTrue(all(request in caveat for request in behind), f"{kind}, {name}: {raw!r}\n{caveat}\n{behind}")
            self.assertLessEqual(len(behind), len(caveat), f"{kind}, {name}: {raw!r}\n{caveat}\n{behind}")
            # Nothing was left in the connection: the next request gets its own answer, and only that one arrives.
            next_one = self.send(kind, b"GET /next HTTP/1.1\r\nHost: a.test\r\n\r\n")
            self.assertEqual(([("GET", "/next", b"")], [b"GET /next 0"]),
                             (understood(next_one), [answer.body for answer in next_one.answers]), f"{kind}, after {name}: {raw!r}")
        return len(caveat)

    def test_other_peoples_requests(self):
        arrived = sum(self.assert_understood_alike(name, raw) for name, raw in corpus_requests())
        self.assertGreater(arrived, 70)

    def test_mutations(self):
        arrived = sum(self.assert_understood_alike(f"seed {seed}", mutation(seed)) for seed in range(SEED, SEED + CASES))
        self.assertGreater(arrived, CASES // 4)


if __name__ == "__main__":
    main()
