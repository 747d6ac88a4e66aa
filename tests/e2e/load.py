"""Readers who keep asking, each time on a connection of their own, while a test does something to the server."""

import re
import socket
import threading
import time
from collections import Counter
from typing import Callable

from caveat_proxy import ADDRESSES


def whole_response(connection: socket.socket) -> bytes:
    """Until the end of the connection; a response that was cut is told apart by its framing."""
    connection.sendall(
        f"GET /a.html HTTP/1.1\r\nHost: news.test\r\nX-Forwarded-For: {ADDRESSES['RU']}\r\nConnection: close\r\n\r\n".encode())
    return b"".join(iter(lambda: connection.recv(65536), b""))


def is_whole(response: bytes) -> bool:
    head, _, body = response.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)\ncontent-length: *(\d+)", head)
    return len(body) == int(length[1]) if length else body.endswith(b"0\r\n\r\n")


# For the configuration: all of them come from one address.
NO_LIMIT = "[limits]\nrequests_per_address = 0\n"


class Load:
    """`look` says of a whole response what is wrong with it; nothing if it is as it should be."""

    def __init__(self, port: int, look: Callable[[bytes], str], readers: int = 4):
        self.served = 0
        self.faults: Counter[str] = Counter()
        self._port, self._look = port, look
        self._ending = threading.Event()
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._ask) for _ in range(readers)]
        for thread in self._threads:
            thread.start()

    def _fault_of_one(self) -> str:
        try:
            with socket.create_connection(("127.0.0.1", self._port), timeout=20) as connection:
                response = whole_response(connection)
        except OSError as error:
            return f"{type(error).__name__}: {error}"
        if not response.startswith(b"HTTP/1.1 200 "):
            return f"answered {response[:40]!r}"
        return self._look(response) if is_whole(response) else "a response was cut"

    def _ask(self) -> None:
        while not self._ending.is_set():
            fault = self._fault_of_one()
            with self._lock:
                self.served += not fault
                self.faults.update([fault] if fault else [])
            time.sleep(0.001)

    def stop(self) -> None:
        self._ending.set()
        for thread in self._threads:
            thread.join()
