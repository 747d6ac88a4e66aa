"""The process is stopped for longer than anybody may take, and goes on: nobody was late for that."""

import signal
import socket
import tempfile
import time
import unittest
from pathlib import Path

from caveat_proxy import CaveatProxy
from http2_frames import (DATA, END_HEADERS, END_STREAM, HEADERS, PREFACE, RST_STREAM, SETTINGS, STATUS_200, WINDOW_UPDATE, frame,
                          frames, head_for)
from newsroom import main
from scripted_upstream import ScriptedUpstream

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok"
REQUEST = b"GET /a.html HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
LONGER_THAN_ALL = 5.0


class Stopped(unittest.TestCase):
    def setUp(self):
        directory = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="caveat-e2e-")))
        self.site = ScriptedUpstream({"/a.html": ANSWER})
        self.addCleanup(self.site.stop)
        self.proxy = CaveatProxy(directory, self.site.port, rules=None, tables="[limits]\nheader_time = 2\nidle_time = 2\n")
        self.addCleanup(self.proxy.stop)

    def connect(self) -> socket.socket:
        return self.enterContext(socket.create_connection(("127.0.0.1", self.proxy.port), timeout=20))

    def stand_still(self, deed=lambda: None):
        """`deed` happens meanwhile."""
        time.sleep(0.3)  # what was sent has been read
        self.proxy.server.send(signal.SIGSTOP)
        deed()
        time.sleep(LONGER_THAN_ALL)
        self.proxy.server.send(signal.SIGCONT)

    def test_a_head_that_was_on_its_way_is_not_late(self):
        reader = self.connect()
        reader.sendall(REQUEST[:20])
        self.stand_still()
        reader.sendall(REQUEST[20:])
        self.assertTrue(reader.recv(100).startswith(b"HTTP/1.1 200"))

    def test_nor_is_one_by_http2(self):
        reader = self.connect()
        request = frame(HEADERS, END_HEADERS | END_STREAM, 1, head_for("/a.html"))
        reader.sendall(PREFACE + request[:12])
        self.stand_still()
        reader.sendall(request[12:])
        answer = next(received for received in frames(reader) if received.kind == HEADERS)
        self.assertEqual(STATUS_200, answer.payload[:1])

    def test_nor_is_a_body_that_came_meanwhile(self):
        reader = self.connect()
        reader.sendall(PREFACE + frame(HEADERS, END_HEADERS, 1, head_for("/a.html", "POST")) + frame(DATA, 0, 1, b"half of it"))
        self.stand_still(lambda: reader.sendall(frame(DATA, END_STREAM, 1, b"and the rest")))
        answer = next(received for received in frames(reader) if received.kind == HEADERS)
        self.assertEqual(1, len(self.site.heads), f"the site was not asked: {answer.payload}")

    def test_nor_is_a_body_by_http2(self):
        reader = self.connect()
        reader.sendall(PREFACE + frame(HEADERS, END_HEADERS, 1, head_for("/a.html", "POST")) + frame(DATA, 0, 1, b"half of it"))
        self.stand_still()
        reader.sendall(frame(DATA, END_STREAM, 1, b"and the rest"))
        answer = next(received for received in frames(reader) if received.kind == HEADERS)
        self.assertEqual(1, len(self.site.heads), f"the site was not asked: {answer.payload}")

    def test_nor_is_who_lets_nothing_more_in_by_http2(self):
        reader = self.connect()
        no_window = frame(SETTINGS, 0, 0, b"\0\4" + bytes(4))
        reader.sendall(PREFACE + no_window + frame(HEADERS, END_HEADERS | END_STREAM, 1, head_for("/a.html")))
        self.stand_still()
        reader.sendall(frame(WINDOW_UPDATE, 0, 1, (100).to_bytes(4, "big")))
        answer = next(received for received in frames(reader) if received.kind in (DATA, RST_STREAM))
        self.assertEqual(b"ok", answer.payload)

    def test_nor_is_who_was_between_two_requests(self):
        reader = self.connect()
        self.stand_still()
        reader.sendall(REQUEST)
        self.assertTrue(reader.recv(100).startswith(b"HTTP/1.1 200"))


if __name__ == "__main__":
    main()
