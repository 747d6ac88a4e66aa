"""packaging/dask/caveat_dask.py on a real scheduler and three workers, one of which is killed in the middle."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from audit_archives import rules_in, write_archives
from caveat_proxy import BINARY
from documents import SOURCE
from processes import Server, accepts_connections, free_port, wait_until

PYTHON = "/usr/bin/python3"  # which sees Debian's packages
ADAPTER = SOURCE / "packaging/dask/caveat_dask.py"
ARCHIVES = 24
FILES = ["findings.csv", "findings.jsonl", "findings.sarif", "junit.xml", "not-auditable.jsonl", "report.html",
         "warnings.csv", "warnings.jsonl"]

# Notes each run of `map`, and takes its time, so that a worker can be killed in the middle of one.
SLOW = """#!/bin/sh
if [ "$2" = map ]; then mktemp -p "{runs}" >/dev/null; sleep 0.3; fi
exec "{binary}" "$@"
"""

# Has no room left, the first time.
FULL_ONCE = """#!/bin/sh
if [ "$2" = map ] && mkdir "{runs}/full" 2>/dev/null; then echo "caveat: database or disk is full" >&2; exit 2; fi
exec "{binary}" "$@"
"""


def can_run() -> bool:
    return Path(PYTHON).exists() and subprocess.run([PYTHON, "-c", "import distributed"], stderr=subprocess.DEVNULL,
                                                    check=False).returncode == 0


class Cluster(unittest.TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="caveat-dask-")))
        rules = rules_in(self.folder)
        self.archives = [self.folder / path for path in write_archives(self.folder / "archives", rules, ARCHIVES)]
        self.asked = ["--rules", str(rules), "--as", "RU,UA-43,CZ"]
        self.runs = self.folder / "runs"
        self.runs.mkdir()
        self.slow = self.folder / "caveat"
        self.slow.write_text(SLOW.format(runs=self.runs, binary=BINARY))
        self.slow.chmod(0o755)
        self.port = free_port()
        self.start("scheduler", "dask_scheduler", "--host", "127.0.0.1", "--port", str(self.port), "--no-dashboard")
        wait_until(lambda: accepts_connections(self.port), "the scheduler listens", 60)

    def start(self, name: str, module: str, *arguments: str) -> Server:
        log = self.folder / f"{name}.log"
        server = Server([PYTHON, "-m", f"distributed.cli.{module}", *arguments], log)
        self.addCleanup(server.stop)
        return server

    def start_workers(self, count: int) -> list[Server]:
        workers = [self.start(f"worker-{number}", "dask_worker", f"tcp://127.0.0.1:{self.port}", "--host", "127.0.0.1",
                              "--no-nanny", "--nthreads", "1", "--no-dashboard", "--local-directory", str(self.folder))
                   for number in range(count)]
        for worker in workers:
            worker.wait_for(lambda worker=worker: "Registered to" in worker.log(), "it is registered", 60)
        return workers

    def adapter(self, *arguments: str) -> subprocess.Popen:
        return subprocess.Popen([PYTHON, ADAPTER, "--scheduler", f"tcp://127.0.0.1:{self.port}", "--caveat", str(self.slow),
                                 *self.asked, *arguments, *map(str, self.archives)], stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def test_a_worker_that_is_killed_changes_no_byte(self):
        workers = self.start_workers(3)
        one = subprocess.run([BINARY, "audit", *self.archives, *self.asked, "--report", self.folder / "one"],
                             capture_output=True, timeout=120, check=False)
        self.assertEqual(1, one.returncode, one.stderr)
        subprocess.run([BINARY, "audit", "map", *self.archives, *self.asked, "-o", self.folder / "one.partial"],
                       timeout=120, check=True)

        run = self.adapter("--report", str(self.folder / "many"), "--output", str(self.folder / "many.partial"))
        wait_until(lambda: len(list(self.runs.iterdir())) >= 8, "a third of the archives is begun", 60)
        workers[1].send(signal.SIGKILL)
        said = run.communicate(timeout=200)
        self.assertEqual(1, run.returncode, said)
        self.assertGreater(len(list(self.runs.iterdir())), ARCHIVES, "nothing had to be done again")
        self.assertEqual((self.folder / "one.partial").read_bytes(), (self.folder / "many.partial").read_bytes())
        for name in FILES:
            self.assertEqual((self.folder / "one" / name).read_bytes(), (self.folder / "many" / name).read_bytes(), name)

    def test_an_archive_that_cannot_be_read_is_named(self):
        self.start_workers(1)
        broken = self.folder / "broken.warc.gz"
        broken.write_bytes(b"no archive")
        self.archives = [self.archives[0], self.folder / "nowhere.warc.gz", broken, self.archives[1]]
        run = self.adapter("--accepted", "--bodies-from", str(self.archives[0]), "--report", str(self.folder / "many"))
        said = run.communicate(timeout=200)[1]
        self.assertEqual(2, run.returncode, said)
        self.assertIn("nowhere.warc.gz", said)
        self.assertIn("broken.warc.gz", said)
        found = (self.folder / "many/findings.jsonl").read_text()
        for archive in (self.archives[0], self.archives[3]):
            self.assertIn(archive.name, found, "the others went on")
        warned = (self.folder / "many/warnings.jsonl").read_text()
        self.assertIn("broken.warc.gz", warned)
        self.assertIn("nowhere.warc.gz", warned, "of which there is no partial")

    def test_what_failed_for_reasons_of_its_machine_is_done_again(self):
        self.start_workers(1)
        self.slow.write_text(FULL_ONCE.format(runs=self.runs, binary=BINARY))
        self.archives = self.archives[:2]
        run = self.adapter("--report", str(self.folder / "many"))
        said = run.communicate(timeout=200)[1]
        self.assertEqual(1, run.returncode, said)
        self.assertTrue((self.runs / "full").is_dir())
        self.assertEqual("", (self.folder / "many/warnings.jsonl").read_text())

    def test_nothing_is_reported_where_no_archive_could_be_audited(self):
        self.start_workers(1)
        self.asked = ["--rules", str(self.folder / "no-rules"), "--as", "RU"]
        self.archives = self.archives[:2]
        run = self.adapter("--report", str(self.folder / "many"))
        said = run.communicate(timeout=200)[1]
        self.assertEqual(2, run.returncode, said)
        self.assertIn("no-rules", said)
        self.assertNotIn("Traceback", said)
        self.assertFalse((self.folder / "many").exists())


if __name__ == "__main__":
    if not can_run() or shutil.which("sh") is None:
        print("skipped: python3-distributed is not installed")
        sys.exit(77)
    unittest.main(verbosity=2)
