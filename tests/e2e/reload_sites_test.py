"""What a reload takes of the configuration besides rules: sites, the servers behind them, limits, who is trusted."""

import os
import re
import shutil
import socket
import tempfile
import time
import unittest
from pathlib import Path
from typing import Iterator

from caveat_proxy import ADDRESSES, FLAGSHIP, CaveatProxy
from http2_frames import DATA, END_HEADERS, END_STREAM, HEADERS, PREFACE, Frame, frame, frames, head_for
from load import NO_LIMIT, Load
from newsroom import main
from processes import free_port, wait_until
from reader import ask
from scripted_upstream import ScriptedUpstream


def answer(text: str) -> bytes:
    page = f"<!DOCTYPE html><html lang=en><body><article><p>{text}</p></article></body></html>".encode()
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s" % (
        len(page), page)


TWO_SITES = """
[[sites]]
name = "news"
hosts = ["news.test"]
[[sites]]
name = "magazine"
hosts = ["magazine.test"]
upstream.url = "http://127.0.0.1:{magazine}"
rules.path = "magazine/"
"""

MAGAZINE_PACK = """
[pack]
id = "magazine"
title = "T"
[[rules]]
id = "hide-referrers"
headers.set.Referrer-Policy = "no-referrer"
"""


class Reloads(unittest.TestCase):
    def setUp(self):
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="caveat-e2e-")))
        self.first, self.second = self.upstream("first"), self.upstream("second")
        self.proxy = CaveatProxy(self.directory, self.first.port)
        self.addCleanup(lambda: self.proxy.stop())
        self.text = self.proxy.configuration.read_text()

    def upstream(self, text: str) -> ScriptedUpstream:
        upstream = ScriptedUpstream(answer(text))
        self.addCleanup(upstream.stop)
        return upstream

    def url(self, upstream: ScriptedUpstream) -> str:
        return f'url = "http://127.0.0.1:{upstream.port}"'

    def reloads(self, result: str) -> int:
        found = re.search(rf'^caveat_reloads_total{{result="{result}"}} (\d+)', self.proxy.admin("/metrics")[1], re.MULTILINE)
        return int(found[1]) if found else 0

    def reload(self, text: str, result: str = "ok") -> None:
        before = self.reloads(result)
        self.proxy.configuration.write_text(text)
        self.proxy.reload()
        wait_until(lambda: self.reloads(result) > before, f"a reload is {result}")

    def restart_with(self, text: str) -> None:
        self.proxy.configuration.write_text(text)
        self.proxy.restart()
        self.text = text

    def page(self, site: str = "news.test", place: str = "RU") -> bytes:
        response = ask(self.proxy.port, "/a.html", place, site=site)
        self.assertEqual(200, response.status, response)
        return response.body


