"""What packaging/ holds works with this very program: the unit of systemd, alerts and dashboard of its metrics."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import unittest
from pathlib import Path

from caveat_proxy import CaveatProxy
from certificates import make_certificate, table
from documents import DOCS, SOURCE, blocks, table_rows
from newsroom import main
from processes import free_port, wait_until
from reader import ask
from scripted_upstream import ScriptedUpstream

PACKAGING = SOURCE / "packaging"
ALERTS = PACKAGING / "prometheus/caveat-alerts.yml"
DASHBOARD = PACKAGING / "grafana/caveat-dashboard.json"
RUNNING = DOCS / "running-the-proxy.md"
PAGE = b"<!DOCTYPE html><html lang=en><body><article><p>Text</p></article></body></html>"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n" + PAGE
SHADOW = '[pack]\nid = "trial"\ntitle = "T"\n[[rules]]\nid = "r"\nmode = "shadow"\nheaders.set.X-A = "1"\n'
NAME = re.compile(r"\b(?:caveat|process)_[a-z_]+\b")


def run(*command: str, text: str = "") -> str:
    """What it says; skips the test where the program is not there."""
    if shutil.which(command[0]) is None:
        raise unittest.SkipTest(f"{command[0]} is not installed")
    ended = subprocess.run(command, input=text, capture_output=True, text=True, timeout=60, check=False)
    said = ended.stdout + ended.stderr
    if ended.returncode != 0:
        raise AssertionError(said)
    return said


def documented() -> dict[str, str]:
    """Metrics of the table in the documents, with their labels as they are written."""
    return {row[0].strip("`"): row[1] for row in table_rows(RUNNING) if re.match("`(caveat|process)_", row[0])}


def base_name(name: str) -> str:
    """Of a histogram's series."""
    return re.sub(r"_(bucket|count|sum)$", "", name)


class Metrics(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.directory = Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="caveat-e2e-")))
        cls.upstream = ScriptedUpstream(ANSWER)
        cls.addClassCleanup(cls.upstream.stop)
        certificate = make_certificate(cls.directory, "news", "news.test")
        cls.proxy = CaveatProxy(cls.directory / "proxy", cls.upstream.port,
                                listen=f'https = "127.0.0.1:{free_port()}"', tables=table(*certificate))
        cls.addClassCleanup(cls.proxy.stop)
        cls.proxy.pack.with_name("trial.toml").write_text(SHADOW)
        cls.proxy.reload()
        cls.proxy.wait_for_log("2 packs")  # the rule in the shadow is there
        ask(cls.proxy.port, "/a.html", "RU")
        # What is counted is counted when the reader has everything.
        wait_until(lambda: "\ncaveat_shadow_total{" in cls.proxy.admin("/metrics")[1], "the response is counted")
        cls.text = cls.proxy.admin("/metrics")[1]
        cls.names = set(re.findall(r"^# TYPE (\S+)", cls.text, re.MULTILINE))

    def test_prometheus_finds_no_fault_with_them(self):
        self.assertEqual("", run("promtool", "check", "metrics", text=self.text))

    def test_the_table_in_the_documents_is_complete(self):
        self.assertEqual(self.names, set(documented()))

    def test_labels_are_those_of_the_table(self):
        for name, labels in documented().items():
            series = re.findall(rf"^{name}(?:_count)?(?:\{{(.*)\}})? ", self.text, re.MULTILINE)
            with self.subTest(name):
                self.assertTrue(series, "no series")
                self.assertEqual(set(re.findall(r"`(\w+)`", labels)), set(re.findall(r"(\w+)=\"", series[0])))

    def test_what_alerts_and_dashboard_ask_for_is_there(self):
        # Remarks and annotations are words.
        alerts = " ".join(re.findall(r"expr: \|?(.*?)\n +(?:for|labels):", ALERTS.read_text(), re.DOTALL))
        dashboard = json.loads(DASHBOARD.read_text())
        expressions = [target["expr"] for panel in dashboard["panels"] for target in panel.get("targets", [])]
        expressions += [dashboard["annotations"]["list"][0]["expr"], dashboard["templating"]["list"][1]["definition"]]
        for where, text in (("alerts", alerts), ("dashboard", " ".join(expressions))):
            asked = {base_name(name) for name in NAME.findall(text)}
            self.assertGreater(len(asked), 8)
            with self.subTest(where):
                self.assertEqual(set(), asked - self.names)

    def test_the_dashboard_shows_all_of_ours(self):
        missing = {name for name in self.names if name not in DASHBOARD.read_text()}
        self.assertEqual({"caveat_packs", "process_start_time_seconds", "process_threads"}, missing)

    def test_series_that_alerts_watch_begin_at_zero(self):
        for series in ('caveat_notices_total{outcome="failed"}', 'caveat_upstream_errors_total{reason="upstream_cut"}',
                       'caveat_failclosed_total{action="aborted",reason="notice_not_placed"}',
                       'caveat_refused_requests_total{reason="request_rate",status="429"}',
                       'caveat_degraded{subject="clock"}', 'caveat_degraded{subject="configuration"}'):
            with self.subTest(series):
                self.assertIn(f"\n{series} 0\n", self.text)


