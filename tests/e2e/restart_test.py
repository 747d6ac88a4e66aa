"""A restart that no reader notices: sockets of the service manager, or two processes on one port; and what the service
manager is told."""

import re
import signal
import socket
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

from caveat_proxy import CaveatProxy
from fake_service_manager import FakeServiceManager
from load import NO_LIMIT, Load
from newsroom import main
from processes import Server, accepts_connections, is_accepted, wait_until
from reader import ask
from scripted_upstream import ScriptedUpstream

PAGE = b"<!DOCTYPE html><html lang=en><body><article><p>Text</p></article></body></html>"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n" + PAGE


def without_notice(response: bytes) -> str:
    return "" if b"data-caveat" in response else "the notice is missing"


class WithProxy(unittest.TestCase):
    def setUp(self):
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="caveat-e2e-")))
        self.upstream = ScriptedUpstream(ANSWER)
        self.addCleanup(self.upstream.stop)
        self.proxy = CaveatProxy(self.directory, self.upstream.port)
        self.addCleanup(lambda: self.proxy.stop())

    def reconfigure(self, *replacements: tuple[str, str]) -> None:
        self.proxy.stop()
        text = self.proxy.configuration.read_text() + NO_LIMIT
        for old, new in replacements:
            self.assertIn(old, text)
            text = text.replace(old, new)
        self.proxy.configuration.write_text(text)


class TwoProcesses(WithProxy):
    def takeover(self) -> None:
        log = self.directory / f"{time.monotonic_ns()}.log"
        before = self.proxy.server
        self.proxy.server = Server(before.command, log)
        self.proxy.server.wait_for(lambda: "serving on" in log.read_text(), "the next one serves")
        before.send(signal.SIGTERM)
        self.assertEqual(0, before.wait())

    def test_one_takes_over_from_the_other_and_no_connection_is_refused(self):
        self.reconfigure(("[upstream]", "share_port = true\n[upstream]"))
        self.proxy.server = self.proxy.start()
        self.proxy.wait_until_ready()
        load = Load(self.proxy.port, without_notice, readers=6)
        self.addCleanup(load.stop)
        for _ in range(8):
            self.takeover()
        load.stop()
        self.assertEqual({}, dict(load.faults))
        self.assertGreater(load.served, 100)

    def test_who_connected_before_the_end_and_asks_after_it_began_is_answered(self):
        with socket.create_connection(("127.0.0.1", self.proxy.port), timeout=10) as reader:
            wait_until(lambda: is_accepted(reader), "it is taken")
            self.proxy.server.send(signal.SIGTERM)
            wait_until(lambda: not accepts_connections(self.proxy.port), "nobody new is taken")
            reader.sendall(b"GET /a.html HTTP/1.1\r\nHost: news.test\r\n\r\n")
            self.assertTrue(reader.recv(65536).startswith(b"HTTP/1.1 200 "))
        self.assertEqual(0, self.proxy.server.wait())

    def test_one_that_cannot_look_its_sites_server_up_says_that_it_may_later(self):
        text = self.proxy.configuration.read_text()
        self.proxy.configuration.write_text(re.sub(r'url = ".*"', 'url = "http://news.test"', text))
        # In a network of its own, in which no name server can be reached.
        alone = ["unshare", "--net", "--map-root-user"]
        if subprocess.run([*alone, "true"], capture_output=True, timeout=30, check=False).returncode != 0:
            self.skipTest("no process may have a network of its own here")
        second = Server([*alone, *self.proxy.server.command], self.directory / "second.log")
        self.assertEqual(75, second.wait())
        self.assertIn("is there a name server?", second.log())

    def test_without_the_key_a_second_one_does_not_start(self):
        second = Server(self.proxy.server.command, self.directory / "second.log")
        self.assertEqual(78, second.wait())
        self.assertIn("another process listens there", second.log())


