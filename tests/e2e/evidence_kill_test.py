"""Killed two hundred times at any moment under load, Caveat has a record of every response that a reader got whole."""

import os
import random
import signal
import socket
import threading
import time
import unittest

from evidence_scene import RUSSIA, EvidenceScene
from load import is_whole
from processes import accepts_connections

KILLS = int(os.environ.get("EVIDENCE_KILLS", "200"))
SEED = int(os.environ.get("EVIDENCE_SEED", "1"))
READERS = 6


class Readers:
    """Ask for pages, each path once, and remember those that they got whole."""

    def __init__(self, port: int):
        self.whole: set[str] = set()
        self._port = port
        self._lock = threading.Lock()
        self._next = 0
        self._ending = threading.Event()
        self._threads = [threading.Thread(target=self._ask_on) for _ in range(READERS)]
        for thread in self._threads:
            thread.start()

    def _ask(self) -> None:
        with self._lock:
            self._next += 1
            path = f"/p/{self._next}.html"
        with socket.create_connection(("127.0.0.1", self._port), timeout=5) as connection:
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: news.test\r\nX-Forwarded-For: {RUSSIA}\r\n"
                               "Connection: close\r\n\r\n".encode())
            response = b"".join(iter(lambda: connection.recv(65536), b""))
        if response.startswith(b"HTTP/1.1 200 ") and is_whole(response):
            with self._lock:
                self.whole.add(path)

    def _ask_on(self) -> None:
        while not self._ending.is_set():
            try:
                self._ask()
            except OSError:
                pass  # it is down
            time.sleep(0.005)  # else the readers would have the machine to themselves

    def stop(self) -> None:
        self._ending.set()
        for thread in self._threads:
            thread.join()


class Killed(EvidenceScene):
    KEYS: dict = {}
    KILLS = KILLS

    def test_no_record_of_a_delivered_response_is_missing(self):
        moments = random.Random(SEED)
        proxy = self.start(**self.KEYS)
        readers = Readers(proxy.port)
        self.addCleanup(readers.stop)
        for _ in range(self.KILLS):
            time.sleep(moments.uniform(0.02, 0.25))
            proxy.server.send(signal.SIGKILL)
            proxy.server.wait()
            proxy.server = proxy.start()
            proxy.server.wait_for(lambda: accepts_connections(proxy.port), "caveat listens", 30)
        readers.stop()
        proxy.stop()
        recorded = {one["decided"]["path"] for one in self.shown()}
        self.assertGreater(len(readers.whole), self.KILLS)
        self.assertEqual(set(), readers.whole - recorded)
        said = self.assert_sound()
        print(f"{len(readers.whole)} responses were delivered over {self.KILLS} kills; {said.count('torn record')} torn records")


class KilledBetweenSyncs(Killed):
    """What is promised with "interval" holds for a kill of the program, since what was written is the kernel's; a loss of
    power, which may take the last seconds, is no kill."""

    KEYS = {"fsync": "interval", "fsync_interval": 60}
    KILLS = max(1, KILLS // 5)


if __name__ == "__main__":
    unittest.main(verbosity=2)