class Upstreams(Reloads):
    def test_another_server_is_asked_from_then_on_and_no_request_fails(self):
        self.restart_with(self.text + NO_LIMIT)
        load = Load(self.proxy.port, lambda response: "" if b"data-caveat" in response else "the notice is missing")
        self.addCleanup(load.stop)
        for _ in range(5):
            self.reload(self.text.replace(self.url(self.first), self.url(self.second)))
            self.assertIn(b"<p>second", self.page())
            self.reload(self.text)
            self.assertIn(b"<p>first", self.page())
        load.stop()
        self.assertEqual({}, dict(load.faults))
        self.assertGreater(load.served, 100)

    def test_a_connection_that_was_there_before_goes_on_and_its_next_request_goes_to_the_new_server(self):
        request = f"GET /a.html HTTP/1.1\r\nHost: news.test\r\nX-Forwarded-For: {ADDRESSES['CZ']}\r\n\r\n".encode()
        with socket.create_connection(("127.0.0.1", self.proxy.port), timeout=10) as reader:
            reader.sendall(request)
            self.assertIn(b"<p>first", reader.recv(65536))
            self.reload(self.text.replace(self.url(self.first), self.url(self.second)))
            reader.sendall(request)
            self.assertIn(b"<p>second", reader.recv(65536))

    def test_an_http2_connection_goes_on_and_its_next_request_goes_to_the_new_server(self):
        with socket.create_connection(("127.0.0.1", self.proxy.port), timeout=10) as reader:
            reader.sendall(PREFACE)
            coming = frames(reader)
            self.assertIn(b"<p>first", self.get(reader, coming, 1))
            self.reload(self.text.replace(self.url(self.first), self.url(self.second)))
            self.assertIn(b"<p>second", self.get(reader, coming, 3))

    @staticmethod
    def get(reader: socket.socket, coming: Iterator[Frame], stream: int) -> bytes:
        reader.sendall(frame(HEADERS, END_STREAM | END_HEADERS, stream, head_for("/a.html")))
        content = b""
        for one in coming:
            content += one.payload if one.kind == DATA else b""
            if one.kind == DATA and one.flags & END_STREAM:
                break
        return content

    def test_what_is_known_of_servers_that_stay_stays(self):
        nobody = free_port()
        self.restart_with(self.text.replace(self.url(self.first), f'servers = ["http://127.0.0.1:{nobody}", "http://127.0.0.1:{self.first.port}"]'))
        is_out = lambda: f'caveat_upstream_up{{server="http://127.0.0.1:{nobody}",site="default"}} 0' in self.proxy.admin("/metrics")[1]
        wait_until(lambda: self.page() and is_out(), "the server that is not there is out")
        self.reload(self.text + "[limits]\nidle_time = 50\n")
        self.assertTrue(is_out())

    def test_of_servers_that_go_nothing_is_told_any_longer(self):
        self.restart_with(self.text.replace(self.url(self.first), f'url = "http://127.0.0.1:{free_port()}"'))
        wait_until(lambda: ask(self.proxy.port, "/a.html", "CZ").status == 502 and self.proxy.admin("/readyz")[0] == 503,
                   "no server is healthy")
        self.reload(self.text.replace(re.search(r'url = ".*"', self.text)[0], self.url(self.second)))
        self.assertEqual((200, "ready\n"), self.proxy.admin("/readyz"))
        self.assertEqual([f'caveat_upstream_up{{server="http://127.0.0.1:{self.second.port}",site="default"}} 1'],
                         re.findall(r"^caveat_upstream_up.*", self.proxy.admin("/metrics")[1], re.MULTILINE))

    def test_a_server_that_is_caveat_itself_is_refused_and_all_stays(self):
        self.reload(self.text.replace(self.url(self.first), f'url = "http://127.0.0.1:{self.proxy.port}"'), "failed")
        self.proxy.wait_for_log("is the address that Caveat itself listens on")
        self.assertIn("configuration: degraded", self.proxy.admin("/readyz")[1])
        self.assertIn(b"<p>first", self.page())
        self.reload(self.text)
        self.assertEqual((200, "ready\n"), self.proxy.admin("/readyz"))


