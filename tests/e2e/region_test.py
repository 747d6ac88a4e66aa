"""Where readers are, as a CDN's header, addresses inside addresses and databases tell it; data that grows old, and a
file that is overwritten under load."""

import re
import subprocess
import tempfile
import threading
import time
import unittest
from pathlib import Path

from caveat_proxy import ADDRESSES, BINARY, CaveatProxy
from newsroom import SOURCE, main
from page_facts import facts_of
from processes import Server, wait_until
from reader import ask
from scripted_upstream import ScriptedUpstream

PAGE = b"<!DOCTYPE html><html lang=en><body><article><p>Text</p>"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n" + PAGE
DAY = 86400


def set_build_time(database: Path, built: float) -> None:
    """Writes another time into the metadata; the writer has 4 bytes for it."""
    data = database.read_bytes()
    at = data.rindex(b"build_epoch") + len(b"build_epoch")
    assert data[at:at + 2] == b"\x04\x02", data[at:at + 8]  # uint64, in 4 bytes
    database.write_bytes(data[:at + 2] + int(built).to_bytes(4, "big") + data[at + 6:])


class RegionTest(unittest.TestCase):
    def setUp(self):
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="caveat-e2e-")))
        self.upstream = ScriptedUpstream(ANSWER)
        self.addCleanup(self.upstream.stop)
        self.proxy = CaveatProxy(self.directory, self.upstream.port, ready=False)
        self.addCleanup(lambda: self.proxy.stop())
        self.proxy.stop()

    @property
    def database(self) -> Path:
        return self.directory / "geo.mmdb"

    def start(self, *changes: tuple[str, str], status: int = 200) -> None:
        """With the configuration changed; `status` is /readyz's once it serves."""
        configuration = self.directory / "caveat.toml"
        text = configuration.read_text()
        for old, new in changes:
            self.assertIn(old, text)
            text = text.replace(old, new)
        configuration.write_text(text)
        self.proxy.server = Server(self.proxy.server.command, self.directory / "caveat.log")
        self.proxy.server.wait_for(lambda: self.proxy.admin("/readyz")[0] == status, "it serves")

    def is_warned(self, place: str, *headers: str) -> bool:
        options = [word for header in headers for word in ("--header", header)]
        response = ask(self.proxy.port, "/a.html", place, *options)
        self.assertEqual((0, 200), (response.curl_status, response.status))
        return facts_of(response.body).notices != []


class Headers(RegionTest):
    FIELDS = 'region_from = { country = "CF-IPCountry", subdivision = "CF-Region-Code" }'
    TRUSTED = 'trusted_proxies = ["127.0.0.0/8"]'

    def test_a_trusted_header_says_where_a_reader_is(self):
        self.start((self.TRUSTED, f"{self.TRUSTED}\n{self.FIELDS}"))
        cases = [
            ("the database's answer, without a header", "CZ", (), False),
            ("another country", "CZ", ("CF-IPCountry: RU",), True),
            ("a subdivision", "CZ", ("CF-IPCountry: UA", "CF-Region-Code: 40"), True),
            ("another subdivision", "CZ", ("CF-IPCountry: UA", "CF-Region-Code: 30"), False),
            ("out of the region", "RU", ("CF-IPCountry: CZ",), False),
            ("it does not know, so the database is asked", "RU", ("CF-IPCountry: XX",), True),
            ("Tor: the exit's place says nothing", "CZ", ("CF-IPCountry: T1",), True),
            ("no code: our fault, which counts as inside", "CZ", ("CF-IPCountry: Czechia",), True),
            ("two of them, one of which is the reader's", "RU", ("CF-IPCountry: CZ", "CF-IPCountry: FR"), True),
            ("an override knows better", "UA-40", ("CF-IPCountry: CZ",), True),
        ]
        for name, place, headers, warned in cases:
            with self.subTest(name):
                self.assertEqual(warned, self.is_warned(place, *headers))
        self.assertIn("CF-IPCountry: CZ", self.upstream.heads[-1])

    def test_of_anybody_else_it_is_not_believed_and_not_passed_on(self):
        self.start((self.TRUSTED, f'trusted_proxies = ["192.0.2.200"]\n{self.FIELDS}'))
        # 127.0.0.1, which is in no database: an unknown reader is warned, whatever they say.
        self.assertTrue(self.is_warned("CZ", "CF-IPCountry: CZ", "cf_ipcountry: CZ", "CF-Region-Code: 10"))
        self.assertNotIn("country", self.upstream.heads[-1].lower())
        self.assertNotIn("region-code", self.upstream.heads[-1].lower())

    def test_no_database_is_needed(self):
        self.database.unlink()
        self.start((self.TRUSTED, f"{self.TRUSTED}\n{self.FIELDS}"), ('database = "geo.mmdb"\n', ""))
        self.assertFalse(self.is_warned("RU", "CF-IPCountry: CZ"))
        self.assertTrue(self.is_warned("CZ"))


