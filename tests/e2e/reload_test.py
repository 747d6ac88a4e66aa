"""Reloads: on SIGHUP and by watched files, often and under load, whatever is on the disk at the moment."""

import os
import re
import shutil
import signal
import ssl
import subprocess
import tempfile
import unittest
from pathlib import Path

from caveat_proxy import ADDRESSES, HERE, CaveatProxy
from certificates import expire, make_certificate, table
from load import NO_LIMIT, H2Load, Load
from newsroom import main
from processes import free_port, wait_until
from reader import ask
from scripted_upstream import ScriptedUpstream

PAGE = b"<!DOCTYPE html><html lang=en><body><article><p>Text</p></article></body></html>"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n" + PAGE
# 2,000 take twenty minutes, most of which the server waits for files to rest.
RELOADS = int(os.environ.get("CAVEAT_RELOADS", "40"))

# Two packs, each with a notice that tells its generation.
PACK = """
[pack]
id = "{name}"
title = "T"
[regions.r]
include = ["{country}"]
[notices.n]
kind = "warning"
text.en = "{name}-generation-{generation}."
[[rules]]
id = "r"
when.region = "r"
insert = {{ notice = "n", at = "start of body" }}
"""


class WithProxy(unittest.TestCase):
    ADDED = ""

    def setUp(self):
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="caveat-e2e-")))
        self.upstream = ScriptedUpstream(ANSWER)
        self.addCleanup(self.upstream.stop)
        self.proxy = CaveatProxy(self.directory, self.upstream.port)
        self.addCleanup(lambda: self.proxy.stop())
        self.configuration = self.directory / "caveat.toml"
        if self.ADDED:
            self.proxy.stop()
            self.replace(self.configuration, self.configuration.read_text() + self.ADDED)
            self.proxy.restart()

    @staticmethod
    def replace(path: Path, text: str) -> None:
        new = path.with_name(path.name + ".new")
        new.write_text(text)
        new.rename(path)

    def metric(self, name: str) -> int:
        found = re.search(rf"^{re.escape(name)} (\d+)", self.proxy.admin("/metrics")[1], re.MULTILINE)
        return int(found[1]) if found else 0

    def reloads(self) -> int:
        return sum(self.metric(f'caveat_reloads_total{{result="{result}"}}') for result in ("ok", "failed"))

    def generations(self, place: str = "RU") -> list[str]:
        response = ask(self.proxy.port, "/a.html", place)
        self.assertEqual((0, 200), (response.curl_status, response.status), response)
        return re.findall(r"(?:one|two)-generation-(\d+)\.", response.body.decode())

    def write_generation(self, generation: int, country: str = "RU") -> None:
        for name in ("one", "two"):
            self.replace(self.proxy.pack.with_name(f"{name}.toml"),
                         PACK.format(name=name, generation=generation, country=country))

    def reload_and_wait(self) -> None:
        before = self.reloads()
        self.proxy.reload()
        wait_until(lambda: self.reloads() > before, "it has reloaded")


def mixed(response: bytes) -> str:
    found = set(re.findall(rb"(?:one|two)-generation-(\d+)\.", response))
    notices = len(re.findall(rb"(?:one|two)-generation-\d+\.", response))
    return "" if len(found) == 1 and notices == 2 else f"{notices} notices of generations {sorted(found)}"