class Sites(Reloads):
    def two_sites(self) -> str:
        pack = self.directory / "magazine/pack.toml"
        pack.parent.mkdir(exist_ok=True)
        pack.write_text(MAGAZINE_PACK)
        return self.text + TWO_SITES.format(magazine=self.second.port)

    def test_one_that_comes_is_served_by_its_own_server_and_rules(self):
        self.assertIn(b"<p>first", self.page("magazine.test"))
        self.reload(self.two_sites())
        response = ask(self.proxy.port, "/a.html", "RU", site="magazine.test")
        self.assertIn(b"<p>second", response.body)
        self.assertNotIn(b"data-caveat", response.body)
        self.assertEqual("no-referrer", response.fields["referrer-policy"])
        self.assertIn(b"data-caveat", self.page("news.test"))
        self.assertRegex(self.proxy.admin("/rules?host=magazine.test")[1], r"^\w+ magazine\n$")

    def test_one_that_goes_is_served_no_longer_and_named(self):
        one_site = self.text
        self.restart_with(self.two_sites())
        self.reload(one_site.replace("[listen]", '[listen]\nsites = ["news.test"]'))
        self.assertEqual(421, ask(self.proxy.port, "/a.html", "RU", site="magazine.test").status)
        self.assertIn(b"data-caveat", self.page("news.test"))
        self.proxy.wait_for_log("a site that is no longer served: magazine")

    def test_where_the_rules_of_one_are_broken_none_changes(self):
        two = self.two_sites()
        (self.directory / "magazine/pack.toml").write_text("broken")
        self.reload(two, "failed")
        self.assertIn(b"<p>first", self.page("magazine.test"))
        self.assertIn(b"data-caveat", self.page("news.test"))
        self.assertIn("rules of magazine: degraded", self.proxy.admin("/readyz")[1])
        self.reload(self.text)
        self.assertEqual((200, "ready\n"), self.proxy.admin("/readyz"))

    def test_a_clock_doubt_of_rules_that_were_refused_is_none(self):
        two, tomorrow = self.two_sites(), time.time() + 86400
        pack = self.directory / "magazine/pack.toml"
        pack.write_text("broken")
        os.utime(pack, (tomorrow, tomorrow))
        self.reload(two, "failed")
        self.assertNotIn("clock", self.proxy.admin("/readyz")[1])
        self.reload(self.text)
        self.assertEqual((200, "ready\n"), self.proxy.admin("/readyz"))
        self.assertNotIn("clock", self.proxy.log())

    def test_a_clock_doubt_is_over_once_the_site_whose_rules_raised_it_is_gone(self):
        two, tomorrow = self.two_sites(), time.time() + 86400
        one = self.text.replace("[listen]", '[listen]\nsites = ["news.test"]')
        os.utime(self.directory / "magazine/pack.toml", (tomorrow, tomorrow))
        self.reload(two)
        wait_until(lambda: "clock: degraded" in self.proxy.admin("/readyz")[1], "the clock is in doubt")
        self.proxy.pack.write_text("broken")
        self.reload(one, "failed")
        self.assertIn("clock: degraded", self.proxy.admin("/readyz")[1], "what raised it is in force")
        shutil.copyfile(FLAGSHIP, self.proxy.pack)
        self.reload(one)
        wait_until(lambda: self.proxy.admin("/readyz")[0] == 200, "the doubt is over")

    def lose_the_pack(self) -> None:
        self.proxy.pack.with_name("other.toml").write_text(MAGAZINE_PACK)
        self.proxy.pack.unlink()

    def assert_nothing_is_lost(self, text: str) -> None:
        self.reload(text, "failed")
        self.assertIn(b"data-caveat", self.page("news.test"))
        self.proxy.wait_for_log('the pack `ru-undesirable` is in force, and no rule file holds it any more')

    def test_a_pack_that_vanished_is_missed_although_a_site_came_before_the_one_that_has_it(self):
        self.restart_with(self.two_sites())
        self.lose_the_pack()
        self.assert_nothing_is_lost(self.text.replace("[[sites]]", '[[sites]]\nname = "aaa"\nhosts = ["aaa.test"]\n[[sites]]', 1))

    def test_a_pack_that_vanished_is_missed_although_its_site_has_another_name(self):
        self.restart_with(self.two_sites())
        self.lose_the_pack()
        self.assert_nothing_is_lost(self.text.replace('name = "news"', 'name = "gazette"'))

    def test_a_pack_that_vanished_is_missed_although_its_site_was_taken_apart(self):
        two = self.two_sites()
        self.lose_the_pack()
        self.assert_nothing_is_lost(two)

    def test_a_host_does_not_go_to_a_site_without_the_pack(self):
        self.restart_with(self.two_sites())
        text = self.text.replace('hosts = ["news.test"]', 'hosts = ["x.test"]')
        self.reload(text.replace('hosts = ["magazine.test"]', 'hosts = ["magazine.test", "news.test"]'), "failed")
        self.proxy.wait_for_log("it is about readers of the site news, whom magazine has now")
        self.assertIn(b"data-caveat", self.page("news.test"))

    def test_rules_that_some_readers_lose_are_named(self):
        self.reload(self.two_sites())
        self.proxy.wait_for_log("of default, some of whose readers magazine has now: "
                                "rules that are no longer in force: ru-undesirable/protect-readers")


class Files(Reloads):
    def test_those_that_the_process_gave_up_are_not_taken_and_it_is_told_why(self):
        if "is not confined" in self.proxy.log():
            self.skipTest("this kernel has no Landlock")
        elsewhere = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="caveat-e2e-elsewhere-")))
        shutil.copy(self.proxy.pack, elsewhere)
        self.reload(self.text.replace('path = "rules/"', f'path = "{elsewhere}"'), "failed")
        self.proxy.wait_for_log("the process reaches the files that it began with and no others")
        self.assertIn(b"data-caveat", self.page())


class Readers(Reloads):
    def test_who_is_no_longer_trusted_is_not_believed(self):
        self.assertNotIn(b"data-caveat", self.page(place="CZ"))
        self.reload(self.text.replace('["127.0.0.0/8"]', '["10.0.0.0/8"]'))
        # Where the reader is does now nobody say, and the rules warn those.
        self.assertIn(b"data-caveat", self.page(place="CZ"))

    def test_requests_are_held_to_the_new_limits(self):
        self.assertEqual(200, ask(self.proxy.port, "/a.html", "CZ", "--header", "X-Long: " + "x" * 8000).status)
        self.reload(self.text + "[limits]\nheader_bytes = 4096\nrequests_per_address = 20\n")
        self.assertEqual(431, ask(self.proxy.port, "/a.html", "CZ", "--header", "X-Long: " + "x" * 8000).status)
        statuses = [ask(self.proxy.port, "/a.html", "CZ").status for _ in range(40)]
        self.assertEqual({200, 429}, set(statuses))

    def test_what_needs_a_restart_is_named(self):
        self.reload(self.text.replace("[admin]", "[limits]\nconnections = 50\n[log]\nformat = \"json\"\n[admin]"))
        self.proxy.wait_for_log("needs a restart: limits.connections, log.format\n")


if __name__ == "__main__":
    main()
