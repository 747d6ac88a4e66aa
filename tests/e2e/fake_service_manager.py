"""Does for Caveat what systemd does: hands listening sockets over, and hears what the server tells of itself."""

import os
import socket
import subprocess
import threading
from pathlib import Path


class FakeServiceManager:
    """Starts a command with its sockets as descriptors 3, 4, ... and a notify socket."""

    # The process id is known only in the child, as in systemd's.
    LAUNCHER = ("import os, sys\n"
                "os.environ['LISTEN_PID'] = os.environ['WATCHDOG_PID'] = str(os.getpid())\n"
                "os.execvp(sys.argv[1], sys.argv[1:])\n")

    def __init__(self, directory: Path, watchdog_seconds: float = 0):
        self.path = directory / "notify"
        self._watchdog_seconds = watchdog_seconds
        self._heard: list[str] = []
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(self.path))
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def _listen(self) -> None:
        while message := self._socket.recv(4096).decode():
            self._heard.append(message)

    def heard(self, line: str) -> int:
        """How often."""
        return sum(line in message.splitlines() for message in self._heard)

    def status(self) -> str:
        lines = [line for message in self._heard for line in message.splitlines()]
        return [line.removeprefix("STATUS=") for line in lines if line.startswith("STATUS=")][-1]

    def start(self, command: list[str], log: Path, sockets: list[socket.socket]) -> subprocess.Popen:
        environment = {**os.environ, "NOTIFY_SOCKET": str(self.path), "LISTEN_FDS": str(len(sockets))}
        if self._watchdog_seconds:
            environment["WATCHDOG_USEC"] = str(int(self._watchdog_seconds * 1_000_000))
        descriptors = [one.fileno() for one in sockets]

        def move_into_place() -> None:
            # Through high numbers, so that none is overwritten before it was moved.
            high = [os.dup2(descriptor, 100 + i) for i, descriptor in enumerate(descriptors)]
            for i, descriptor in enumerate(high):
                os.dup2(descriptor, 3 + i)

        with log.open("ab") as output:
            return subprocess.Popen(["python3", "-c", self.LAUNCHER, *command], stdin=subprocess.DEVNULL,
                                    stdout=output, stderr=output, env=environment, close_fds=False,
                                    preexec_fn=move_into_place)

    def stop(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ending:
            try:
                ending.connect(str(self.path))
                ending.send(b"")
            except OSError:
                pass
        self._thread.join()
        self._socket.close()
