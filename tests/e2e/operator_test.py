"""What the operator is told, and what the operator's surroundings do to the server."""

import http.client
import os
import re
import signal
import socket
import subprocess
import tempfile
import unittest
from pathlib import Path

from caveat_proxy import ADDRESSES, BINARY, FLAGSHIP, CaveatProxy, is_sanitized
from newsroom import main
from processes import wait_until
from reader import ask
from scripted_upstream import ScriptedUpstream

PAGE = b"<!DOCTYPE html><html lang=en><body><article><p>Text</p>"
RULES = str(FLAGSHIP)
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n" + PAGE


def run(*arguments: str) -> tuple[int, str]:
    """Exit status and what was said on standard error."""
    ended = subprocess.run([str(BINARY), *arguments], capture_output=True, timeout=30, check=False)
    return ended.returncode, ended.stderr.decode()


class Messages(unittest.TestCase):
    CASES = [
        ("a folder for the configuration", ("serve", "--config", "/tmp"), 78, "/tmp is a folder"),
        ("no configuration there", ("serve", "--config", "/nonexistent/c.toml"), 78, "No such file"),
        ("rules that are not there", ("check", "/nonexistent/nope"), 2, "1 error"),
        ("a misspelt command", ("srve", "--config", "x"), 2, "there is no command `srve`; did you mean `serve`?"),
        ("a misspelt option", ("serve", "--confg", "x"), 2, "there is no option `--confg`; did you mean `--config`?"),
        ("a misspelt option with its value", ("check", "--fromat=json"), 2, "did you mean `--format`?"),
        ("a command like none", ("xyzzyxyzzy",), 2, "there is no command `xyzzyxyzzy`\n"),
        ("no option", ("serve",), 2, "--config is required"),
        ("a path that the proxy refuses", ("decide", "--rules", RULES, "--region", "RU", "--url", "https://a.example/x%2fy"), 2, "refused by the proxy"),
    ]

    def test_a_mistake_is_named_with_what_to_write(self):
        for name, arguments, status, words in self.CASES:
            with self.subTest(name):
                returned, said = run(*arguments)
                self.assertEqual(status, returned, said)
                self.assertIn(words, said)


