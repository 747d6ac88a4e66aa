"""What a machine's network may be like: no port is left for one more connection to the site, or any address may be bound
to. In a network of the test's own."""

import ctypes
import fcntl
import socket
import struct
import tempfile
import unittest
from pathlib import Path

from caveat_proxy import CONFIGURATION, CaveatProxy
from newsroom import main
from nginx_site import NginxSite
from processes import wait_until

NEW_NETWORK = 0x40000000  # CLONE_NEWNET of unshare(2)
SET_FLAGS, UP = 0x8914, 1  # SIOCSIFFLAGS and IFF_UP of netdevice(7)
PORT_WHEN_CONNECTED = 24  # IP_BIND_ADDRESS_NO_PORT of ip(7): else nobody else may have the port
PORTS = Path("/proc/sys/net/ipv4/ip_local_port_range")
COUNT = 10


def enter_network() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(NEW_NETWORK) != 0:
        raise unittest.SkipTest("no process may have a network of its own here")
    with socket.socket() as any_socket:
        fcntl.ioctl(any_socket, SET_FLAGS, struct.pack("16sh14x", b"lo", UP))


def set_kernel(file: Path, value: str) -> None:
    try:
        file.write_text(value)
    except OSError as error:
        raise unittest.SkipTest(f"{file} may not be written here: {error}") from None


class Ports(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        enter_network()

    def setUp(self):
        self.asked = 0
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="caveat-e2e-")))
        (self.directory / "pages").mkdir()
        (self.directory / "pages" / "a.html").write_text("<!DOCTYPE html><title>A</title><p>A page.")
        self.site = NginxSite(self.directory / "site", self.directory / "pages")
        self.addCleanup(self.site.stop)
        (self.site.files / "slow.bin").write_bytes(bytes(10_000_000))
        self.proxy = CaveatProxy(self.directory / "proxy", self.site.port, rules=None)
        self.addCleanup(self.proxy.stop)

    def ask(self, path: str) -> socket.socket:
        """Each from an address of its own, whose ports are others."""
        self.asked += 1
        reader = self.enterContext(socket.socket())
        reader.settimeout(20)
        reader.setsockopt(socket.IPPROTO_IP, PORT_WHEN_CONNECTED, 1)
        reader.bind((f"127.0.1.{self.asked}", 0))
        reader.connect(("127.0.0.1", self.proxy.port))
        reader.sendall(f"GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
        return reader

    def test_is_no_fault_of_the_server_and_over_once_there_is_one(self):
        first, _ = PORTS.read_text().split()
        set_kernel(PORTS, f"{first} {int(first) + COUNT - 1}")
        holders = [self.ask("/slow/slow.bin") for _ in range(COUNT)]
        for holder in holders:
            self.assertEqual(b"HTTP/1.1 200", holder.recv(12, socket.MSG_WAITALL))
        self.assertEqual([b"HTTP/1.1 503"] * 8, [self.ask("/pages/a.html").recv(12, socket.MSG_WAITALL) for _ in range(8)])
        self.assertEqual((200, "ready\n"), self.proxy.admin("/readyz"))
        for holder in holders:
            holder.close()
        wait_until(lambda: self.ask("/pages/a.html").recv(12, socket.MSG_WAITALL) == b"HTTP/1.1 200", "there are ports again")


class AnyAddressMayBeBoundTo(unittest.TestCase):
    """As where an address moves between two machines (keepalived): the kernel does not tell which are its own."""

    def test_a_server_on_the_same_port_of_another_machine_is_not_taken_for_caveat(self):
        enter_network()
        set_kernel(Path("/proc/sys/net/ipv4/ip_nonlocal_bind"), "1")
        directory = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="caveat-e2e-")))
        everywhere = CONFIGURATION.replace('"127.0.0.1:{port}"', '"0.0.0.0:{port}"').replace("127.0.0.1:{upstream}", "192.0.2.1:{port}")
        proxy = CaveatProxy(directory / "proxy", 0, configuration=everywhere)
        self.addCleanup(proxy.stop)
        self.assertEqual(200, proxy.admin("/readyz")[0])


if __name__ == "__main__":
    main()
