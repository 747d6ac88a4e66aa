"""Everything at once: readers by HTTP/1.1, TLS and HTTP/2 while rules, region data and certificates change, pages of the
administrator are asked for, and one process takes over from another. Above all for ThreadSanitizer: ./dev test tsan -R threads

CAVEAT_STRESS_SECONDS: how long (12)."""

import http.client
import itertools
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import threading
import time
import unittest
from collections import Counter
from contextlib import closing
from pathlib import Path

from caveat_proxy import ADDRESSES, CaveatProxy
from certificates import make_certificate, table
from load import NO_LIMIT
from newsroom import PAGES, main, page_names, url_of
from nginx_site import NginxSite
from processes import Server, free_port

SECONDS = float(os.environ.get("CAVEAT_STRESS_SECONDS", "12"))
FAULTS = re.compile(r"Sanitizer|runtime error|exception|terminate called")


class Readers:
    """Programs that ask without an end, until they are stopped."""

    def __init__(self, directory: Path):
        self._directory = directory
        self._programs: list[Server] = []

    def start(self, *command: str) -> None:
        if shutil.which(command[0]):
            self._programs.append(Server(list(command), self._directory / f"reader-{len(self._programs)}.log"))

    def stop(self) -> list[str]:
        """What wrk reports; h2load says nothing before its end."""
        programs, self._programs = self._programs, []
        for program in programs:
            if program.command[0] == "wrk":
                program.send(signal.SIGINT)
                program.wait()
            program.stop()
        return [program.log() for program in programs if program.command[0] == "wrk"]


