"""`caveat demo` on a port of its own."""

import re
import signal
import subprocess
import tempfile
from pathlib import Path

from caveat_proxy import BINARY
from processes import Server


class Demo:
    def __init__(self):
        self._directory = tempfile.TemporaryDirectory(prefix="caveat-demo-")
        log = Path(self._directory.name) / "demo.log"
        self.server = Server([str(BINARY), "demo", "--listen", "127.0.0.1:0"], log)
        try:
            self.server.wait_for(lambda: len(self.curl_lines()) >= 3, "the demo says what to ask")
        except BaseException:
            self.stop()
            raise
        self.origin = re.search(r"http://[^/\s]+", self.curl_lines()[0])[0]

    def curl_lines(self) -> list[str]:
        """Whole lines only: the last one may be under way."""
        lines = self.server.log().split("\n")[:-1]
        return [line for line in lines if line.startswith("curl ")]

    def interrupt(self) -> int:
        """As Ctrl-C does; returns the exit status."""
        self.server.send(signal.SIGINT)
        return self.server.wait()

    def stop(self) -> None:
        self.server.stop()
        self._directory.cleanup()


def shell(command: str, directory: Path) -> str:
    """What a shell prints, on both of its streams. Loopback goes through no proxy of the machine's."""
    environment = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8",
                   "NO_PROXY": "*"}
    ended = subprocess.run(["bash", "-c", command], cwd=directory, env=environment, stdin=subprocess.DEVNULL,
                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60, check=False)
    return ended.stdout.decode()
