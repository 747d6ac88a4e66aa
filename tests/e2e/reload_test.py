"""Reloads: on SIGHUP and by watched files, often and under load, whatever is on the disk at the moment."""

import os
import re
import signal
import tempfile
import unittest
from pathlib import Path

from caveat_proxy import CaveatProxy
from load import NO_LIMIT, Load
from newsroom import main
from processes import wait_until
from reader import ask
from scripted_upstream import ScriptedUpstream

PAGE = b"<!DOCTYPE html><html lang=en><body><article><p>Text</p></article></body></html>"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n" + PAGE
# 2,000 take ten minutes, most of which the server waits for files to rest.
RELOADS = int(os.environ.get("CAVEAT_RELOADS", "60"))

# Two packs, each with a notice that tells its generation.
PACK = """
[pack]
id = "{name}"
title = "T"
[regions.r]
include = ["RU"]
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

    def generations(self) -> list[str]:
        response = ask(self.proxy.port, "/a.html", "RU")
        self.assertEqual((0, 200), (response.curl_status, response.status), response)
        return re.findall(r"(?:one|two)-generation-(\d+)\.", response.body.decode())

    def write_generation(self, generation: int) -> None:
        for name in ("one", "two"):
            self.replace(self.proxy.pack.with_name(f"{name}.toml"), PACK.format(name=name, generation=generation))


def mixed(response: bytes) -> str:
    found = set(re.findall(rb"(?:one|two)-generation-(\d+)\.", response))
    notices = len(re.findall(rb"(?:one|two)-generation-\d+\.", response))
    return "" if len(found) == 1 and notices == 2 else f"{notices} notices of generations {sorted(found)}"


class ManyReloads(WithProxy):
    ADDED = NO_LIMIT

    def reload_and_wait(self) -> None:
        before = self.reloads()
        self.proxy.reload()
        wait_until(lambda: self.reloads() > before, "it has reloaded")

    def test_none_fails_a_request_or_mixes_two_sets_and_broken_ones_change_nothing(self):
        self.write_generation(0)
        self.reload_and_wait()
        load = Load(self.proxy.port, mixed)
        self.addCleanup(load.stop)
        good = 0
        for generation in range(1, RELOADS + 1):
            broken = generation % 4 == 0
            self.write_generation(generation)
            if broken:
                self.replace(self.proxy.pack.with_name("two.toml"), f'[pack]\nid = "two"\ntitle = {generation}\n')
            self.reload_and_wait()
            good = good if broken else generation
            self.assertEqual([str(good)] * 2, self.generations())
        load.stop()
        self.assertEqual({}, dict(load.faults))
        self.assertGreater(load.served, RELOADS)
        self.assertEqual(RELOADS // 4, self.metric('caveat_reloads_total{result="failed"}'))


class Configuration(WithProxy):
    def reload_and_wait(self) -> None:
        before = self.reloads()
        self.proxy.reload()
        wait_until(lambda: self.reloads() > before, "it has reloaded")

    def test_rules_and_region_data_may_come_from_elsewhere(self):
        other = self.directory / "other/one.toml"
        other.parent.mkdir()
        other.write_text(PACK.format(name="one", generation=7))
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

    def test_what_needs_a_restart_is_named(self):
        text = self.configuration.read_text()
        self.replace(self.configuration, text + "[limits]\nidle_time = 30\n")
        self.reload_and_wait()
        self.assertIn("needs a restart: limits.idle_time\n", self.proxy.log())
        self.assertEqual(200, self.proxy.admin("/readyz")[0])

    def test_a_bad_configuration_changes_nothing_and_is_told(self):
        text = self.configuration.read_text()
        self.replace(self.configuration, text.replace("[rules]", "[rules]\npaht = 1"))
        self.write_generation(1)
        self.reload_and_wait()
        self.assertEqual([], self.generations())
        self.assertIn("configuration: degraded", self.proxy.admin("/readyz")[1])
        self.assertIn("did you mean `path`?", self.proxy.log())
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
                (releases / release / f"{name}.toml").write_text(PACK.format(name=name, generation=release))
            (releases / release / "undesirable.toml").write_text((releases / "1/undesirable.toml").read_text())
            link = rules.with_name("rules.new")
            link.symlink_to(f"releases/{release}")
            link.rename(rules)
            wait_until(lambda: self.generations() == [release] * 2, f"release {release} is in force")


class Stopping(WithProxy):
    def test_a_reload_under_way_does_not_hold_up_the_end(self):
        (self.proxy.pack.with_name("open.toml")).write_text("[pack]")  # has to rest for a second: no line end
        self.proxy.reload()
        self.proxy.server.send(signal.SIGTERM)
        self.assertEqual(0, self.proxy.server.wait(10))


if __name__ == "__main__":
    main()