class Addresses(RegionTest):
    def test_an_address_inside_an_address_is_looked_up(self):
        self.start(("[readers]", 'nat64 = ["64:ff9b:1::/48"]\n[readers]'))
        cases = [
            ("6to4, Russia", "2002:cb00:714d::1", True),
            ("6to4, Prague", "2002:c000:207::1", False),
            ("NAT64, Russia", "64:ff9b::203.0.113.77", True),
            ("NAT64, Prague", "64:ff9b::192.0.2.7", False),
            ("NAT64 of a prefix of one's own, Prague", "64:ff9b:1:c000:2:700::", False),
            ("Teredo, Prague", "2001:0:1:2:3:4:3fff:fdf8", False),
            ("mapped, Prague", "::ffff:192.0.2.7", False),
        ]
        for name, address, warned in cases:
            with self.subTest(name):
                ADDRESSES["inside"] = address
                self.assertEqual(warned, self.is_warned("inside"))


class Counted(RegionTest):
    """Nobody is named by it, and a proxy that is missing in `trusted_proxies` is seen."""

    def counts(self, name: str) -> dict[str, int]:
        lines = re.findall(rf'^{name}(?:{{by="([^"]*)"}})? ([0-9]+)$', self.proxy.admin("/metrics")[1], re.MULTILINE)
        return {by: int(count) for by, count in lines if count != "0"}

    def test_what_told_where_readers_are(self):
        self.start(("[readers]", '[readers]\nregion_from = { country = "CF-IPCountry" }'))
        ask(self.proxy.port, "/a.html", "RU")
        ask(self.proxy.port, "/a.html", "UA-40")
        ask(self.proxy.port, "/a.html", "RU", "--header", "CF-IPCountry: CZ")
        ask(self.proxy.port, "/a.html", "RU", "--header", "X-Forwarded-For: unknown")
        self.assertEqual({"database": 1, "override": 1, "header": 1, "unknown": 1}, self.counts("caveat_readers_located_total"))
        self.assertEqual({}, self.counts("caveat_forwarding_ignored_total"))

    def test_fields_of_a_proxy_that_is_not_trusted(self):
        self.start(('["127.0.0.0/8"]', '["10.0.0.0/8"]'))
        ask(self.proxy.port, "/a.html", "RU")
        self.assertEqual({"": 1}, self.counts("caveat_forwarding_ignored_total"))