class Surroundings(unittest.TestCase):
    def setUp(self):
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="caveat-e2e-")))
        self.upstream = ScriptedUpstream(ANSWER)
        self.addCleanup(self.upstream.stop)

    def stopped_proxy(self) -> CaveatProxy:
        """Its files, and a configuration that is good."""
        proxy = CaveatProxy(self.directory, self.upstream.port)
        proxy.stop()
        return proxy

    def start(self, proxy: CaveatProxy, **streams) -> subprocess.Popen:
        process = subprocess.Popen(proxy.server.command, stdin=subprocess.DEVNULL, **streams)
        self.addCleanup(process.wait, 15)
        self.addCleanup(process.terminate)
        return process

    def assert_serves(self, proxy: CaveatProxy, process: subprocess.Popen) -> None:
        wait_until(lambda: proxy.admin("/readyz")[0] == 200 or process.poll() is not None, "it is ready")
        for _ in range(3):
            response = ask(proxy.port, "/a.html", "RU")
            self.assertEqual((0, 200), (response.curl_status, response.status))
            self.assertIn(b"data-caveat", response.body)
        self.assertIsNone(process.poll())

    def test_a_log_that_nobody_reads_ends_nothing(self):
        proxy = self.stopped_proxy()
        reading, writing = os.pipe()
        os.close(reading)
        process = self.start(proxy, stdout=writing, stderr=writing)
        os.close(writing)
        self.assert_serves(proxy, process)

    def test_a_log_whose_reader_stands_still_holds_nobody_up(self):
        proxy = self.stopped_proxy()
        reading, writing = os.pipe()
        process = self.start(proxy, stdout=writing, stderr=subprocess.DEVNULL)
        os.close(writing)
        self.assert_serves(proxy, process)
        reader = http.client.HTTPConnection("127.0.0.1", proxy.port, timeout=20)
        self.addCleanup(reader.close)
        for _ in range(100):  # a pipe holds 64 KiB
            reader.request("GET", "/a.html/" + "x" * 3000, headers={"Host": "news.test", "X-Forwarded-For": ADDRESSES["RU"]})
            self.assertIn(b"data-caveat", reader.getresponse().read())
        process.send_signal(signal.SIGTERM)
        self.assertEqual(0, process.wait(timeout=20))
        os.close(reading)

    def test_no_log_line_gets_into_a_response_where_the_standard_streams_are_closed(self):
        proxy = self.stopped_proxy()
        proxy.server.command = ["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", *proxy.server.command]
        self.assert_serves(proxy, self.start(proxy))

    def test_a_hangup_while_it_begins_is_a_reload_and_no_end(self):
        proxy = self.stopped_proxy()
        process = self.start(proxy, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_until(lambda: self.minds_hangups(process.pid) or process.poll() is not None, "it runs", seconds=5)
        for _ in range(20):
            process.send_signal(signal.SIGHUP)
        self.assert_serves(proxy, process)

    @staticmethod
    def minds_hangups(pid: int) -> bool:
        """Whether a SIGHUP would not end it: blocked, or caught."""
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        masks = [int(line.split()[1], 16) for line in lines if line.startswith(("SigBlk:", "SigCgt:"))]
        return any(mask & 1 for mask in masks)

    def test_its_memory_goes_into_no_core(self):
        proxy = CaveatProxy(self.directory, self.upstream.port)
        self.addCleanup(proxy.stop)
        limits = Path(f"/proc/{proxy.server.pid}/limits").read_text()
        self.assertRegex(limits, r"Max core file size +0 +0 ")

    def test_nor_into_a_program_that_takes_cores(self):
        if is_sanitized():
            self.skipTest("LeakSanitizer has to trace the process")
        before: tuple[str, ...] = ()
        if os.geteuid() == 0:
            if not all(folder.stat().st_mode & 1 for folder in BINARY.resolve().parents):
                self.skipTest(f"{BINARY} is for root alone, of whom /proc tells nothing")
            before = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
            self.directory.chmod(0o755)
        proxy = CaveatProxy(self.directory, self.upstream.port, before=before)
        self.addCleanup(proxy.stop)
        owners = {Path(f"/proc/{proxy.server.pid}/{name}").stat().st_uid for name in ("environ", "maps")}
        self.assertEqual({0}, owners, "what belongs to its user can be dumped")

    def test_it_reaches_no_more_of_the_file_system_than_it_reads(self):
        proxy = CaveatProxy(self.directory, self.upstream.port)
        self.addCleanup(proxy.stop)
        if "no Landlock" in proxy.log():
            self.skipTest("this kernel has no Landlock")
        self.assertNotIn("not confined", proxy.log())
        self.assertIn("NoNewPrivs:\t1", Path(f"/proc/{proxy.server.pid}/status").read_text())
        elsewhere = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="caveat-elsewhere-")))
        proxy.pack.rename(elsewhere / proxy.pack.name)
        proxy.pack.symlink_to(elsewhere / proxy.pack.name)
        proxy.reload()
        wait_until(lambda: "rules: degraded" in proxy.admin("/readyz")[1], "a link out of its folders is not followed")
        proxy.wait_for_log("ermission denied")

    def test_readers_addresses_are_forgotten_once_their_window_is_over(self):
        proxy = CaveatProxy(self.directory, self.upstream.port)
        self.addCleanup(lambda: proxy.stop())
        proxy.configuration.write_text(proxy.configuration.read_text() + "[limits]\naddress_window = 2\nrequests_per_address = 2\n")
        proxy.restart()
        remembered = lambda: re.search(r"\ncaveat_limited_addresses (\d+)\n", proxy.admin("/metrics")[1])[1]
        self.assertEqual([200, 200, 429], [ask(proxy.port, "/a.html", "RU").status for _ in range(3)])
        self.assertEqual(200, ask(proxy.port, "/a.html", "CZ").status)
        wait_until(lambda: remembered() == "2", "both are remembered")
        wait_until(lambda: remembered() == "0", "both are forgotten")
        self.assertEqual(200, ask(proxy.port, "/a.html", "RU").status)

    def test_a_host_that_is_not_served_is_refused_and_without_the_key_that_is_warned_of(self):
        proxy = CaveatProxy(self.directory, self.upstream.port)
        self.addCleanup(proxy.stop)
        proxy.wait_for_log("`sites` in [listen]")
        proxy.stop()
        configuration = self.directory / "caveat.toml"
        configuration.write_text(configuration.read_text().replace("[upstream]", 'sites = ["news.test"]\n[upstream]'))
        log = self.directory / "second.log"
        with log.open("wb") as output:
            process = self.start(proxy, stdout=output, stderr=output)
        self.assert_serves(proxy, process)
        self.assertNotIn("`sites`", log.read_text())
        for host, status in (("news.test", 200), ("NEWS.test.:80", 200), ("other.test", 421), ("127.0.0.1", 421),
                             ("news.test..", 400), ("me@news.test", 400), ("news.test, other.test", 400)):
            with self.subTest(host):
                response = self.ask_raw(proxy.port, host)
                self.assertEqual(f"HTTP/1.1 {status}", response[:12])
                self.assertEqual(status == 200, "data-caveat" in response)

    @staticmethod
    def ask_raw(port: int, host: str) -> str:
        """The whole response to a reader in Russia: curl would mend the Host."""
        with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
            fields = f"Host: {host}\r\nX-Forwarded-For: {ADDRESSES['RU']}\r\nConnection: close\r\n"
            connection.sendall(f"GET /a.html HTTP/1.1\r\n{fields}\r\n".encode())
            return b"".join(iter(lambda: connection.recv(65536), b"")).decode()

    def test_port_0_is_logged_as_the_port_that_was_taken(self):
        proxy = self.stopped_proxy()
        configuration = self.directory / "caveat.toml"
        text = configuration.read_text()
        for port in (proxy.port, proxy.admin_port):
            text = text.replace(f":{port}", ":0")
        configuration.write_text(text)
        log = self.directory / "second.log"
        with log.open("wb") as output:
            self.start(proxy, stdout=output, stderr=output)
        wait_until(lambda: "/metrics on" in log.read_text(), "it says where it serves")
        self.assertRegex(log.read_text(), r"serving on 127\.0\.0\.1:[1-9]\d+ before")
        self.assertRegex(log.read_text(), r"/metrics on 127\.0\.0\.1:[1-9]\d+")

    def test_a_site_that_is_caveat_itself_is_refused(self):
        proxy = self.stopped_proxy()
        configuration = self.directory / "caveat.toml"
        configuration.write_text(configuration.read_text().replace(f":{self.upstream.port}", f":{proxy.port}"))
        returned, said = run("serve", "--config", str(configuration))
        self.assertEqual(78, returned)
        self.assertIn("itself", said)


if __name__ == "__main__":
    main()