class UnderAManager(WithProxy):
    def setUp(self):
        super().setUp()
        self.reconfigure()
        self.listener = socket.create_server(("127.0.0.1", self.proxy.port), backlog=512)
        self.addCleanup(self.listener.close)

    def manager(self, **options) -> FakeServiceManager:
        manager = FakeServiceManager(self.directory, **options)
        self.addCleanup(manager.stop)
        return manager

    def start(self, manager: FakeServiceManager, sockets: list[socket.socket]) -> subprocess.Popen:
        process = manager.start(self.proxy.server.command, self.directory / "caveat.log", sockets)
        self.addCleanup(lambda: process.poll() is not None or (process.terminate(), process.wait(15)))
        return process

    def test_it_serves_on_the_socket_it_is_handed_and_no_connection_is_refused_while_it_is_away(self):
        manager = self.manager()
        process = self.start(manager, [self.listener])
        wait_until(lambda: manager.heard("READY=1") == 1, "it is ready")
        load = Load(self.proxy.port, without_notice)
        self.addCleanup(load.stop)
        for round_ in range(4):
            time.sleep(0.2)
            process.terminate()
            self.assertEqual(0, process.wait(15))
            process = self.start(manager, [self.listener])
            wait_until(lambda: manager.heard("READY=1") == round_ + 2, "it is ready again")
        load.stop()
        self.assertEqual({}, dict(load.faults))
        self.assertGreater(load.served, 20)

    def test_it_serves_on_a_unix_socket_that_it_is_handed_and_leaves_it_there(self):
        path = self.directory / "http.sock"
        text = self.proxy.configuration.read_text()
        self.proxy.configuration.write_text(text.replace(f'"127.0.0.1:{self.proxy.port}"', f'"unix:{path}"'))
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(str(path))
            listener.listen(16)
            manager = self.manager()
            for round_ in range(2):
                process = self.start(manager, [listener])
                wait_until(lambda: manager.heard("READY=1") == round_ + 1, "it is ready")
                with socket.socket(socket.AF_UNIX) as reader:
                    reader.connect(str(path))
                    reader.sendall(b"GET /a.html HTTP/1.1\r\nHost: news.test\r\n\r\n")
                    self.assertTrue(reader.recv(65536).startswith(b"HTTP/1.1 200 "))
                process.terminate()
                self.assertEqual(0, process.wait(15))

    def test_each_family_is_served_by_the_socket_of_its_own_in_whatever_order_they_are_handed_over(self):
        v6 = self.enterContext(socket.create_server(("::", 0), family=socket.AF_INET6))
        port = v6.getsockname()[1]
        v4 = self.enterContext(socket.create_server(("0.0.0.0", port)))
        text = self.proxy.configuration.read_text()
        self.proxy.configuration.write_text(
            text.replace(f'"127.0.0.1:{self.proxy.port}"', f'["0.0.0.0:{port}", "[::]:{port}"]'))
        manager = self.manager()
        for round_, sockets in enumerate(([v4, v6], [v6, v4])):
            process = self.start(manager, sockets)
            wait_until(lambda: manager.heard("READY=1") == round_ + 1, "it is ready")
            for host in ("127.0.0.1", "::1"):
                with self.subTest(host, round=round_), socket.create_connection((host, port), timeout=10) as reader:
                    reader.sendall(b"GET /a.html HTTP/1.1\r\nHost: news.test\r\n\r\n")
                    self.assertTrue(reader.recv(65536).startswith(b"HTTP/1.1 200 "))
            process.terminate()
            self.assertEqual(0, process.wait(15))

    def test_the_manager_is_told_of_each_state(self):
        manager = self.manager(watchdog_seconds=0.4)
        process = self.start(manager, [self.listener])
        wait_until(lambda: manager.heard("READY=1") == 1, "it is ready")
        self.assertIn("1 packs with 1 rules", manager.status())
        wait_until(lambda: manager.heard("WATCHDOG=1") >= 3, "it is alive")
        process.send_signal(signal.SIGHUP)
        wait_until(lambda: manager.heard("READY=1") == 2, "it has reloaded")
        self.assertEqual(1, manager.heard("RELOADING=1"))
        process.terminate()
        self.assertEqual(0, process.wait(15))
        self.assertEqual(1, manager.heard("STOPPING=1"))

    def test_a_reload_that_was_refused_is_told_until_one_is_taken(self):
        manager = self.manager()
        process = self.start(manager, [self.listener])
        wait_until(lambda: manager.heard("READY=1") == 1, "it is ready")
        good = self.proxy.pack.read_text()
        refused = "; the last reload was refused"
        for round_, (rules, configuration, told) in enumerate(
                ((good, "", False), ("broken", "", True), (good, "broken", True), (good, "", False)), start=2):
            self.proxy.pack.write_text(rules)
            text = self.proxy.configuration.read_text().removesuffix("broken")
            self.proxy.configuration.write_text(text + configuration)
            process.send_signal(signal.SIGHUP)
            wait_until(lambda: manager.heard("READY=1") == round_, "it has reloaded")
            with self.subTest(round_):
                self.assertTrue(manager.status().startswith("serving 1 packs with 1 rules"), manager.status())
                self.assertEqual(told, manager.status().endswith(refused), manager.status())

    def test_it_binds_what_it_is_not_handed(self):
        manager = self.manager()
        self.listener.close()
        self.start(manager, [])
        wait_until(lambda: manager.heard("READY=1") == 1, "it is ready")
        self.assertEqual(200, ask(self.proxy.port, "/a.html", "RU").status)

    def test_a_socket_that_the_configuration_does_not_name_is_a_mistake(self):
        with socket.create_server(("127.0.0.1", 0)) as other:
            process = self.start(self.manager(), [self.listener, other])
            self.assertEqual(78, process.wait(15))
            self.assertIn(f"hands over 127.0.0.1:{other.getsockname()[1]}", (self.directory / "caveat.log").read_text())


if __name__ == "__main__":
    main()