class Age(RegionTest):
    def test_data_that_grows_old_is_told_of_while_it_serves(self):
        set_build_time(self.database, time.time() - 45 * DAY + 15)
        self.start(("[readers]", 'max_age = "45d"\n[readers]'))
        self.assertEqual("ready\n", self.proxy.admin("/readyz")[1])
        wait_until(lambda: self.proxy.admin("/readyz")[0] == 503, "it is too old", seconds=40)
        self.assertIn("age of region data: degraded: a database was built at", self.proxy.admin("/readyz")[1])
        self.proxy.wait_for_log("age of region data: a database was built at")
        self.assertFalse(self.is_warned("CZ"))
        self.assertAlmostEqual(45 * DAY, float(self.age_shown()[0]), delta=60)

    def test_past_twice_the_age_every_region_is_unknown_but_what_overrides_say(self):
        with (self.directory / "readers.csv").open("a") as readers:
            readers.write("192.0.2.128/25,CZ,,,\n")
        ADDRESSES["CZ by an override"] = "192.0.2.200"
        set_build_time(self.database, time.time() - 90 * DAY + 15)
        self.start(("[readers]", 'max_age = "45d"\n[readers]'), status=503)
        self.assertFalse(self.is_warned("CZ"))
        self.proxy.wait_for_log("every region counts as unknown; get", seconds=40)
        self.assertTrue(self.is_warned("CZ"))
        self.assertFalse(self.is_warned("CZ by an override"))

    def age_shown(self) -> list[str]:
        return re.findall(r"^caveat_geoip_age_seconds (\S+)", self.proxy.admin("/metrics")[1], re.MULTILINE)

    def test_a_database_that_does_not_say_when_it_was_built_is_refused_and_hides_the_age_of_no_other(self):
        undated = self.directory / "undated.mmdb"
        undated.write_bytes(self.database.read_bytes())
        set_build_time(self.database, time.time() - 100 * DAY)
        self.start(('database = "geo.mmdb"', 'databases = ["geo.mmdb", "undated.mmdb"]'), status=503)
        set_build_time(undated, 0)
        self.proxy.reload()
        wait_until(lambda: "region data: degraded: the last reload failed" in self.proxy.admin("/readyz")[1], "it is refused")
        self.proxy.wait_for_log("undated.mmdb: the region database is refused: it does not say when it was built")
        self.assertIn("age of region data: degraded: a database was built at", self.proxy.admin("/readyz")[1])
        self.proxy.stop()
        self.proxy.server = Server(self.proxy.server.command, self.directory / "caveat.log")
        self.assertEqual(78, self.proxy.server.wait())

    def test_it_is_over_once_there_is_no_database(self):
        set_build_time(self.database, time.time() - 100 * DAY)
        self.start((Headers.TRUSTED, f"{Headers.TRUSTED}\n{Headers.FIELDS}"), status=503)
        self.assertEqual(1, len(self.age_shown()))
        configuration = self.directory / "caveat.toml"
        configuration.write_text(configuration.read_text().replace('database = "geo.mmdb"\n', ""))
        self.proxy.reload()
        wait_until(lambda: self.proxy.admin("/readyz")[0] == 200, "it is over")
        self.assertEqual([], self.age_shown())
        self.assertFalse(self.is_warned("RU", "CF-IPCountry: CZ"))

    def test_newer_data_ends_it(self):
        set_build_time(self.database, time.time() - 100 * DAY)
        self.start(("[readers]", 'max_age = "45d"\n[readers]'), status=503)
        self.assertTrue(self.is_warned("CZ"))
        set_build_time(self.database, time.time())
        self.proxy.reload()
        wait_until(lambda: self.proxy.admin("/readyz")[0] == 200, "it is ready")
        self.assertFalse(self.is_warned("CZ"))


