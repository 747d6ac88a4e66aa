"""`caveat studio` against those who mean ill: other sites, names that are pointed here, paths that lead elsewhere. The list of
questions is taken from the tables of routes, so that a new one is tried, or says here what is to be asked."""

import json
import re
import socket
from pathlib import Path

from newsroom import main
from studio_server_test import PACK, PAGE, URL, Answer, Studio, WithStudio

SOURCES = Path(__file__).resolve().parents[2] / "app/studio"
SECRET = "Nobody may read this heron."


def routes() -> list[tuple[str, str, bool]]:
    """Method, path and whether it writes, of every route."""
    found = []
    for source in SOURCES.glob("*_routes.cc"):
        text = source.read_text()
        table = re.search(r"constexpr Route k\w+Routes\[\] = \{\n(.*?)\n\};", text, re.S)
        assert table, source
        entries = re.findall(r"\{[^{}]*\}", table[1])
        for entry in entries:
            method, path = re.findall(r'"([^"]*)"', entry)[:2]
            found.append((method, path, "true" in entry))
        assert len(entries) == text.count('"/api/'), f"{source}: routes that this test does not see"
    return found


class Hostile(WithStudio):
    def setUp(self):
        super().setUp()
        self.audits = self.directory / "audits"
        (self.audits / "pages").mkdir(parents=True)
        (self.audits / "pages/a.html").write_text(PAGE)
        self.outside = self.directory / "outside"
        self.outside.mkdir()
        self.secret_pack = self.outside / "outside.toml"
        self.secret_pack.write_text(PACK.replace("Readers at risk", SECRET))
        self.secret_page = self.outside / "secret.html"
        self.secret_page.write_text(f"<!doctype html><title>x</title><p>{SECRET}</p>")
        for folder in (self.rules, self.audits, self.audits / "pages"):
            (folder / "link.html").symlink_to(self.secret_page)
            (folder / "away").symlink_to(self.outside)
        (self.rules / "link.toml.lnk").symlink_to(self.secret_pack)
        (self.audits / "list.txt").write_text(f"{self.secret_page}\n{self.outside}\n")
        self.employ()
        self.studio.server.stop()
        self.studio = self.start(*self.options, "--audits", str(self.audits))

    def questions(self) -> dict[tuple[str, str], tuple[str, object]]:
        """What is asked of each route, so that it is answered: the path as it is sent, and the body."""
        page = {"html": PAGE, "url": URL}
        version = self.good("/api/packs/p.toml")["version"]
        edits = [{"path": ["pack", "title"], "set": "Another"}]
        return {
            ("GET", "/api/session"): ("/api/session", None),
            ("GET", "/api/packs"): ("/api/packs", None),
            ("GET", "/api/packs/"): ("/api/packs/p.toml", None),
            ("PUT", "/api/packs/"): ("/api/packs/p.toml", {"text": PACK + "# more\n", "version": version}),
            ("POST", "/api/packs"): ("/api/packs", {"id": "new"}),
            ("GET", "/api/changes"): ("/api/changes", None),
            ("GET", "/api/templates"): ("/api/templates", None),
            ("GET", "/api/vocabulary"): ("/api/vocabulary", None),
            ("POST", "/api/check"): ("/api/check", {"drafts": {"p.toml": PACK, "new.toml": PACK}}),
            ("GET", "/api/explain/"): ("/api/explain/CV020", None),
            ("POST", "/api/model"): ("/api/model", {"text": PACK}),
            ("POST", "/api/edit"): ("/api/edit", {"text": PACK, "edits": edits}),
            ("POST", "/api/preview"): ("/api/preview", {"page": page, "reader": {"region": "RU"}}),
            ("POST", "/api/decide"): ("/api/decide", {"url": URL, "reader": {"region": "RU"}}),
            ("POST", "/api/map"): ("/api/map", {"url": URL}),
            ("POST", "/api/notice"): ("/api/notice", {"file": "p.toml", "notice": "warning", "language": "en"}),
            ("POST", "/api/test"): ("/api/test", {"file": "p.toml", "drafts": {"p.toml": PACK}}),
            ("POST", "/api/test-from-preview"): ("/api/test-from-preview", {
                "file": "p.toml", "text": PACK, "name": "t", "page": page, "reader": {"region": "RU"}}),
            ("POST", "/api/diff"): ("/api/diff", {"drafts": {"p.toml": PACK}, "over": str(self.audits / "pages")}),
            ("POST", "/api/rename"): ("/api/rename", {"file": "p.toml", "text": PACK, "id": "another"}),
            ("POST", "/api/lines"): ("/api/lines", {"before": PACK, "after": PACK + "# more\n"}),
            ("GET", "/api/keys"): ("/api/keys", None),
            ("POST", "/api/approve"): ("/api/approve", {"file": "p.toml", "key": self.key}),
            ("POST", "/api/signoff"): ("/api/signoff", {"file": "p.toml"}),
            ("GET", "/api/audits"): ("/api/audits", None),
            ("GET", "/api/audit"): ("/api/audit?store=none.sqlite", None),
        }

    def everything(self) -> dict[str, bytes]:
        """Every file that the studio could write, with its bytes."""
        return {str(path): path.read_bytes() for path in sorted(self.directory.rglob("*"))
                if path.is_file() and not path.name.startswith("studio-")}

    def assert_harmless(self, answer: Answer, what: str) -> None:
        self.assertNotIn(SECRET.encode(), answer.body, what)
        self.assertNotEqual(500, answer.status, what)
        if answer.status == 200 and answer.fields["content-type"] == "application/json":
            for name in ("original", "served"):
                if name in answer.json:
                    self.assertNotIn(SECRET.encode(), self.studio.preview(answer.json[name]).body, what)


