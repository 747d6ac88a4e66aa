"""Traces go through Caveat: what a reader's side says of its trace reaches the site as it came."""

import tempfile
import unittest
from pathlib import Path

from caveat_proxy import CaveatProxy
from newsroom import main
from reader import ask
from scripted_upstream import ScriptedUpstream

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"
# W3C Trace Context (3.2, 3.3) and Baggage.
TRACE = {
    "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "tracestate": "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE",
    "baggage": "userTier=gold,serverNode=DF%2028",
}


class Tracing(unittest.TestCase):
    def setUp(self):
        directory = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="caveat-e2e-")))
        self.upstream = ScriptedUpstream(ANSWER)
        self.addCleanup(self.upstream.stop)
        self.proxy = CaveatProxy(directory, self.upstream.port)
        self.addCleanup(self.proxy.stop)

    def received(self, *options: str) -> list[str]:
        self.assertEqual(200, ask(self.proxy.port, "/a.txt", "RU", *options).status)
        return self.upstream.heads[-1].split("\r\n")

    def test_the_fields_of_a_trace_reach_the_site_as_they_came(self):
        options = [word for name, value in TRACE.items() for word in ("--header", f"{name}: {value}")]
        lines = self.received(*options)
        for name, value in TRACE.items():
            self.assertIn(f"{name}: {value}", lines)

    def test_several_lines_of_tracestate_stay_in_order(self):
        lines = self.received("--header", "tracestate: a=1", "--header", "tracestate: b=2")
        self.assertEqual(["tracestate: a=1", "tracestate: b=2"], [line for line in lines if line.startswith("tracestate")])

    def test_none_is_made_up(self):
        self.assertFalse([line for line in self.received() if line.lower().startswith("trace")])

    def test_nothing_of_it_is_logged(self):
        self.received("--header", f"traceparent: {TRACE['traceparent']}")
        kept = self.proxy.log() + self.proxy.admin("/metrics")[1]
        self.assertNotIn("4bf92f3577b34da6", kept)


if __name__ == "__main__":
    main()