class Overwritten(RegionTest):
    """No request may notice what happens to the file."""

    def test_a_file_that_is_overwritten_in_place_under_load_harms_nobody(self):
        good = self.database.read_bytes()
        self.start()
        seen: list[tuple[int, int, bool]] = []
        over = threading.Event()

        def read(place: str, warned: bool) -> None:
            while not over.is_set():
                response = ask(self.proxy.port, "/a.html", place)
                right = (facts_of(response.body).notices != []) == warned
                seen.append((response.curl_status, response.status, right))

        readers = [threading.Thread(target=read, args=case) for case in (("RU", True), ("CZ", False))]
        for reader in readers:
            reader.start()
        try:
            for spoilt in (b"", b"\xff" * len(good), good[:len(good) // 2], good[len(good) // 2:]):
                self.overwrite(spoilt)
                count = len(seen)
                self.proxy.reload()
                wait_until(lambda: "region data: degraded" in self.proxy.admin("/readyz")[1], "it is refused")
                wait_until(lambda: len(seen) > count + 3, "readers go on")
                self.overwrite(good)
                self.proxy.reload()
                wait_until(lambda: self.proxy.admin("/readyz")[0] == 200, "it is taken again")
        finally:
            over.set()
            for reader in readers:
                reader.join()
        self.assertEqual({(0, 200, True)}, set(seen))

    def overwrite(self, data: bytes) -> None:
        """In place: the same inode, cut and written again."""
        with self.database.open("r+b") as file:
            file.truncate(0)
            file.write(data)


class Canaries(RegionTest):
    """A database that is sound, and the wrong one."""

    CANARIES = '[readers]', 'canaries = ["203.0.113.77 = RU"]\n[readers]'

    def write_without_russia(self) -> None:
        script = Path(__file__).with_name("test_database.pl").read_text()
        perl = self.directory / "without.pl"
        perl.write_text(re.sub(r"\n    RU => .*", "", script))
        subprocess.run(["perl", str(perl), str(self.database)], check=True)

    def test_it_is_not_taken_at_a_swap_and_not_at_a_start(self):
        self.start(self.CANARIES)
        self.write_without_russia()
        self.proxy.reload()
        wait_until(lambda: "region data: degraded" in self.proxy.admin("/readyz")[1], "it is refused")
        self.proxy.wait_for_log("geo.mmdb: the region database is refused: `canaries` of [geoip] says that "
                                "203.0.113.77 is in RU, and by the databases nobody knows where it is")
        self.assertIn('caveat_reloads_total{result="failed"} 1', self.proxy.admin("/metrics")[1])
        self.assertTrue(self.is_warned("RU"))
        self.assertFalse(self.is_warned("CZ"))
        self.proxy.stop()
        self.proxy.server = Server(self.proxy.server.command, self.directory / "caveat.log")
        self.assertEqual(78, self.proxy.server.wait())

    def test_without_any_it_is_compared_with_the_one_in_force(self):
        world = SOURCE / "node_modules/@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb"
        good = self.database.read_bytes()
        self.database.write_bytes(world.read_bytes())
        self.start(("[readers]", 'max_age = "none"\n[readers]'))
        self.database.write_bytes(good)
        self.proxy.reload()
        wait_until(lambda: "region data: degraded" in self.proxy.admin("/readyz")[1], "it is refused")
        self.proxy.wait_for_log(re.compile(r"geo.mmdb: the region database is refused: it places only 0 of \d+ addresses"))


class Geo(RegionTest):
    def geo(self, *arguments: str) -> str:
        ended = subprocess.run([str(BINARY), "geo", *arguments], capture_output=True, timeout=60, check=False)
        self.assertEqual(0, ended.returncode, ended.stderr)
        return ended.stdout.decode()

    def test_it_shows_what_each_database_says(self):
        other = self.directory / "other.mmdb"
        other.write_bytes(self.database.read_bytes())
        said = self.geo("--database", str(self.database), "--database", str(other), "192.0.2.7")
        self.assertIn(f"answered by  {self.database}\n", said)
        self.assertIn(f"beside       {other}, 192.0.2.0/24: country.iso_code = CZ", said)

    def test_it_asks_the_data_that_serves(self):
        said = self.geo("--config", str(self.directory / "caveat.toml"), ADDRESSES["UA-40"], "2002:cb00:714d::1")
        self.assertIn("198.51.100.177  UA, UA-40\n", said)
        self.assertIn("answered by  " + str(self.directory / "readers.csv") + ", line 1\n", said)
        self.assertIn("looked up as 203.0.113.77 (6to4)\n", said)


if __name__ == "__main__":
    main()