class OtherSites(Hostile):
    def test_every_route_has_its_question_here(self):
        self.assertEqual(sorted((method, path) for method, path, _ in routes()), sorted(self.questions()))

    def test_a_name_that_is_pointed_here_reaches_no_route(self):
        port = self.studio.port
        hosts = ("rebound.example", f"rebound.example:{port}", "127.0.0.1", f"127.0.0.1:{port + 1}", f"127.0.0.2:{port}",
                 f"rebound.localhost:{port}", f"127.0.0.1.nip.example:{port}", f"[::ffff:127.0.0.1]:{port}", f"0.0.0.0:{port}",
                 f"2130706433:{port}", f"127.0.0.1:{port}@rebound.example", "", f"127.0.0.1.:{port}")
        for path, data in [*self.questions().values(), ("/", None), ("/app.js", None)]:
            answer = self.studio.ask(path, data, "-H", f"Host: {hosts[1]}")
            self.assertEqual(421, answer.status, path)
        for host in hosts:
            for path in ("/", "/api/session"):
                answer = self.studio.ask(path, None, "-H", f"Host: {host}" if host else "Host;")
                self.assertIn(answer.status, (400, 421), host)
                self.assertNotIn(b"rules_folder", answer.body)
        self.assertEqual(200, self.studio.ask("/api/session", None, "-H", f"Host: localhost:{port}").status)

    def test_nor_does_it_reach_a_preview(self):
        shown = self.good("/api/preview", {"page": {"html": PAGE, "url": URL}, "reader": {"region": "RU"}})["served"]
        self.assertEqual(200, self.studio.preview(shown).status)
        origin = self.good("/api/session")["preview_origin"]
        for host in ("rebound.example", f"rebound.example:{origin.rsplit(':')[-1]}", f"127.0.0.1:{self.studio.port}", "localhost"):
            answer = self.studio.raw(f"{origin}/p/{shown['preview']}", "-H", f"Host: {host}")
            self.assertEqual(421, answer.status, host)
            self.assertNotIn(b"Telegram", answer.body)

    def test_a_whole_address_in_place_of_a_path_is_no_way_round(self):
        for target in ("http://rebound.example/api/session", f"http://127.0.0.1:{self.studio.port}/api/session"):
            answer = self.studio.ask("/", None, "--request-target", target)
            self.assertNotIn(b"rules_folder", answer.body, target)

    def test_no_other_site_can_ask_anything(self):
        before = self.everything()
        other = (("-H", "Origin: https://evil.example"), ("-H", "Origin: null"), ("-H", "Sec-Fetch-Site: cross-site"),
                 ("-H", "Sec-Fetch-Site: same-site"), ("-H", f"Origin: {self.studio.origin}", "-H", "Sec-Fetch-Site: cross-site"))
        for path, data in self.questions().values():
            for fields in other:
                # With the token even; without it, nothing is answered either way.
                for method in ("GET", "POST", "PUT"):
                    answer = self.studio.ask(path, None if method == "GET" else data or {}, *fields, method=method)
                    self.assertEqual((403, "other-origin"), (answer.status, answer.code), (path, fields, method))
                    self.assertNotIn("access-control-allow-origin", answer.fields)
        self.assertEqual(before, self.everything())

    def test_nobody_can_ask_anything_without_the_token(self):
        before = self.everything()
        for (method, _), (path, data) in self.questions().items():
            fields = ("-X", method, "-H", "Content-Type: application/json", "-H", f"Cookie: token={self.studio.token}",
                      "-H", f"Referer: {self.studio.origin}/#token={self.studio.token}")
            self.assertEqual(401, self.studio.raw(path, *fields, data=data).status, path)
            sign = "&" if "?" in path else "?"
            self.assertEqual(401, self.studio.raw(f"{path}{sign}token={self.studio.token}", *fields, data=data).status, path)
        self.assertEqual(before, self.everything())

    def test_a_form_can_ask_nothing(self):
        before = self.everything()
        for (method, _), (path, data) in self.questions().items():
            if method == "GET":
                continue
            for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
                         "text/plain; application/json", "application/jsonp"):
                answer = self.studio.raw(path, "-X", method, "-H", f"Authorization: Bearer {self.studio.token}",
                                         "-H", f"Content-Type: {kind}", data=data)
                self.assertEqual((403, "no-json"), (answer.status, answer.code), (path, kind))
        self.assertEqual(before, self.everything())

    def test_a_preflight_is_told_nothing(self):
        for path, _ in self.questions().values():
            answer = self.studio.raw(path, "-X", "OPTIONS", "-H", "Origin: https://evil.example",
                                     "-H", "Access-Control-Request-Method: PUT", "-H", "Access-Control-Request-Headers: authorization")
            self.assertEqual(401, answer.status)
            self.assertEqual([], [name for name in answer.fields if name.startswith("access-control")])

    def test_no_connection_becomes_another_protocol(self):
        upgrade = ("-H", "Connection: Upgrade", "-H", "Upgrade: websocket", "-H", "Sec-WebSocket-Version: 13",
                   "-H", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")
        for path in ("/", "/api/session", "/api/changes"):
            self.assertNotEqual(101, self.studio.raw(path, *upgrade).status)
            self.assertNotEqual(101, self.studio.ask(path, None, *upgrade).status)

    def test_the_token_is_told_once_and_never_again(self):
        for (method, _), (path, data) in self.questions().items():
            answer = self.studio.ask(path, data, method=method)
            self.assertNotIn(self.studio.token.encode(), answer.body, path)
            self.assertNotIn(self.studio.token, str(answer.fields), path)
        for path in ("/", "/app.js", "/nothing"):
            self.assertNotIn(self.studio.token.encode(), self.studio.raw(path).body)
        self.assertEqual(1, self.studio.server.log().count(self.studio.token))
        for name, content in self.everything().items():
            self.assertNotIn(self.studio.token.encode(), content, name)

    def test_two_hosts_in_one_question_are_none(self):
        port = self.studio.port
        for hosts in ((f"127.0.0.1:{port}", "rebound.example"), ("rebound.example", f"127.0.0.1:{port}")):
            request = "GET /api/session HTTP/1.1\r\n" + "".join(f"Host: {host}\r\n" for host in hosts)
            with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
                connection.sendall(f"{request}Authorization: Bearer {self.studio.token}\r\nConnection: close\r\n\r\n".encode())
                answer = Answer(b"".join(iter(lambda: connection.recv(65536), b"")))
            self.assertIn(answer.status, (400, 421))


class OtherFiles(Hostile):
    def evil_names(self) -> list[str]:
        plain = ["../outside/outside.toml", "a/../../outside/outside.toml", "./../outside/outside.toml", str(self.secret_pack),
                 "//" + str(self.secret_pack), "..\\outside\\outside.toml", "a\\..\\..\\outside\\outside.toml", "away/outside.toml",
                 "away/../outside/outside.toml", "p.toml/../../outside/outside.toml", "p.toml\0", "p.toml\0.toml",
                 "../outside/outside.toml\0.toml", "~/outside.toml", "file://" + str(self.secret_pack), "@" + str(self.secret_pack),
                 "-", "", ".", "..", "/", "/dev/stdin", "/proc/self/environ", "link.html", "link.toml.lnk", "../outside",
                 "..%c0%af..%c0%afoutside.toml", "\u2025/outside/outside.toml", "away", "list.txt", "pages"]
        encoded = ["%2e%2e/outside/outside.toml", "..%2foutside%2foutside.toml", "%252e%252e%252foutside%252foutside.toml",
                   "..%5coutside%5coutside.toml", "%2e%2e%2foutside%2foutside.toml"]
        return plain + encoded

    @staticmethod
    def in_address(name: str) -> str:
        return name.encode().decode("latin-1").translate({ord(c): f"%{ord(c):02x}" for c in "\0 \\?#"})

    def test_no_name_of_a_pack_leads_elsewhere(self):
        before = self.everything()
        for name in self.evil_names():
            for path in (self.in_address(name), "".join(f"%{byte:02x}" for byte in name.encode())):
                for method, data in (("GET", None), ("PUT", {"text": "x", "version": ""})):
                    answer = self.studio.ask(f"/api/packs/{path}", data, method=method)
                    self.assert_harmless(answer, repr(name))
                    self.assertIn(answer.status, (400, 403, 404, 405), (name, method))
        self.assertEqual(before, self.everything())

    def test_no_file_of_a_question_leads_elsewhere(self):
        before = self.everything()
        for name in self.evil_names():
            reader = {"region": "RU"}
            page = {"html": PAGE, "url": URL}
            for path, question in (
                    ("/api/check", {"drafts": {name: PACK}}),
                    ("/api/test", {"file": name}),
                    ("/api/test", {"drafts": {name: PACK}}),
                    ("/api/notice", {"file": name, "notice": "warning", "language": "en"}),
                    ("/api/test-from-preview", {"file": name, "text": PACK, "page": page, "reader": reader}),
                    ("/api/approve", {"file": name, "key": self.key}),
                    ("/api/approve", {"file": "p.toml", "key": name}),
                    ("/api/signoff", {"file": name}),
                    ("/api/packs", {"id": "" if re.fullmatch(r"[a-z-]+", name) else name}),  # good names
                    ("/api/packs", {"id": "fresh", "template": name or "none"}),
                    ("/api/rename", {"file": name, "text": PACK, "id": "fresh"}),
                    ("/api/rename", {"file": "p.toml", "text": PACK, "id": "" if re.fullmatch(r"[a-z-]+", name) else name}),
                    ("/api/diff", {"old": name}),
                    ("/api/diff", {"drafts": {"p.toml": PACK.replace('"RU",', "")}, "over": name}),
                    ("/api/preview", {"page": {"archive": name, "url": URL}, "reader": reader}),
                    ("/api/preview", {"page": {"archive": name, "record": "secret.html", "url": ""}, "reader": reader}),
                    ("/api/preview", {"page": {"archive": str(self.audits / "pages"), "record": name, "url": URL}, "reader": reader})):
                self.assert_harmless(self.studio.ask(path, question), (path, repr(name)))
        self.assertEqual(before, self.everything())

    def test_no_link_in_the_place_of_an_approval_leads_elsewhere(self):
        self.good("/api/approve", {"file": "p.toml", "key": self.key})
        approval = next(self.rules.glob("p.toml.approval-*.txt"))
        precious = {self.outside / "precious": "Kept.", self.rules / "q.toml": PACK.replace('"p"', '"q"')}
        for victim, content in precious.items():
            victim.write_text(content)
            approval.unlink()
            approval.symlink_to(victim)
            approved = self.good("/api/approve", {"file": "p.toml", "key": self.key})
            self.assertEqual(content, victim.read_text())
            self.assertFalse(approval.is_symlink())
            self.assertEqual([True], [one["holds"] for one in approved["approvals"]])

    def test_no_approval_is_written_where_a_linked_folder_leads(self):
        (self.outside / "p.toml").symlink_to(self.pack)
        before = self.everything()
        answer = self.studio.ask("/api/approve", {"file": "away/p.toml", "key": self.key})
        self.assertEqual((403, "outside"), (answer.status, answer.code))
        self.assertEqual(before, self.everything())

    def test_no_list_and_no_link_in_an_archive_leads_elsewhere(self):
        for archive in ("list.txt", "pages", str(self.audits / "list.txt"), str(self.audits / "pages"), str(self.audits)):
            for record in ("", "link.html", "pages/link.html", "away/secret.html", "secret.html", "../../outside/secret.html"):
                for url in ("http://pages/link.html", "http://outside/secret.html", "http://audits/link.html"):
                    answer = self.studio.ask("/api/preview", {"page": {"archive": archive, "record": record, "url": url},
                                                              "reader": {"region": "CZ"}})
                    self.assertIn(answer.status, (403, 404, 422), (archive, record, answer.body))
        over = self.good("/api/diff", {"drafts": {"p.toml": PACK.replace("/a/**", "/**")}, "over": str(self.audits)})
        self.assertNotIn(SECRET, json.dumps(over))

    def test_no_page_of_a_test_leads_elsewhere(self):
        for name in self.evil_names() + ["../outside/secret.html", "away/secret.html", str(self.secret_page)]:
            test = (f'{PACK}[[tests]]\nname = "t"\nreader.region = "CZ"\nurl = "{URL}"\npage = {json.dumps(name)}\n'
                    f'expect.text = "{SECRET}"\n')
            answer = self.studio.ask("/api/test", {"file": "p.toml", "drafts": {"p.toml": test}})
            self.assertEqual(200, answer.status)
            for pack in answer.json["packs"]:
                self.assertEqual([False], [one["passed"] for one in pack["tests"]], name)

    def test_no_store_and_no_file_of_the_page_leads_elsewhere(self):
        for name in self.evil_names():
            address = self.in_address(name).replace("&", "%26")
            for path in (f"/api/audit?store={address}", f"/api/explain/{address}", f"/{address}"):
                self.assert_harmless(self.studio.ask(path), path)
            origin = self.good("/api/session")["preview_origin"]
            self.assertNotEqual(200, self.studio.raw(f"{origin}/p/{address}").status)


class OnlyLooking(Hostile):
    options = ("--read-only",)

    def test_every_route_that_writes_is_refused(self):
        before = self.everything()
        questions = self.questions()
        writing = [(method, path) for method, path, writes in routes() if writes]
        self.assertGreaterEqual(len(writing), 3)
        for method, route in writing:
            path, data = questions[method, route]
            answer = self.studio.ask(path, data, method=method)
            self.assertEqual((403, "read-only"), (answer.status, answer.code), path)
        self.assertEqual(before, self.everything())

    def test_every_other_route_is_answered_and_writes_nothing(self):
        before = self.everything()
        questions = self.questions()
        for method, route, writes in routes():
            if writes:
                continue
            path, data = questions[method, route]
            answer = self.studio.ask(path, data, method=method)
            self.assertIn(answer.status, (200, 404) if "none.sqlite" in path else (200,), (path, answer.body))
            self.assertEqual(before, self.everything(), f"{method} {route} writes, and does not say so")


if __name__ == "__main__":
    main()
