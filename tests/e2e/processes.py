"""Servers that a test starts itself, and ends by their process id."""

import os
import resource
import signal
import socket
import subprocess
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Callable, Iterator


# How much longer than usual everything may take: of a program that a sanitizer slows down.
PATIENCE = float(os.environ.get("CAVEAT_PATIENCE", "1"))


_ports_given: set[int] = set()


def free_port() -> int:
    """One that this test was not given before: the kernel may give one again as soon as nobody listens there."""
    with ExitStack() as held:
        while True:
            probe = held.enter_context(socket.socket())
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
            if port not in _ports_given:
                _ports_given.add(port)
                return port


def accepts_connections(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def is_accepted(connection: socket.socket) -> bool:
    """Whether the server of this machine that `connection` goes to has taken it from its queue (proc(5))."""
    ports = tuple(f":{port:04X}" for port in (connection.getpeername()[1], connection.getsockname()[1]))
    sockets = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return any(one[1].endswith(ports[0]) and one[2].endswith(ports[1]) and one[9] != "0" for one in sockets)


def wait_until(condition: Callable[[], bool], what: str, seconds: float = 15) -> None:
    deadline = time.monotonic() + seconds * PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {seconds * PATIENCE} s in vain until {what}")
        time.sleep(0.02)


class Server:
    """One process with what it says in a file."""

    def __init__(self, command: list[str], log: Path):
        self.command = command
        self.log_path = log
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, cwd=log.parent
            )
        self.pid = self._process.pid

    def wait_for(self, condition: Callable[[], bool], what: str, seconds: float = 15) -> None:
        def ended_or_true() -> bool:
            if self._process.poll() is not None:
                raise AssertionError(f"ended with {self._process.returncode} before {what}:\n{self.log()}")
            return condition()

        wait_until(ended_or_true, what, seconds)

    def log(self) -> str:
        return self.log_path.read_text(errors="replace")

    def send(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

    def wait(self, seconds: float = 15) -> int:
        """The exit status; a negative number is the signal that ended it."""
        return self._process.wait(seconds * PATIENCE)

    def stop(self) -> None:
        if self._process.poll() is None:
            self.send(signal.SIGTERM)
            try:
                self.wait()
            except subprocess.TimeoutExpired:
                self.send(signal.SIGKILL)
                self.wait()

    @contextmanager
    def no_more_descriptors(self) -> Iterator[None]:
        """Of those that it has it keeps all; it gets no other, until this ends."""
        now = resource.prlimit(self.pid, resource.RLIMIT_NOFILE)
        resource.prlimit(self.pid, resource.RLIMIT_NOFILE, (0, now[1]))
        try:
            yield
        finally:
            resource.prlimit(self.pid, resource.RLIMIT_NOFILE, now)

    def processor_time(self) -> float:
        """What it has used so far, in seconds."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> int:
        """What it has now, in bytes."""
        return self._status("VmRSS")

    def peak_memory(self) -> int:
        """The most memory it has had so far, in bytes."""
        return self._status("VmHWM")

    def _status(self, name: str) -> int:
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith(f"{name}:"):
                return int(line.split()[1]) * 1024
        raise AssertionError(f"no {name} in /proc")
