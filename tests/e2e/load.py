"""Readers who keep asking, each time on a connection of their own, while a test does something to the server."""

import re
import socket
import ssl
import subprocess
import threading
import time
from collections import Counter
from typing import Callable

from caveat_proxy import ADDRESSES


def whole_response(connection: socket.socket, address: str = ADDRESSES["RU"]) -> bytes:
    """Until the end of the connection; a response that was cut is told apart by its framing."""
    connection.sendall(
        f"GET /a.html HTTP/1.1\r\nHost: news.test\r\nX-Forwarded-For: {address}\r\nConnection: close\r\n\r\n".encode())
    return b"".join(iter(lambda: connection.recv(65536), b""))


def is_whole(response: bytes) -> bool:
    head, _, body = response.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)\ncontent-length: *(\d+)", head)
    return len(body) == int(length[1]) if length else body.endswith(b"0\r\n\r\n")


# For the configuration: all of them come from one address.
NO_LIMIT = "[limits]\nrequests_per_address = 0\n"


class Load:
    """`look` says of a whole response what is wrong with it; nothing if it is as it should be. `addresses`: where readers
    come from, by turns. With `tls`, each connection begins with a handshake, and one that fails is a fault."""

    def __init__(self, port: int, look: Callable[[bytes], str], readers: int = 4,
                 addresses: tuple[str, ...] = (ADDRESSES["RU"],), tls: bool = False):
        self.served = 0
        self.faults: Counter[str] = Counter()
        self._port, self._look, self._addresses = port, look, addresses
        self._tls = ssl.create_default_context() if tls else None
        if self._tls:
            self._tls.check_hostname, self._tls.verify_mode = False, ssl.CERT_NONE
        self._ending = threading.Event()
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._ask, args=(number,)) for number in range(readers)]
        for thread in self._threads:
            thread.start()

    def _fault_of_one(self, address: str) -> str:
        try:
            with socket.create_connection(("127.0.0.1", self._port), timeout=20) as connection:
                if self._tls:
                    connection = self._tls.wrap_socket(connection)
                with connection:
                    response = whole_response(connection, address)
        except OSError as error:
            return f"{type(error).__name__}: {error}"
        if not response.startswith(b"HTTP/1.1 200 "):
            return f"answered {response[:40]!r}"
        return self._look(response) if is_whole(response) else "a response was cut"

    def _ask(self, number: int) -> None:
        while not self._ending.is_set():
            number += 1
            fault = self._fault_of_one(self._addresses[number % len(self._addresses)])
            with self._lock:
                self.served += not fault
                self.faults.update([fault] if fault else [])
            time.sleep(0.001)

    def stop(self) -> None:
        self._ending.set()
        for thread in self._threads:
            thread.join()


class H2Load:
    """h2load, again and again with new connections, until it is stopped; `said` are its reports."""

    def __init__(self, *options: str):
        self.said: list[str] = []
        self._command = ["h2load", *options]
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._go_on)
        self._thread.start()

    def _go_on(self) -> None:
        while not self._ending.is_set():
            done = subprocess.run(self._command, capture_output=True, text=True, check=False)
            self.said.append(done.stdout + done.stderr)

    def stop(self) -> None:
        self._ending.set()
        self._thread.join()

    def faults(self) -> list[str]:
        """Of the reports, those that tell of anything but answers of the class 2xx."""
        return [said for said in self.said if not re.search(
            r"succeeded, 0 failed, 0 errored, 0 timeout\nstatus codes: [1-9]\d* 2xx, 0 3xx, 0 4xx, 0 5xx", said)]