class Alerts(unittest.TestCase):
    def test_they_are_well_formed(self):
        run("promtool", "check", "rules", str(ALERTS))

    def test_they_do_what_their_tests_say(self):
        run("promtool", "test", "rules", *map(str, sorted(ALERTS.parent.glob("*-test.yml"))))

    def test_those_that_the_documents_show_are_well_formed(self):
        shown = [block.text for block in blocks(DOCS / "evidence.md", "yaml") if "alert:" in block.text]
        self.assertEqual(1, len(shown))
        file = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="caveat-e2e-")), "shown.yml")
        file.write_text(shown[0])
        self.assertIn("1 rules found", run("promtool", "check", "rules", str(file)))

    def test_each_has_a_test(self):
        tested = set(re.findall(r"alertname: (\w+)\n +exp_alerts:\n", "".join(
            test.read_text() for test in ALERTS.parent.glob("*-test.yml"))))
        self.assertEqual(set(re.findall(r"alert: (\w+)", ALERTS.read_text())), tested)


class Unit(unittest.TestCase):
    SERVICE = PACKAGING / "systemd/caveat.service"

    def test_it_exposes_little(self):
        said = run("systemd-analyze", "security", "--offline=true", "--threshold=20", "--no-pager", str(self.SERVICE))
        exposure = float(re.search(r"Overall exposure level for caveat.service: ([\d.]+)", said)[1])
        self.assertLessEqual(exposure, 2.0)

    def test_it_knows_no_unknown_key(self):
        with tempfile.TemporaryDirectory() as directory:
            for unit in self.SERVICE.parent.iterdir():
                text = re.sub(r"(?m)^(ExecStart=)\S+|^Documentation=.*", r"\1/bin/true", unit.read_text())
                text = text.replace("\n/bin/true\n", "\n")
                Path(directory, unit.name).write_text(text)
            ended = subprocess.run(["systemd-analyze", "verify", "--man=no", *map(str, Path(directory).iterdir())],
                                   capture_output=True, text=True, timeout=60, check=False) \
                if shutil.which("systemd-analyze") else self.skipTest("systemd-analyze is not installed")
        self.assertNotRegex(ended.stderr, r"caveat\.(service|socket):\d+: ")

    def allowed_calls(self) -> set[str]:
        """As systemd adds up the unit's SystemCallFilter."""
        sets: dict[str, list[str]] = {}
        for line in run("systemd-analyze", "syscall-filter", "--no-pager").splitlines():
            if line.startswith("@"):
                members = sets.setdefault(line.strip(), [])
            elif line.strip() and not line.strip().startswith("#") and sets:
                members.append(line.strip())

        def expanded(name: str) -> set[str]:
            return set().union(*map(expanded, sets[name])) if name.startswith("@") else {name}

        allowed = expanded("@default")
        for line in re.findall(r"(?m)^SystemCallFilter=(.*)", self.SERVICE.read_text()):
            named = set().union(*map(expanded, line.lstrip("~").split()))
            allowed = allowed - named if line.startswith("~") else allowed | named
        return allowed

    def test_it_allows_every_system_call_that_is_made(self):
        if shutil.which("strace") is None:
            self.skipTest("strace is not installed")
        directory = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="caveat-e2e-")))
        upstream = ScriptedUpstream(ANSWER)
        self.addCleanup(upstream.stop)
        proxy = CaveatProxy(directory, upstream.port)
        proxy.stop()
        key = directory / "evidence.key"
        subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", str(key)], check=True)
        key.chmod(0o600)
        proxy.configuration.write_text(proxy.configuration.read_text() + "[reload]\nwatch = true\n"
                                       '[evidence]\nfolder = "evidence"\nkey_file = "evidence.key"\n')
        calls = directory / "calls"
        traced = subprocess.Popen(["strace", "-f", "-c", "-o", str(calls), *proxy.server.command],
                                  stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(traced.wait, 30)
        wait_until(lambda: proxy.admin("/readyz")[0] == 200, "it is ready", seconds=60)
        [pid] = Path(f"/proc/{traced.pid}/task/{traced.pid}/children").read_text().split()
        for place in ("RU", "CZ"):
            self.assertEqual(200, ask(proxy.port, "/a.html", place).status)
        proxy.pack.write_text(proxy.pack.read_text() + "\n")
        wait_until(lambda: 'caveat_reloads_total{result="ok"} 1' in proxy.admin("/metrics")[1], "it has reloaded", 60)
        os.kill(int(pid), signal.SIGTERM)
        self.assertEqual(0, traced.wait(60))
        rows = [line.split() for line in calls.read_text().splitlines()]
        made = {row[-1] for row in rows if len(row) > 4 and re.fullmatch(r"[\d.]+", row[0])} - {"total"}
        self.assertIn("accept4" if "accept4" in made else "accept", made)
        self.assertEqual(set(), made - self.allowed_calls())

    def values(self, unit: str, section: str, key: str, remarks: bool = False) -> list[str]:
        """Of a key in a section of a unit; with `remarks` also where the line is a remark, to be taken in."""
        text = (self.SERVICE.parent / unit).read_text()
        [body] = re.findall(rf"(?ms)^\[{section}\]$(.*?)(?=^\[|\Z)", text)
        return re.findall(rf"(?m)^{'(?:# )?' if remarks else ''}{key}=(.*)$", body)

    def test_a_start_that_may_succeed_later_is_tried_for_ever_and_one_that_will_not_is_not(self):
        self.assertEqual(["0"], self.values("caveat.service", "Unit", "StartLimitIntervalSec"))
        self.assertEqual(["78"], self.values("caveat.service", "Service", "RestartPreventExitStatus"))
        [wait] = map(int, self.values("caveat.service", "Service", "RestartSec"))
        [interval] = map(int, self.values("caveat.socket", "Socket", "TriggerLimitIntervalSec"))
        [starts] = map(int, self.values("caveat.socket", "Socket", "TriggerLimitBurst"))
        self.assertLess(interval / wait, starts, "what is tried again would close the port")

    def test_the_journal_takes_every_line(self):
        self.assertEqual(["0"], self.values("caveat.service", "Service", "LogRateLimitIntervalSec"))

    def test_the_socket_can_have_both_families(self):
        written = self.values("caveat.socket", "Socket", "ListenStream", remarks=True)
        self.assertEqual(["0.0.0.0:80", "[::]:80", "0.0.0.0:443", "[::]:443"], written)
        # The kernel's word on what systemd does with these lines.
        v6_only = self.values("caveat.socket", "Socket", "BindIPv6Only") == ["ipv6-only"]
        with socket.socket() as v4, socket.socket(socket.AF_INET6) as v6:
            v6.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, v6_only)
            v6.bind(("::", 0))
            v4.bind(("0.0.0.0", v6.getsockname()[1]))

    def test_no_private_key_has_to_be_readable_for_everybody(self):
        credentials = self.values("caveat.service", "Service", "LoadCredential", remarks=True)
        self.assertEqual(["acknowledge.key", "evidence.key", "site.crt", "site.key"],
                         [credential.split(":")[0] for credential in credentials])
        text = RUNNING.read_text()
        for credential in credentials:
            with self.subTest(credential):
                self.assertIn(f"LoadCredential={credential}", text)
                self.assertIn(f"/run/credentials/caveat.service/{credential.split(':')[0]}", text)

    def test_the_documents_name_the_files(self):
        text = RUNNING.read_text()
        for file in (*self.SERVICE.parent.iterdir(), ALERTS, DASHBOARD):
            with self.subTest(file.name):
                self.assertIn(file.name, text)


if __name__ == "__main__":
    main()