class ManyReloads(WithProxy):
    """Everything that a reload takes changes at once: two packs, the list of readers, the database, the certificate and the
    configuration. The rules of a generation are for one country, and its list and its database are those that have readers
    there: whoever is judged by rules of one and places of another gets no notice."""

    COUNTRIES = ("FR", "DE", "IT")
    BY_LIST, BY_DATABASE = "203.0.113.77", "192.0.2.7"
    ADDRESSES.update({"by the list": BY_LIST, "by the database": BY_DATABASE})

    def setUp(self):
        super().setUp()
        self.databases = [self.database_of(country) for country in self.COUNTRIES]
        self.certificates = [make_certificate(self.directory, f"spare-{number}", "news.test") for number in range(3)]
        self.chain, self.key = make_certificate(self.directory, "news", "news.test")
        self.https = free_port()
        text = self.configuration.read_text().replace("[listen]", f'[listen]\nhttps = "127.0.0.1:{self.https}"')
        self.text = text + table(self.chain, self.key) + NO_LIMIT
        self.write_everything(0)
        self.proxy.restart()

    def database_of(self, country: str) -> bytes:
        script, database = self.directory / "database.pl", self.directory / "made.mmdb"
        script.write_text((HERE / "test_database.pl").read_text().replace("CZ =>", f"{country} =>"))
        subprocess.run(["perl", str(script), str(database)], check=True)
        return database.read_bytes()

    def write_everything(self, generation: int) -> None:
        turn = generation % 3
        self.write_generation(generation, self.COUNTRIES[turn])
        self.replace(self.directory / "readers.csv", f"203.0.113.0/24,{self.COUNTRIES[turn]},,,\n")
        self.replace_bytes(self.directory / "geo.mmdb", self.databases[turn])
        for spare, path in zip(self.certificates[turn], (self.chain, self.key)):
            self.replace_bytes(path, spare.read_bytes())
        self.replace(self.configuration, self.text.replace("[geoip]", f'[geoip]\nmax_age = "{100 + generation}d"'))

    def replace_bytes(self, path: Path, content: bytes) -> None:
        new = path.with_name(path.name + ".new")
        new.write_bytes(content)
        new.rename(path)

    # What is broken in every fourth generation, by turns; a certificate has nothing to do with rules (docs, "HTTPS").
    BREAKS = ("pack", "list", "database", "configuration", "certificate")

    def break_one(self, number: int) -> str:
        broken = self.BREAKS[number % len(self.BREAKS)]
        if broken == "pack":
            self.replace(self.proxy.pack.with_name("two.toml"), f'[pack]\nid = "two"\ntitle = {number}\n')
        elif broken == "list":
            self.replace(self.directory / "readers.csv", "203.0.113.0/24,Russia,,,\n")
        elif broken == "database":
            self.replace_bytes(self.directory / "geo.mmdb", self.databases[0][:-200])
        elif broken == "configuration":
            self.replace(self.configuration, self.text.replace("[geoip]", "[geoip]\nmax_aeg = 1"))
        else:
            self.replace(self.chain, "no certificate\n")
        return broken

    def shown(self) -> bytes:
        """The certificate that readers are shown now."""
        return ssl.PEM_cert_to_DER_cert(ssl.get_server_certificate(("127.0.0.1", self.https)))

    def start_load(self) -> list[Load | H2Load]:
        both = (self.BY_LIST, self.BY_DATABASE)
        loads = [Load(self.proxy.port, mixed, 2, both), Load(self.https, mixed, 2, both, tls=True)]
        if shutil.which("h2load"):
            slowly = ("-n", "40", "-c", "2", "-m", "2", "--rps", "20", "-H", f"X-Forwarded-For: {self.BY_LIST}")
            loads += [H2Load(*slowly, f"https://127.0.0.1:{self.https}/a.html"),
                      H2Load(*slowly, "--h1", f"http://127.0.0.1:{self.proxy.port}/a.html")]
        for load in loads:
            self.addCleanup(load.stop)
        return loads

    def test_none_fails_a_request_or_mixes_two_sets_and_broken_ones_change_nothing(self):
        loads = self.start_load()
        certificates = [ssl.PEM_cert_to_DER_cert(chain.read_text()) for chain, _ in self.certificates]
        good = certificate = 0
        for generation in range(1, RELOADS + 1):
            self.write_everything(generation)
            spoilt = self.break_one(generation // 4) if generation % 4 == 0 else ""
            self.reload_and_wait()
            good = generation if spoilt in ("", "certificate") else good
            certificate = certificate if spoilt in ("certificate", "configuration") else generation
            self.assertEqual([str(good)] * 2, self.generations())
            self.assertEqual(certificates[certificate % 3], self.shown())
        for load in loads:
            load.stop()
        for load in loads[:2]:
            self.assertEqual({}, dict(load.faults))
            self.assertGreater(load.served, RELOADS)
        for load in loads[2:]:
            self.assertEqual([], load.faults())
            self.assertNotEqual([], load.said)
        failed = RELOADS // 4
        self.assertEqual(failed, self.metric('caveat_reloads_total{result="failed"}'))

    def generations(self) -> list[str]:
        found = [super(ManyReloads, self).generations(place) for place in ("by the list", "by the database")]
        self.assertEqual(*found)
        return found[0]


class Configuration(WithProxy):
    def test_rules_and_region_data_may_come_from_elsewhere(self):
        other = self.directory / "other/one.toml"
        other.parent.mkdir()
        other.write_text(PACK.format(name="one", generation=7, country="RU"))
        self.write_generation(1)
        text = self.proxy.pack.read_text()
        self.replace(self.proxy.pack, text.replace("[pack]", "[pack]\nretired = true"))
        for name in ("one", "two"):
            pack = self.proxy.pack.with_name(f"{name}.toml")
            self.replace(pack, pack.read_text().replace("[pack]", "[pack]\nretired = true"))
        self.reload_and_wait()
        self.replace(self.configuration, self.configuration.read_text().replace('"rules/"', '"other/"'))
        self.reload_and_wait()
        self.assertEqual(["7"], self.generations())

    def test_a_bad_configuration_changes_nothing_and_is_told(self):
        text = self.configuration.read_text()
        self.replace(self.configuration, text.replace("[rules]", "[rules]\npaht = 1"))
        self.write_generation(1)
        self.reload_and_wait()
        self.assertEqual([], self.generations())
        self.assertIn("configuration: degraded", self.proxy.admin("/readyz")[1])
        self.proxy.wait_for_log("did you mean `path`?")
        self.replace(self.configuration, text)
        self.reload_and_wait()
        self.assertEqual(["1", "1"], self.generations())
        self.assertEqual(200, self.proxy.admin("/readyz")[0])


class Watching(WithProxy):
    ADDED = "[reload]\nwatch = true\n"

    def test_new_rules_are_taken_by_themselves(self):
        self.write_generation(1)
        wait_until(lambda: self.generations() == ["1", "1"], "the first are in force")
        self.write_generation(2)
        wait_until(lambda: self.generations() == ["2", "2"], "the second are in force")

    def test_new_region_data_is_taken_by_itself(self):
        self.assertNotIn(b"data-caveat", ask(self.proxy.port, "/a.html", "CZ").body)
        readers = self.directory / "readers.csv"
        self.replace(readers, readers.read_text() + "192.0.2.0/24,RU,,,\n")
        wait_until(lambda: b"data-caveat" in ask(self.proxy.port, "/a.html", "CZ").body, "the new list is in force")

    def test_a_changed_configuration_is_taken_by_itself_and_what_it_names_is_watched_from_then_on(self):
        is_warned = lambda: b"data-caveat" in ask(self.proxy.port, "/a.html", "CZ").body
        more = self.directory / "more.csv"
        more.write_text("192.0.2.0/24,RU,,,\n")
        self.replace(self.configuration, self.configuration.read_text().replace('["readers.csv"]', '["readers.csv", "more.csv"]'))
        wait_until(is_warned, "the list that it names is in force")
        self.replace(more, "192.0.2.0/24,CZ,,,\n")
        wait_until(lambda: not is_warned(), "what was written into that list is in force")

    def test_what_a_refused_configuration_names_is_watched_until_it_is_mended(self):
        more = self.directory / "more/more.csv"
        more.parent.mkdir()
        more.write_text("192.0.2.0/24,Russia,,,\n")
        self.replace(self.configuration, self.configuration.read_text().replace('["readers.csv"]', '["readers.csv", "more/more.csv"]'))
        wait_until(lambda: "region data: degraded" in self.proxy.admin("/readyz")[1], "the list is refused")
        self.replace(more, "192.0.2.0/24,RU,,,\n")
        wait_until(lambda: b"data-caveat" in ask(self.proxy.port, "/a.html", "CZ").body, "the mended list is in force")

    def serve_https(self) -> tuple[Path, Path, int]:
        """Files of the certificate and of its key, and the port."""
        chain, key = make_certificate(self.directory, "news", "news.test")
        https = free_port()
        text = self.configuration.read_text().replace("[listen]", f'[listen]\nhttps = "127.0.0.1:{https}"')
        self.replace(self.configuration, text + table(chain, key))
        self.proxy.restart()
        return chain, key, https

    def test_a_new_certificate_is_taken_by_itself_and_a_bad_one_is_told(self):
        chain, _, https = self.serve_https()
        shown = lambda: ssl.get_server_certificate(("127.0.0.1", https))
        first = shown()
        good = chain.read_text()
        self.replace(chain, "no certificate\n")
        wait_until(lambda: "certificates: degraded" in self.proxy.admin("/readyz")[1], "/readyz says degraded")
        self.assertEqual(first, shown())
        self.replace(chain, good)
        wait_until(lambda: self.proxy.admin("/readyz")[0] == 200, "it is ready again")
        make_certificate(self.directory, "news", "news.test")
        wait_until(lambda: shown() == chain.read_text(), "the new one is shown")

    def test_a_certificate_that_is_out_of_date_does_not_take_the_place_of_one_that_is_not(self):
        chain, key, https = self.serve_https()
        good = chain.read_text()
        expire(chain, key)
        wait_until(lambda: "certificates: degraded" in self.proxy.admin("/readyz")[1], "/readyz says degraded")
        self.assertEqual(good, ssl.get_server_certificate(("127.0.0.1", https)))

    def test_broken_rules_are_told_and_mended_ones_taken(self):
        self.write_generation(1)
        wait_until(lambda: self.generations() == ["1", "1"], "the first are in force")
        two = self.proxy.pack.with_name("two.toml")
        good = two.read_text()
        self.replace(two, "[pack\n")
        wait_until(lambda: "rules: degraded" in self.proxy.admin("/readyz")[1], "/readyz says degraded")
        self.assertEqual(["1", "1"], self.generations())
        self.replace(two, good)
        wait_until(lambda: self.proxy.admin("/readyz")[0] == 200, "it is ready again")

    def test_files_that_are_no_rules_yet_are_no_reload(self):
        before = self.reloads()
        for name in (".one.toml.swp", "one.toml~", "#one.toml#", "one.toml.part"):
            self.proxy.pack.with_name(name).write_text("[[[")
        with self.assertRaises(AssertionError):
            wait_until(lambda: self.reloads() > before, "it reloads", seconds=1.5)

    def test_a_link_to_another_release_is_taken(self):
        self.write_generation(1)
        wait_until(lambda: self.generations() == ["1", "1"], "the first are in force")
        rules, releases = self.proxy.pack.parent, self.directory / "releases"
        releases.mkdir()
        rules.rename(releases / "1")
        rules.symlink_to("releases/1")
        for release in ("2", "3"):
            (releases / release).mkdir()
            for name in ("one", "two"):
                (releases / release / f"{name}.toml").write_text(PACK.format(name=name, generation=release, country="RU"))
            (releases / release / "undesirable.toml").write_text((releases / "1/undesirable.toml").read_text())
            link = rules.with_name("rules.new")
            link.symlink_to(f"releases/{release}")
            link.rename(rules)
            wait_until(lambda: self.generations() == [release] * 2, f"release {release} is in force")

    def test_so_is_one_in_the_middle_of_a_path_outside_of_the_configurations_folder(self):
        site = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="caveat-site-")))
        for release in ("1", "2"):
            rules = site / "releases" / release / "rules"
            rules.mkdir(parents=True)
            for name in ("one", "two"):
                (rules / f"{name}.toml").write_text(PACK.format(name=name, generation=release, country="RU"))
        (site / "current").symlink_to("releases/1/")
        self.proxy.stop()
        self.replace(self.configuration, self.configuration.read_text().replace('"rules/"', f'"{site}/current/rules/"'))
        self.proxy.restart()
        self.assertEqual(["1", "1"], self.generations())
        (site / "next").symlink_to("releases/2/")
        (site / "next").rename(site / "current")
        wait_until(lambda: self.generations() == ["2", "2"], "the second release is in force")


class Stopping(WithProxy):
    def test_a_reload_under_way_does_not_hold_up_the_end(self):
        (self.proxy.pack.with_name("open.toml")).write_text("[pack]")  # has to rest for a second: no line end
        self.proxy.reload()
        self.proxy.server.send(signal.SIGTERM)
        self.assertEqual(0, self.proxy.server.wait(10))


if __name__ == "__main__":
    main()