class Threads(unittest.TestCase):
    def setUp(self):
        if not PAGES.is_dir():
            self.skipTest(f"no pages in {PAGES}: set CAVEAT_CORPUS")
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="caveat-threads-")))
        self.site = NginxSite(self.directory / "site", PAGES)
        self.addCleanup(self.site.stop)
        self.certificate = make_certificate(self.directory, "news", "news.test")
        self.https = free_port()
        self.proxy = CaveatProxy(
            self.directory / "proxy", self.site.port,
            listen=f'https = "127.0.0.1:{self.https}"\nshare_port = true',
            tables=table(*self.certificate) + NO_LIMIT + "drain_time = 4\n[reload]\nwatch = true\n"
        )
        self.addCleanup(lambda: self.proxy.stop())
        self.logs = [self.proxy.server.log_path]
        self.ending = threading.Event()
        self.asking: list[threading.Thread] = []
        self.answered: Counter[int] = Counter()
        self.failures: Counter[str] = Counter()  # while one process serves from the beginning of a request to its end
        self.change_of_process = 0  # odd while one takes over from another
        self.lock = threading.Lock()

    # ---- readers ----

    def start_readers(self) -> Readers:
        readers = Readers(self.directory)
        names = page_names()
        of = lambda place: f"X-Forwarded-For: {ADDRESSES[place]}"
        plain, secret = f"http://127.0.0.1:{self.proxy.port}", f"https://127.0.0.1:{self.https}"
        for base, place, folder in ((plain, "RU", "gzip"), (secret, "UA-40", "pages"), (plain, "CZ", "chunked")):
            readers.start("wrk", "-t1", "-c8", f"-d{SECONDS + 60:.0f}s", "-H", of(place), "-H", "Host: news.test",
                          base + url_of(folder, names[0]))
        for base, place in ((secret, "RU"), (plain, "CZ")):
            readers.start("h2load", "-t1", "-c4", "-m8", f"-D{SECONDS + 60:.0f}", "-H", of(place),
                          *(base + url_of("pages", name) for name in names[:8]))
        for ask in (self.ask_as_a_browser, self.ask_and_leave, self.send_forms, self.ask_as_the_administrator):
            self.asking.append(threading.Thread(target=self.go_on, args=(ask,)))
            self.asking[-1].start()
        return readers

    def go_on(self, ask) -> None:
        for number in itertools.count():
            if self.ending.is_set():
                return
            before = self.change_of_process
            try:
                ask(number)
            except (OSError, http.client.HTTPException) as error:
                # A server that drains is for restart_test.py.
                if before % 2 == 0 and before == self.change_of_process:
                    with self.lock:
                        self.failures[f"{ask.__name__}: {error!r}"] += 1

    def ask_as_a_browser(self, number: int) -> None:
        """New connections, over TLS, so that certificates are looked up while they change."""
        names = page_names()
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        place = list(ADDRESSES)[number % len(ADDRESSES)]
        with closing(http.client.HTTPSConnection("127.0.0.1", self.https, timeout=20, context=trusting)) as reader:
            for folder in ("pages", "gzip"):
                reader.request("GET", url_of(folder, names[number % len(names)]),
                               headers={"Host": "news.test", "X-Forwarded-For": ADDRESSES[place]})
                answer = reader.getresponse()
                answer.read()
                with self.lock:
                    self.answered[answer.status] += 1

    def ask_and_leave(self, number: int) -> None:
        with socket.create_connection(("127.0.0.1", self.proxy.port), timeout=20) as reader:
            reader.sendall(f"GET {url_of('pages', page_names()[number % 9])} HTTP/1.1\r\nHost: news.test\r\n"
                           f"X-Forwarded-For: {ADDRESSES['RU']}\r\n\r\n".encode())
            reader.recv(100)
        time.sleep(0.01)

    def send_forms(self, number: int) -> None:
        with closing(http.client.HTTPConnection("127.0.0.1", self.proxy.port, timeout=20)) as reader:
            reader.request("PUT", f"/files/{number % 5}", body=b"x" * (20_000 * (number % 9)), headers={"Host": "news.test"})
            reader.getresponse().read()

    def ask_as_the_administrator(self, number: int) -> None:
        self.proxy.admin(("/metrics", "/readyz", "/healthz")[number % 3])

    # ---- what changes meanwhile ----

    def replace(self, path: Path, content: bytes) -> None:
        new = path.with_name(path.name + ".new")
        new.write_bytes(content)
        new.rename(path)

    def change_something(self, number: int) -> None:
        proxy = self.proxy
        pack, database = proxy.pack, proxy.directory / "geo.mmdb"
        match number % 6:
            case 0:
                self.replace(pack, re.sub(rb"\n# \d+\n$", b"\n", pack.read_bytes()) + b"# %d\n" % number)
            case 1:
                proxy.reload()
            case 2:
                self.replace(database, database.read_bytes())
            case 3:
                make_certificate(self.directory, "news", "news.test")
            case 4:
                readers = proxy.directory / "readers.csv"
                self.replace(readers, readers.read_bytes())
            case 5:
                self.replace(pack.with_name("broken.toml"), b"[pack\n")
                proxy.reload()
                time.sleep(0.3)
                pack.with_name("broken.toml").unlink()

    def take_over(self) -> None:
        self.change_of_process += 1
        self.take_over_now()
        self.change_of_process += 1

    def take_over_now(self) -> None:
        log = self.directory / f"{len(self.logs)}.log"
        before, self.proxy.server = self.proxy.server, Server(self.proxy.server.command, log)
        self.addCleanup(before.stop)  # if the next one does not come
        self.logs.append(log)
        self.proxy.server.wait_for(lambda: "serving on" in log.read_text(), "the next one serves", 120)
        before.send(signal.SIGTERM)
        self.assertIn(before.wait(60), (0, 1), before.log())  # 1: some response took longer than the drain

    def test_nothing_races_and_nobody_is_failed(self):
        readers = self.start_readers()
        try:
            begun = time.monotonic()
            for number in itertools.count():
                if time.monotonic() - begun > SECONDS:
                    break
                self.change_something(number)
                time.sleep(0.2)
                if number % 20 == 19:
                    self.take_over()
            self.assertEqual(200, self.proxy.admin("/healthz")[0], self.proxy.log())
            self.change_of_process += 1
            reports = readers.stop()
            self.proxy.server.send(signal.SIGTERM)  # under load
            self.assertIn(self.proxy.server.wait(60), (0, 1), self.proxy.log())
        finally:
            self.ending.set()
            for thread in self.asking:
                thread.join()
            readers.stop()
        for log in self.logs:
            said = [line for line in log.read_text(errors="replace").splitlines() if FAULTS.search(line)]
            self.assertEqual([], said, log.read_text(errors="replace")[-4000:])
        self.assertEqual({}, dict(self.failures))
        for report in reports:
            self.assertIn("Requests/sec", report)
            self.assertNotIn("Non-2xx or 3xx responses", report)
        self.assertEqual({200}, set(self.answered), self.answered)
        self.assertGreater(self.answered[200], 10)


if __name__ == "__main__":
    main()
