"""`caveat serve`, with a configuration, rules and a database of the test's own."""

import functools
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from processes import PATIENCE, Server, accepts_connections, free_port, wait_until

HERE = Path(__file__).resolve().parent
BINARY = Path(os.environ.get("CAVEAT_BINARY", HERE.parents[1] / "build/release/caveat"))
FLAGSHIP = HERE / "rules/undesirable.toml"

CONFIGURATION = """
[listen]
http = "127.0.0.1:{port}"
{listen}
[upstream]
url = "http://127.0.0.1:{upstream}"
[geoip]
database = "geo.mmdb"
overrides = ["readers.csv"]
[readers]
trusted_proxies = ["127.0.0.0/8"]
[rules]
path = "rules/"
[admin]
listen = "127.0.0.1:{admin}"
"""

# Geofeed (RFC 8805): what the country database cannot know.
READERS = "198.51.100.128/25,UA,UA-40,,\n"

# A reader of each place; the geofeed above and test_database.pl place them.
ADDRESSES = {"CZ": "192.0.2.7", "UA": "198.51.100.7", "UA-40": "198.51.100.177", "RU": "203.0.113.77"}


def is_sanitized() -> bool:
    """Whether the program watches its own memory or threads: it then takes more of either, and bears no preloading."""
    binary = BINARY.read_bytes()
    return b"__asan_init" in binary or b"__tsan_init" in binary


@functools.cache
def country_database() -> bytes:
    """The database that places ADDRESSES: made once a test, as perl takes longer for it than Caveat to start."""
    with tempfile.TemporaryDirectory(prefix="caveat-database-") as folder:
        file = Path(folder, "geo.mmdb")
        subprocess.run(["perl", str(HERE / "test_database.pl"), str(file)], check=True)
        return file.read_bytes()


class CaveatProxy:
    """`rules`: the one pack in force, or None, so that no page is covered; `listen`: further keys of [listen];
    `tables`: further tables of the configuration; `before`: a command that the program is started by;
    `configuration`: another one than CONFIGURATION, with the same places to fill."""

    def __init__(self, directory: Path, upstream: int, ready: bool = True, rules: Path | None = FLAGSHIP,
                 listen: str = "", tables: str = "", before: tuple[str, ...] = (),
                 configuration: str = CONFIGURATION):
        self.directory = directory
        self.port, self.admin_port = free_port(), free_port()
        self.pack = directory / "rules/undesirable.toml"
        self.pack.parent.mkdir(parents=True)
        if rules is not None:
            shutil.copyfile(rules, self.pack)
        (directory / "readers.csv").write_text(READERS)
        (directory / "geo.mmdb").write_bytes(country_database())
        self.configuration = directory / "caveat.toml"
        text = configuration.format(port=self.port, upstream=upstream, admin=self.admin_port, listen=listen) + tables
        if rules is None:
            text = text.replace("[rules]", "[rules]\nallow_empty = true")
        self.configuration.write_text(text)
        self.server = self.start(before)
        if ready:
            self.wait_until_ready()

    def start(self, before: tuple[str, ...] = ()) -> Server:
        """One more process of the same configuration."""
        return Server([*before, str(BINARY), "serve", "--config", str(self.configuration)],
                      self.directory / "caveat.log")

    def restart(self) -> None:
        """After the test has changed the configuration."""
        self.stop()
        self.server = self.start()
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        self.server.wait_for(lambda: self.admin("/readyz")[0] == 200, "caveat is ready")
        self.server.wait_for(lambda: accepts_connections(self.port), "caveat listens")

    def admin(self, path: str) -> tuple[int, str]:
        """Status and text of an admin page; status 0: nobody listens."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.admin_port}{path}", timeout=5) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def reload(self) -> None:
        self.server.send(signal.SIGHUP)

    def wait_for_log(self, words: str | re.Pattern, seconds: float = 15) -> None:
        """Lines go out by a thread of their own, some milliseconds after what they tell of."""
        pattern = re.compile(re.escape(words) if isinstance(words, str) else words)
        try:
            wait_until(lambda: pattern.search(self.server.log()) is not None, f"the log has {pattern.pattern}", seconds)
        except AssertionError as error:
            raise AssertionError(f"{error}, which is:\n{self.server.log()}") from None

    def log(self) -> str:
        """For what is not to be in it: whoever waits for a line uses `wait_for_log`."""
        time.sleep(0.3 * PATIENCE)
        return self.server.log()

    def stop(self) -> None:
        self.server.stop()
