"""Odd answers of a site: what readers get through Caveat is what they get through nginx and HAProxy, or visibly less.

Each goes through all three to a reader whose page no rule touches, and through Caveat to one who is warned.
DIFFERENTIAL_SEED and DIFFERENTIAL_CASES choose the answers; DIFFERENTIAL_REPORT=1 prints what was made of each."""

import os
import socket
import tempfile
import unittest
from pathlib import Path

from backends import Backend
from caveat_proxy import ADDRESSES, CaveatProxy
from http_messages import Message, responses_in
from newsroom import main
from response_mutations import mutation
from scripted_upstream import ScriptedUpstream

SEED = int(os.environ.get("DIFFERENTIAL_SEED", "1"))
CASES = int(os.environ.get("DIFFERENTIAL_CASES", "400"))
QUICK = "[limits]\nupstream_idle_time = 2\nrequests_per_address = 0\n"


def answers_from(port: int, path: str, place: str) -> list[Message]:
    """Those that are whole, interim ones aside."""
    request = f"GET {path} HTTP/1.1\r\nHost: news.test\r\nX-Forwarded-For: {ADDRESSES[place]}\r\nConnection: close\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(request.encode())
        try:
            received = b"".join(iter(lambda: connection.recv(65536), b""))
        except ConnectionResetError:
            return []
    return [answer for answer in responses_in(received, to_head=False) if answer.status >= 200]


class ResponseDifferential(unittest.TestCase):
    kinds = ("nginx", "haproxy")

    @classmethod
    def setUpClass(cls):
        directory = Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="caveat-e2e-")))
        site = ScriptedUpstream({f"/{seed}": mutation(seed) for seed in range(SEED, SEED + CASES)})
        cls.addClassCleanup(site.stop)
        cls.ports = {}
        for kind in cls.kinds:
            backend = Backend(kind, directory / kind, site.port)
            cls.addClassCleanup(backend.stop)
            cls.ports[kind] = backend.port
        proxy = CaveatProxy(directory / "caveat", site.port, tables=QUICK)
        cls.addClassCleanup(proxy.stop)
        cls.ports["caveat"] = proxy.port

    def body_through(self, kind: str, seed: int, place: str = "CZ") -> bytes | None:
        answers = answers_from(self.ports[kind], f"/{seed}", place)
        if kind == "nginx" and len(answers) > 1:
            return None  # it takes an interim answer for the whole one, and passes all that follows on
        self.assertLessEqual(len(answers), 1, f"{kind}, seed {seed}: {mutation(seed)!r}")
        return answers[0].body if answers and answers[0].status == 200 else None

    def test_mutations(self):
        arrived = 0
        for seed in range(SEED, SEED + CASES):
            with self.subTest(seed):
                caveat, warned = self.body_through("caveat", seed), self.body_through("caveat", seed, "RU")
                others = {kind: self.body_through(kind, seed) for kind in self.kinds}
                if os.environ.get("DIFFERENTIAL_REPORT"):
                    print(seed, caveat, others, warned is not None, mutation(seed))
                what = f"{mutation(seed)!r}\n{others}"
                arrived += caveat is not None
                for kind, body in others.items():
                    if caveat is not None and body is not None:
                        self.assertEqual(body, caveat, f"{kind}: {what}")
                if warned is not None and b"<article>" in warned:
                    self.assertIn(b"data-caveat", warned, what)
                if caveat is None and warned is not None:
                    self.assertNotIn(b"<p>Text", warned, f"only the reader who is warned gets it: {what}")
        self.assertGreater(arrived, CASES // 4)


if __name__ == "__main__":
    main()
