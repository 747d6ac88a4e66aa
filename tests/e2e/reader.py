"""A reader somewhere: asks with curl, as the machine before the proxy would pass it on."""

import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

from caveat_proxy import ADDRESSES

SITE = "news.test"


class Response(NamedTuple):
    curl_status: int  # 0: curl saw a whole response
    status: int
    fields: dict[str, str]  # names in lower case; values of one name joined by ", "
    body: bytes


def parse_head(head: str) -> tuple[int, dict[str, str]]:
    """The last head of `--dump-header`: an interim response (100) stands before it."""
    last = head.replace("\r\n", "\n").strip().split("\n\n")[-1]
    status_line, _, rest = last.partition("\n")
    fields: dict[str, str] = {}
    for line in filter(None, rest.split("\n")):
        name, _, value = line.partition(":")
        name = name.lower()
        fields[name] = f"{fields[name]}, {value.strip()}" if name in fields else value.strip()
    return (int(status_line.split()[1]) if status_line else 0), fields


def curl_command(port: int, path: str, place: str, options: list[str], site: str = SITE) -> list[str]:
    return ["curl", "--disable", "--silent", "--path-as-is", "--max-time", "120", "--noproxy", "*",
            "--header", f"Host: {site}", "--header", f"X-Forwarded-For: {ADDRESSES[place]}",
            *options, f"http://127.0.0.1:{port}{path}"]


def ask(port: int, path: str, place: str, *options: str, keep_body: bool = True, site: str = SITE) -> Response:
    """`options` are curl's."""
    with tempfile.TemporaryDirectory() as directory:
        head, body = Path(directory, "head"), Path(directory, "body")
        output = body if keep_body else Path("/dev/null")
        command = curl_command(port, path, place, ["--dump-header", str(head), "--output", str(output), *options], site)
        curl_status = subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode
        status, fields = parse_head(head.read_text(errors="replace") if head.exists() else "")
        return Response(curl_status, status, fields, body.read_bytes() if body.exists() else b"")


def new_connections(port: int, paths: list[str], place: str) -> list[int]:
    """For each path, asked for by one curl, how many connections it took."""
    base = f"http://127.0.0.1:{port}"
    outputs = [word for path in paths[1:] for word in (base + path, "--output", "/dev/null")]
    options = [*outputs, "--output", "/dev/null", "--write-out", "%{num_connects}\n"]
    said = subprocess.run(curl_command(port, paths[0], place, options), capture_output=True, check=True).stdout
    return [int(number) for number in said.split()]


class SlowDownload:
    """A download that goes on while the test does something else."""

    def __init__(self, port: int, path: str, place: str, output: Path):
        self.output = output
        self._process = subprocess.Popen(curl_command(port, path, place, ["--output", str(output)]))

    def received(self) -> int:
        return self.output.stat().st_size if self.output.exists() else 0

    def wait(self) -> int:
        return self._process.wait(120)
