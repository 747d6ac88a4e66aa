"""`caveat studio`: every question that its page asks, and everything that it refuses, by curl."""

import base64
import contextlib
import fcntl
import gzip
import json
import os
import signal
import sqlite3
import subprocess
import tempfile
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from approvals_test import Office
from caveat_proxy import BINARY, country_database
from newsroom import main
from processes import Server, free_port
from scripted_upstream import ScriptedUpstream

PACK = """# Kept.
[pack]
id = "p"
title = "Readers at risk"
owner = "legal@newsroom.example"
effective = 2024-02-20

[regions.risky]
include = [
    "RU",
    "UA-43",    # Crimea
]

[notices.warning]
kind = "warning"
text.en = "Do not share this in {region}."
text.fa = "این را به اشتراک نگذارید."

[[rules]]
id = "protect"
when.region = "risky"
when.path = "/a/**"
insert = { notice = "warning", at = "start of article" }
remove = { widgets = ["share"] }
headers = { set = { "Referrer-Policy" = "no-referrer" } }
"""

PAGE = ('<!doctype html><html lang="en"><head><title>A</title></head><body><article><h1>A</h1><p>Text.</p>'
        '<a class="share-button" href="https://t.me/share/url?url=x">Telegram</a></article>'
        '<script>window.stolen = 1</script></body></html>')
URL = "https://www.newsroom.example/a/1.html"


class Answer:
    def __init__(self, raw: bytes):
        head, _, self.body = raw.partition(b"\r\n\r\n")
        while head.startswith(b"HTTP/1.1 100"):
            head, _, self.body = self.body.partition(b"\r\n\r\n")
        lines = head.decode().split("\r\n")
        self.status = int(lines[0].split()[1])
        self.fields = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:])}

    @property
    def json(self) -> dict:
        return json.loads(self.body)

    @property
    def code(self) -> str:
        return self.json["error"]["code"]


class Studio:
    def __init__(self, directory: Path, *options: str):
        self.port = free_port()
        os.environ["XDG_CONFIG_HOME"] = str(directory / "config")  # of the program, which inherits it
        self.server = Server([str(BINARY), "studio", "--port", str(self.port), "--no-open", *options],
                             directory / f"studio-{self.port}.log")
        self.server.wait_for(lambda: "#token=" in self.server.log(), "the studio tells its address")
        self.token = self.server.log().split("#token=")[1].split()[0]
        self.origin = f"http://127.0.0.1:{self.port}"

    def raw(self, path: str, *options: str, data: object = None) -> Answer:
        command = ["curl", "-s", "-i", "--max-time", "60", "--path-as-is", *options]
        if data is not None:
            command += ["--data-binary", "@-"]
        target = path if path.startswith("http") else self.origin + path
        ran = subprocess.run([*command, target], input=None if data is None else json.dumps(data).encode(),
                             capture_output=True, timeout=90, check=True)
        return Answer(ran.stdout)

    def ask(self, path: str, data: object = None, *options: str, method: str = "") -> Answer:
        headers = ["-H", f"Authorization: Bearer {self.token}"]
        if data is not None:
            headers += ["-H", "Content-Type: application/json"]
        if method:
            headers += ["-X", method]
        return self.raw(path, *headers, *options, data=data)

    def preview(self, answer: dict) -> Answer:
        origin = self.ask("/api/session").json["preview_origin"]
        return self.raw(f"{origin}/p/{answer['preview']}")


class WithStudio(unittest.TestCase):
    options: tuple[str, ...] = ()

    def setUp(self):
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="caveat-studio-")))
        self.rules = self.directory / "rules"
        self.rules.mkdir()
        self.pack = self.rules / "p.toml"
        self.pack.write_text(PACK)
        self.studio = self.start(*self.options)

    def start(self, *options: str) -> Studio:
        studio = Studio(self.directory, "--rules", str(self.rules), *options)
        self.addCleanup(studio.server.stop)
        return studio

    def employ(self) -> None:
        """Anna Heron, whose key is where the studio looks for keys."""
        self.office = Office(self.directory)
        self.keys = self.directory / "config/caveat/keys"
        self.keys.mkdir(parents=True)
        made = self.office.employ("Anna Heron", "Head of Legal")
        (self.directory / made).rename(self.keys / made)
        self.key = str(self.keys / made)

    def good(self, path: str, data: object = None, method: str = "") -> dict:
        answer = self.studio.ask(path, data, method=method)
        self.assertEqual(200, answer.status, answer.body)
        return answer.json


class Refusals(WithStudio):
    def test_a_question_without_the_token_is_not_answered(self):
        self.assertEqual(401, self.studio.raw("/api/session").status)
        for token in ("", "x" * 64, self.studio.token[:-1], self.studio.token + "0"):
            self.assertEqual(401, self.studio.raw("/api/session", "-H", f"Authorization: Bearer {token}").status)

    def test_no_page_of_another_origin_may_ask(self):
        for origin in ("https://evil.example", "null", f"http://127.0.0.1:{self.studio.port + 1}"):
            answer = self.studio.ask("/api/check", {"drafts": {}}, "-H", f"Origin: {origin}")
            self.assertEqual((403, "other-origin"), (answer.status, answer.code))
        preview_origin = self.good("/api/session")["preview_origin"]
        self.assertEqual(403, self.studio.ask("/api/session", None, "-H", f"Origin: {preview_origin}").status)
        self.assertEqual(403, self.studio.ask("/api/session", None, "-H", "Sec-Fetch-Site: cross-site").status)
        self.assertEqual(200, self.studio.ask("/api/session", None, "-H", f"Origin: {self.studio.origin}").status)

    def test_a_form_of_another_page_cannot_ask(self):
        answer = self.studio.raw("/api/check", "-H", f"Authorization: Bearer {self.studio.token}",
                                 "-H", "Content-Type: text/plain", data={"drafts": {}})
        self.assertEqual((403, "no-json"), (answer.status, answer.code))

    def test_a_name_that_is_pointed_here_reaches_nothing(self):
        for path in ("/", "/api/session"):
            self.assertEqual(421, self.studio.ask(path, None, "-H", "Host: rebound.example").status)

    def test_no_path_leads_out_of_the_folder(self):
        outside = self.directory / "outside.toml"
        outside.write_text(PACK)
        (self.rules / "link.toml").symlink_to(outside)
        (self.rules / "away").symlink_to(self.directory)
        for file, status in (("../outside.toml", 400), ("%2e%2e/outside.toml", 400), ("..%2foutside.toml", 400),
                             ("/etc/passwd", 400), ("a/../../outside.toml", 400), ("p.toml%00", 400),
                             ("link.toml", 403), ("away/outside.toml", 403), (".hidden.toml", 400)):
            self.assertEqual(status, self.studio.ask(f"/api/packs/{file}").status, file)
            put = self.studio.ask(f"/api/packs/{file}", {"text": "x", "version": ""}, method="PUT")
            self.assertEqual(status, put.status, file)
        self.assertEqual(PACK, outside.read_text())

    def test_what_nobody_asks_for_is_not_there(self):
        self.assertEqual(404, self.studio.ask("/api/nothing").status)
        self.assertEqual(405, self.studio.ask("/api/packs/p.toml", {}, method="POST").status)
        self.assertEqual(400, self.studio.ask("/api/check", [1]).status)
        self.assertEqual(404, self.studio.raw("/nothing.js").status)

    def test_a_body_that_is_too_large_is_refused(self):
        answer = self.studio.ask("/api/check", {"drafts": {"p.toml": "#" * (1024 * 1024 + 1)}})
        self.assertEqual(413, answer.status)

    def test_the_page_runs_no_script_but_its_own_and_is_in_no_frame(self):
        answer = self.studio.raw("/")
        policy = answer.fields["content-security-policy"]
        self.assertIn("default-src 'none'; script-src 'self'", policy)
        self.assertIn("frame-ancestors 'none'", policy)
        self.assertNotIn("unsafe", policy)
        for name, value in (("cache-control", "no-store"), ("x-content-type-options", "nosniff"),
                            ("cross-origin-opener-policy", "same-origin"), ("referrer-policy", "no-referrer"),
                            ("cross-origin-resource-policy", "same-origin")):
            self.assertEqual(value, answer.fields[name])
        self.assertNotIn("access-control-allow-origin", self.studio.ask("/api/session").fields)


class ReadOnly(WithStudio):
    options = ("--read-only",)

    def test_nothing_can_be_written(self):
        version = self.good("/api/packs/p.toml")["version"]
        for path, data, method in (("/api/packs/p.toml", {"text": "x", "version": version}, "PUT"),
                                   ("/api/packs", {"id": "new"}, "POST"),
                                   ("/api/rename", {"file": "p.toml", "id": "new", "text": "x"}, "POST"),
                                   ("/api/approve", {"file": "p.toml", "key": "k"}, "POST")):
            answer = self.studio.ask(path, data, method=method)
            self.assertEqual((403, "read-only"), (answer.status, answer.code), path)
        self.assertEqual(["p.toml"], os.listdir(self.rules))
        self.assertEqual(PACK, self.pack.read_text())
        self.assertTrue(self.good("/api/session")["read_only"])


class Languages(WithStudio):
    def test_refusals_and_findings_come_in_the_language_that_is_asked_for(self):
        question = {"file": "p.toml", "drafts": {"p.toml": PACK.replace("when.path", "when.pth")}}
        for language, refusal, advice in (("en", "There is no such question.", "did you mean `path`?"),
                                          ("ru-RU,ru;q=0.9", "Такого запроса нет.", "возможно, вы имели в виду `path`?"),
                                          ("fa", "There is no such question.", "did you mean `path`?")):
            fields = ("-H", f"Accept-Language: {language}")
            self.assertEqual(refusal, self.studio.ask("/api/nothing", None, *fields).json["error"]["message"])
            found = self.studio.ask("/api/check", question, *fields).json["diagnostics"]
            self.assertIn(advice, [one["suggestion"] for one in found])

    def test_what_the_author_wrote_is_never_translated(self):
        pack = PACK.replace('title = "Readers at risk"', 'title = "Nothing changes."')
        sheet = self.studio.ask("/api/diff", {"drafts": {"p.toml": pack}}, "-H", "Accept-Language: ru").json
        self.assertIn('"Nothing changes."', sheet["text"])
        self.assertIn("Nothing changes.", json.dumps(sheet["changes"]))


class Packs(WithStudio):
    def test_the_session_tells_what_there_is(self):
        session = self.good("/api/session")
        self.assertEqual((str(self.rules), False, False), (session["rules_folder"], session["read_only"],
                                                           session["has_site"]))

    def test_it_ends_when_it_is_told_to(self):
        self.studio.server.send(signal.SIGINT)
        self.assertEqual(0, self.studio.server.wait())

    def test_packs_are_listed_with_their_states(self):
        (self.rules / "broken.toml").write_text("[pack\n")
        (self.rules / "later.toml").write_text(PACK.replace('"p"', '"later"').replace("2024-02-20", "2999-01-01"))
        packs = {pack["file"]: pack for pack in self.good("/api/packs")["packs"]}
        self.assertEqual({"broken.toml": "draft", "later.toml": "not-yet", "p.toml": "in-force"},
                         {file: pack["state"] for file, pack in packs.items()})
        self.assertEqual(["insert", "remove", "headers"], packs["p.toml"]["rules"][0]["actions"])
        self.assertEqual(["en", "fa"], packs["p.toml"]["notices"][0]["languages"])

    def test_a_pack_is_saved_and_keeps_its_mode(self):
        self.pack.chmod(0o640)
        shown = self.good("/api/packs/p.toml")
        self.assertEqual(PACK, shown["text"])
        saved = self.good("/api/packs/p.toml", {"text": PACK + "# more\n", "version": shown["version"]}, "PUT")
        self.assertEqual(PACK + "# more\n", self.pack.read_text())
        self.assertEqual(0o640, self.pack.stat().st_mode & 0o777)
        self.assertEqual(saved["version"], self.good("/api/packs/p.toml")["version"])
        self.assertEqual(["p.toml"], os.listdir(self.rules))

    def test_what_was_changed_on_disk_is_shown_and_not_overwritten(self):
        shown = self.good("/api/packs/p.toml")
        before = self.good("/api/changes")
        self.pack.write_text(PACK + "# theirs\n")
        after = self.good("/api/changes")
        self.assertNotEqual(before["digest"], after["digest"])
        answer = self.studio.ask("/api/packs/p.toml", {"text": "mine", "version": shown["version"]}, method="PUT")
        self.assertEqual((409, "changed-on-disk", PACK + "# theirs\n", after["files"]["p.toml"]),
                         (answer.status, answer.code, answer.json["text"], answer.json["version"]))
        self.assertEqual(PACK + "# theirs\n", self.pack.read_text())

    def test_of_two_studios_that_save_at_once_one_is_told_of_the_other(self):
        other = self.start()
        for count in range(10):
            version = self.good("/api/packs/p.toml")["version"]
            texts = [f"{PACK}# {count}, by {who}\n" for who in ("one", "the other")]
            with ThreadPoolExecutor(2) as both:
                asked = [both.submit(studio.ask, "/api/packs/p.toml", {"text": text, "version": version}, method="PUT")
                         for studio, text in zip((self.studio, other), texts)]
            answers = [one.result() for one in asked]
            self.assertEqual([200, 409], sorted(answer.status for answer in answers))
            saved, refused = sorted(answers, key=lambda answer: answer.status)
            self.assertEqual(texts[answers.index(saved)], self.pack.read_text())
            self.assertEqual(self.pack.read_text(), refused.json["text"])

    def test_who_waits_in_vain_for_a_turn_to_write_is_told_so(self):
        folder = os.open(self.rules, os.O_RDONLY)
        self.addCleanup(os.close, folder)
        fcntl.flock(folder, fcntl.LOCK_EX)
        version = self.good("/api/packs/p.toml")["version"]
        answer = self.studio.ask("/api/packs/p.toml", {"text": "x = 1\n", "version": version}, method="PUT")
        self.assertEqual((503, "busy"), (answer.status, answer.code))
        self.assertEqual(PACK, self.pack.read_text())

    def test_a_pack_that_is_made_from_a_template_is_on_no_disk_before_it_is_saved(self):
        names = [one["name"] for one in self.good("/api/templates")["templates"]]
        self.assertIn("blank", names)
        made = self.good("/api/packs", {"template": "russia-undesirable-organization", "id": "mine",
                                        "site": "www.post.example"})
        self.assertEqual(("mine/mine.toml", "mine"), (made["file"], made["entry"]["id"]))
        self.assertIn("post.example", made["text"])
        self.assertEqual(["p.toml"], os.listdir(self.rules))
        question = {"file": made["file"], "drafts": {made["file"]: made["text"]}}
        report = self.good("/api/test", question)
        self.assertTrue(report["packs"][0]["tests"])
        self.assertTrue(all(test["passed"] for test in report["packs"][0]["tests"]), report)
        self.good(f"/api/packs/{made['file']}", {"text": made["text"], "version": ""}, "PUT")
        self.assertEqual(made["text"], (self.rules / made["file"]).read_text())
        self.assertEqual(report["packs"], self.good("/api/test", {"file": made["file"]})["packs"])
        self.assertEqual("name-taken", self.studio.ask("/api/packs", {"id": "mine"}).code)
        self.assertEqual(422, self.studio.ask("/api/packs", {"id": "../x"}).status)
        self.assertEqual(404, self.studio.ask("/api/packs", {"id": "y", "template": "none"}).status)

    def test_a_new_pack_is_saved_over_nothing_that_is_there(self):
        answer = self.studio.ask("/api/packs/p.toml", {"text": "mine", "version": ""}, method="PUT")
        self.assertEqual((409, "changed-on-disk", PACK), (answer.status, answer.code, answer.json["text"]))
        self.assertEqual(404, self.studio.ask("/api/packs/gone.toml", {"text": "x", "version": "1"}, method="PUT").status)
        self.assertEqual(["p.toml"], os.listdir(self.rules))

    def test_a_new_pack_gets_another_name_with_its_pages(self):
        made = self.good("/api/packs", {"template": "russia-undesirable-organization", "id": "mine"})
        renamed = self.good("/api/rename", {"file": made["file"], "id": "other", "text": made["text"]})
        self.assertEqual(("other/other.toml", "other"), (renamed["file"], renamed["entry"]["id"]))
        self.assertEqual(0, renamed["entry"]["errors"])
        self.good(f"/api/packs/{renamed['file']}", {"text": renamed["text"], "version": ""}, "PUT")
        self.assertEqual(["other", "p.toml"], sorted(os.listdir(self.rules)))
        self.assertGreater(len(os.listdir(self.rules / "other")), 1)
        self.assertEqual("name-taken", self.studio.ask("/api/rename", {"file": made["file"], "id": "other", "text": "x"}).code)


    def saved_pack(self, template: str = "russia-undesirable-organization") -> str:
        made = self.good("/api/packs", {"template": template, "id": "mine"})
        self.good(f"/api/packs/{made['file']}", {"text": made["text"], "version": ""}, "PUT")
        return made["file"]

    def test_a_page_that_is_gone_is_missed_where_the_studio_wrote_it_too(self):
        file = self.saved_pack()
        self.assertTrue(all(test["passed"] for test in self.good("/api/test", {"file": file})["packs"][0]["tests"]))
        for page in (self.rules / "mine/pages").iterdir():
            page.unlink()
        self.assertIn("CV070", json.dumps(self.good("/api/check", {"drafts": {}})))
        self.assertFalse(all(test["passed"] for test in self.good("/api/test", {"file": file})["packs"][0]["tests"]))
        self.assertFalse(all(test["passed"] for test in self.good("/api/signoff", {"file": file})["tests"]))

    def test_pages_of_a_pack_that_was_discarded_are_written_with_no_other(self):
        self.good("/api/packs", {"template": "russia-undesirable-organization", "id": "mine"})
        self.saved_pack("blank")
        self.assertEqual(["article.html"], os.listdir(self.rules / "mine/pages"))

    def test_a_new_name_wants_a_text_that_is_toml(self):
        made = self.good("/api/packs", {"template": "blank", "id": "mine"})
        answer = self.studio.ask("/api/rename", {"file": made["file"], "id": "other", "text": "= broken"})
        self.assertEqual((422, "bad-toml"), (answer.status, answer.code))

    def test_what_cannot_be_read_is_told_from_what_is_gone(self):
        self.pack.write_text("#" * (1024 * 1024 + 1))
        changes = self.good("/api/changes")
        self.assertEqual(({}, ["p.toml"]), (changes["files"], changes["unreadable"]))
        self.pack.unlink()
        self.assertEqual([], self.good("/api/changes")["unreadable"])
        self.rules.rmdir()
        self.assertEqual(["."], self.good("/api/changes")["unreadable"])


class Language(WithStudio):
    def test_the_vocabulary_has_every_table(self):
        vocabulary = self.good("/api/vocabulary")
        keys = {key["name"]: key for key in vocabulary["pack"]["keys"]}
        self.assertEqual({"pack", "regions", "notices", "rules", "tests"}, set(keys))
        self.assertIn("when", [key["name"] for key in keys["rules"]["inner"]["keys"]])
        self.assertIn({"code": "UA-43", "name": "Crimea", "parent": "UA"}, vocabulary["regions"])
        self.assertIn("CV012", vocabulary["codes"])

    def test_drafts_are_checked_as_if_they_were_saved(self):
        self.assertNotIn("error", [one["severity"] for one in self.good("/api/check", {})["diagnostics"]])
        draft = PACK.replace('"UA-43"', '"UA-99"')
        found = [one for one in self.good("/api/check", {"drafts": {"p.toml": draft}})["diagnostics"]
                 if one["severity"] == "error"]
        self.assertEqual([("CV020", "p.toml", 11)], [(one["code"], one["file"], one["line"]) for one in found])
        self.assertEqual(PACK, self.pack.read_text())
        self.assertIn("right", self.good("/api/explain/CV020"))

    def test_a_form_changes_one_value_and_keeps_comments(self):
        edits = [{"path": ["regions", "risky", "include"], "set": ["RU", "UA-43", "UA-40"]},
                 {"path": ["pack", "expires"], "set": {"$date": "2030-01-01"}},
                 {"path": ["rules", 0, "remove"], "remove": True}]
        text = self.good("/api/edit", {"text": PACK, "edits": edits})["text"]
        self.assertIn('"UA-43",    # Crimea\n    "UA-40",\n', text)
        self.assertIn("expires", text)
        self.assertIn("# Kept.\n", text)
        self.assertNotIn("remove", text)
        self.assertEqual(422, self.studio.ask("/api/edit", {"text": PACK, "edits": [
            {"path": ["nothing", 3], "remove": True}]}).status)

    def test_two_texts_are_compared_line_by_line(self):
        lines = self.good("/api/lines", {"before": "a\nb\nc\n", "after": "a\nB\nc\n"})["lines"]
        self.assertEqual([(" ", "a"), ("-", "b"), ("+", "B"), (" ", "c")], [(line["sign"], line["text"]) for line in lines])
        self.assertEqual([], self.good("/api/lines", {"before": "", "after": ""})["lines"])

    def test_what_lines_do_not_show_is_told_as_well(self):
        for before, after, differs_in in (
                ("a\nb\n", "a\nb\n", []), ("a\nb\n", "a\nc\n", []), ("a\nb\n", "a\r\nb\r\n", ["line-ends"]),
                ("a\r\nb\nc\n", "a\nb\r\nc\n", ["line-ends"]), ("a\nb\n", "a\nb", ["last-line-end"]), ("", "a\n", []),
                ("a", "a\r\nb\r\n", ["last-line-end"]),
                ("a\n", "\ufeffa\n", ["byte-order-mark"]), ("a\nb\n", "\ufeffa\r\nB", ["line-ends", "last-line-end", "byte-order-mark"])):
            self.assertEqual(differs_in, self.good("/api/lines", {"before": before, "after": after})["differs_in"], (before, after))

    def test_the_model_has_every_value_with_its_place(self):
        model = self.good("/api/model", {"text": PACK})["model"]
        pack = next(node for node in model["children"] if node["key"] == "pack")
        dates = {node["key"]: node["value"] for node in pack["children"]}
        self.assertEqual({"$date": "2024-02-20"}, dates["effective"])
        self.assertTrue(self.good("/api/model", {"text": "[pack\n"})["errors"])


class Previews(WithStudio):
    def previewed(self, region: str = "RU", **more: object) -> dict:
        return self.good("/api/preview", {"page": {"html": PAGE, "url": URL}, "reader": {"region": region}, **more})

    def test_a_page_is_shown_untouched_and_as_it_is_served(self):
        answer = self.previewed()
        self.assertTrue(answer["served"]["body_differs"])
        marks = {mark["kind"]: mark for mark in answer["marks"]}
        self.assertEqual({"insert", "remove", "header"}, set(marks))
        self.assertEqual(("p.toml", 23), (marks["insert"]["file"], marks["insert"]["line"]))
        served = self.studio.preview(answer["served"]).body.decode()
        original = self.studio.preview(answer["original"]).body.decode()
        self.assertIn("Do not share this in", served)
        self.assertNotIn("t.me/share", served)
        self.assertIn("t.me/share", original)
        for kind in ("insert", "remove"):
            self.assertIn(f'id="{marks[kind]["anchor"]}"', served)
            self.assertIn(f'id="{marks[kind]["anchor"]}"', original)
        self.assertEqual("RU", answer["location"]["region"])
        self.assertIn("protect", json.dumps(answer["memo"]))

    def test_a_reader_elsewhere_gets_the_page_as_it_is(self):
        answer = self.previewed("CZ")
        self.assertEqual((False, []), (answer["served"]["body_differs"], answer["marks"]))

    def test_a_draft_is_previewed_before_it_is_saved(self):
        draft = PACK.replace("Do not share", "Never ever share")
        answer = self.previewed(drafts={"p.toml": draft})
        self.assertIn("Never ever share", self.studio.preview(answer["served"]).body.decode())

    def test_a_frame_runs_no_script_and_reaches_nothing(self):
        answer = self.studio.preview(self.previewed()["original"])
        policy = answer.fields["content-security-policy"]
        self.assertTrue(policy.startswith("sandbox; default-src 'none'"), policy)
        self.assertNotIn("allow-", policy)
        self.assertNotIn("script-src", policy)
        self.assertIn(f"frame-ancestors {self.studio.origin} ", policy + " ")
        self.assertEqual("off", answer.fields["x-dns-prefetch-control"])
        self.assertIn("window.stolen", answer.body.decode())
        origin = self.good("/api/session")["preview_origin"]
        self.assertNotEqual(self.studio.origin, origin)
        self.assertEqual(404, self.studio.raw(f"{origin}/p/{'0' * 64}").status)
        self.assertEqual(404, self.studio.raw(f"{origin}/api/session").status)

    def test_nothing_is_fetched_without_a_configured_site(self):
        answer = self.studio.ask("/api/preview", {"page": {"url": URL}, "reader": {"region": "RU"}})
        self.assertEqual((422, "no-site"), (answer.status, answer.code))

    def test_a_decision_tells_why(self):
        answer = self.good("/api/decide", {"url": URL, "reader": {"region": "UA-43"}})
        self.assertIn("p.toml", json.dumps(answer["memo"]))

    def test_the_map_has_every_country_and_the_parts_that_differ(self):
        regions = self.good("/api/map", {"url": URL})["regions"]
        self.assertEqual(("edit", "none", "none"), (regions["RU"]["verdict"], regions["CZ"]["verdict"],
                                                    regions["UA-30"]["verdict"]))
        self.assertEqual(("uncertain", True), (regions["UA"]["verdict"], regions["UA"]["mixed"]))
        self.assertGreater(len(regions), 240)

    def test_the_map_stops_where_a_pack_begins_in_its_own_time_zone(self):
        moscow = PACK.replace("effective = 2024-02-20", 'effective = 2026-03-01T00:00:00\ntime_zone = "Europe/Moscow"')
        answer = self.good("/api/map", {"url": URL, "drafts": {"p.toml": moscow}})
        self.assertEqual([{"at": "2026-02-28T21:00:00Z", "zone": "Europe/Moscow",
                           "turns": [{"pack": "p", "rule": "", "begins": True}]}], answer["stops"])
        for at, verdict in (("2026-02-28T20:59:59Z", "none"), ("2026-02-28T21:00:00Z", "edit")):
            regions = self.good("/api/map", {"url": URL, "at": at, "drafts": {"p.toml": moscow}})["regions"]
            self.assertEqual(verdict, regions["RU"]["verdict"], at)

    def test_a_file_is_read_in_the_charset_that_it_says(self):
        page = '<!doctype html><meta charset="windows-1251"><article><p>Дрозд'.encode("windows-1251")
        question = {"page": {"bytes": base64.b64encode(page).decode(), "content_type": "text/html", "url": URL},
                    "reader": {"region": "RU"}}
        shown = self.studio.preview(self.good("/api/preview", question)["original"])
        self.assertIn("Дрозд", shown.body.decode("windows-1251"))
        question["page"]["bytes"] = "no base64"
        self.assertEqual(400, self.studio.ask("/api/preview", question).status)

    def test_a_notice_is_shown_by_itself(self):
        shown = self.good("/api/notice", {"file": "p.toml", "notice": "warning", "language": "fa"})
        self.assertEqual("rtl", shown["direction"])
        self.assertIn('dir="rtl"', self.studio.preview(shown).body.decode())
        shown = self.good("/api/notice", {"file": "p.toml", "notice": "warning", "language": "en", "region": "RU"})
        self.assertIn("Russia", shown["html"])

    def test_a_test_is_made_of_a_preview_and_passes(self):
        text = self.good("/api/test-from-preview", {"file": "p.toml", "text": PACK, "name": "made of a preview",
                                                    "page": {"html": PAGE, "url": URL},
                                                    "reader": {"region": "RU"}})["text"]
        self.assertIn("[[tests]]", text)
        self.assertIn('removed = ["share"]', text)
        report = self.good("/api/test", {"file": "p.toml", "drafts": {"p.toml": text}})
        self.assertEqual([("made of a preview", True)],
                         [(test["name"], test["passed"]) for test in report["packs"][0]["tests"]])
        self.assertEqual("protect", report["packs"][0]["coverage"][0]["rule"])

    def test_a_draft_is_compared_with_what_is_on_disk(self):
        draft = PACK.replace('"RU",', '"RU", "BY",')
        answer = self.good("/api/diff", {"drafts": {"p.toml": draft}})
        self.assertIn("Belarus (BY) get it now", answer["text"])
        self.assertEqual({"folder": str(self.rules), "sites": [], "not_taken": [], "required_approvals": 0}, answer["earlier"])
        mirror = self.rules / "mirror/www.newsroom.example/a"
        mirror.mkdir(parents=True)
        (mirror / "1.html").write_text(PAGE)
        over = self.good("/api/diff", {"drafts": {"p.toml": draft}, "over": str(self.rules / "mirror")})["over"]
        self.assertEqual((1, 1), (over["pages"], over["different"]))
        self.assertEqual(403, self.studio.ask("/api/diff", {"over": "/etc"}).status)

    def test_a_draft_with_an_error_is_no_end_of_its_rules(self):
        answer = self.good("/api/diff", {"drafts": {"p.toml": PACK.replace('kind = "warning"', 'kind = "warming"')}})
        self.assertIn("Nothing changes.", answer["text"])
        self.assertEqual([("p.toml", 15)], [(one["file"], one["line"]) for one in answer["left_out"]])
        self.assertIn("warming", answer["left_out"][0]["message"])

    def test_a_rule_for_some_days_is_compared_on_them(self):
        draft = PACK.replace('when.path = "/a/**"', 'when.path = "/a/**"\nwhen.between = [2999-03-06, 2999-03-08]')
        (self.rules / "p.toml").write_text(draft)
        later = draft.replace("2999-03-08", "2999-03-09")
        text = self.good("/api/diff", {"drafts": {"p.toml": later}})["text"]
        self.assertIn("From 2999-03-08T00:00:00Z on", text)


class WithSite(WithStudio):
    def setUp(self):
        body = gzip.compress(PAGE.encode())
        self.upstream = ScriptedUpstream(b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
                                         b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        self.addCleanup(self.upstream.stop)
        super().setUp()
        configuration = self.directory / "caveat.toml"
        configuration.write_text(f"""
[listen]
http = "127.0.0.1:{free_port()}"
[[sites]]
name = "newsroom"
hosts = ["www.newsroom.example"]
upstream.url = "http://127.0.0.1:{self.upstream.port}"
[geoip]
database = "geo.mmdb"
overrides = ["readers.csv"]
[rules]
path = "rules/"
""")
        (self.directory / "geo.mmdb").write_bytes(country_database())
        (self.directory / "readers.csv").write_text("198.51.100.0/24,UA,UA-43,,\n")
        self.studio = Studio(self.directory, "--config", str(configuration))
        self.addCleanup(self.studio.server.stop)


class Site(WithSite):
    def test_a_page_is_fetched_from_the_configured_site_and_from_nobody_else(self):
        answer = self.good("/api/preview", {"page": {"url": URL}, "reader": {"ip": "198.51.100.7"}})
        self.assertEqual("UA-43", answer["location"]["region"])
        self.assertIn("Do not share", self.studio.preview(answer["served"]).body.decode())
        request = self.upstream.heads[-1]
        self.assertIn("Host: www.newsroom.example", request)
        self.assertTrue(request.startswith("GET /a/1.html HTTP/1.1"))
        for url in ("http://127.0.0.1/", f"http://127.0.0.1:{self.studio.port}/api/session", "http://other.example/",
                    "http://169.254.169.254/latest/meta-data", "file:///etc/passwd"):
            refused = self.studio.ask("/api/preview", {"page": {"url": url}, "reader": {"region": "RU"}})
            self.assertIn(refused.status, (403, 422), url)
        self.assertEqual(1, len(self.upstream.heads))


class Approvals(WithStudio):
    def setUp(self):
        super().setUp()
        self.employ()

    def test_a_pack_is_approved_with_a_key_that_the_studio_knows(self):
        keys = self.good("/api/keys")["keys"]
        self.assertEqual([{"path": self.key, "name": "Anna Heron", "role": "Head of Legal", "locked": False}], keys)
        approved = self.good("/api/approve", {"file": "p.toml", "key": self.key, "note": "Read."})
        self.assertEqual([("Anna Heron", True)], [(one["name"], one["holds"]) for one in approved["approvals"]])
        self.assertEqual(0, self.office.caveat("approvals", str(self.rules)).returncode)
        sheet = self.good("/api/signoff", {"file": "p.toml"})
        self.assertEqual(["Anna Heron"], [one["name"] for one in sheet["approvals"]])
        self.assertIn("caveat-pack-1:", sheet["digest"])
        self.pack.write_text(PACK.replace("Do not", "Never"))
        listed = self.good("/api/packs")["packs"][0]["approvals"]
        self.assertEqual([False], [one["holds"] for one in listed])

    def test_no_other_file_is_taken_for_a_key(self):
        other = self.directory / "other.key"
        Path(self.key).rename(other)
        self.assertEqual(403, self.studio.ask("/api/approve", {"file": "p.toml", "key": str(other)}).status)

    def test_a_key_that_is_locked_wants_its_passphrase(self):
        locked = self.keys / "locked.key"
        subprocess.run(["openssl", "pkcs8", "-topk8", "-in", self.key, "-out", str(locked), "-passout", "pass:heron"],
                       check=True, capture_output=True)
        locked.write_text("Name: Bruno Lark\n" + locked.read_text())
        question = {"file": "p.toml", "key": str(locked)}
        self.assertEqual("wrong-passphrase", self.studio.ask("/api/approve", question).code)
        self.assertEqual("wrong-passphrase",
                         self.studio.ask("/api/approve", {**question, "passphrase": "wren"}).code)
        self.assertEqual(200, self.studio.ask("/api/approve", {**question, "passphrase": "heron"}).status)


class InForce(WithSite):
    """What is in force is what the proxy would serve: it wants approvals, and may read another folder."""

    def restart(self, path: str, required: int, more_sites: str = ""):
        self.studio.server.stop()
        configuration = self.directory / "caveat.toml"
        approvals = self.office.approvers(required).read_text().replace("[rules]\n", f"[rules]\npath = \"{path}\"\n")
        configuration.write_text(configuration.read_text().replace('[rules]\npath = "rules/"\n', approvals)
                                 .replace("[geoip]\n", f"{more_sites}[geoip]\n"))
        self.studio = self.start("--config", str(configuration))

    def setUp(self):
        super().setUp()
        self.employ()

    def states(self) -> dict:
        return {pack["file"]: pack["states"] for pack in self.good("/api/packs")["packs"]}

    def test_a_pack_that_lacks_approvals_is_not(self):
        self.restart("rules/", 1)
        self.assertEqual({"p.toml": ["unapproved"]}, self.states())
        new = self.good("/api/diff", {})
        self.assertIn("p/protect is new", new["text"])
        self.assertEqual([{"file": "p.toml", "lacks_approvals": True, "unreadable": False,
                           "approvals": 0}], new["earlier"]["not_taken"])
        self.assertIn("Nothing changes.", self.good("/api/diff", {"with": "saved"})["text"])
        self.office.approve(self.pack, self.key)
        self.assertEqual({"p.toml": ["in-force"]}, self.states())
        self.assertIn("Nothing changes.", self.good("/api/diff", {})["text"])

    def test_the_folder_that_the_proxy_reads_counts(self):
        served = self.directory / "served"
        served.mkdir()
        (served / "p.toml").write_text(PACK.replace('"RU",', '"RU", "BY",'))
        self.office.approve(served / "p.toml", self.key)
        self.restart("served/", 1)
        answer = self.good("/api/diff", {})
        self.assertEqual(str(served), answer["earlier"]["folder"])
        self.assertRegex(answer["text"], r"Belarus \(BY\) (?:no longer|do not)")


    def test_each_site_has_rules_and_approvals_of_its_own(self):
        served = self.directory / "served"
        served.mkdir()
        (served / "p.toml").write_text(PACK.replace('"RU",', '"RU", "BY",'))
        self.restart("rules/", 1, '[[sites]]\nname = "magazine"\nhosts = ["magazine.example"]\nupstream.url = "http://127.0.0.1:1"\n'
                                  'rules = { path = "served/", require_approvals = 0 }\n')
        self.assertEqual([("newsroom", str(self.rules) + "/", 1, True), ("magazine", str(served) + "/", 0, False)],
                         [(site["name"], site["rules"], site["required_approvals"], site["is_default"])
                          for site in self.good("/api/session")["sites"]])
        newsroom = self.good("/api/diff", {})["earlier"]
        self.assertEqual((["newsroom"], str(self.rules), 1), (newsroom["sites"], newsroom["folder"], newsroom["required_approvals"]))
        self.assertEqual(newsroom, self.good("/api/diff", {"site": "newsroom"})["earlier"])
        magazine = self.good("/api/diff", {"site": "magazine"})
        self.assertEqual((["magazine"], str(served), 0, []), tuple(
            magazine["earlier"][name] for name in ("sites", "folder", "required_approvals", "not_taken")))
        self.assertRegex(magazine["text"], r"Belarus \(BY\) (?:no longer|do not)")
        none = self.studio.ask("/api/diff", {"site": "none"})
        self.assertEqual((422, "no-such-site"), (none.status, none.code))

    def test_a_single_file_that_the_proxy_reads_counts(self):
        served = self.directory / "served.toml"
        served.write_text(PACK.replace('"RU",', '"RU", "BY",'))
        self.restart("served.toml", 0)
        answer = self.good("/api/diff", {})
        self.assertRegex(answer["text"], r"Belarus \(BY\) (?:no longer|do not)")

    def test_a_draft_with_an_error_is_left_aside_where_the_proxy_reads_a_file_of_the_folder(self):
        (self.rules / "inner").mkdir()
        (self.rules / "inner/q.toml").write_text(PACK.replace('id = "p"', 'id = "q"'))
        self.pack.unlink()
        self.restart("rules/inner/q.toml", 0)
        answer = self.good("/api/diff", {"drafts": {"inner/q.toml": "= slip"}})
        self.assertIn("Nothing changes.", answer["text"])

    def test_rules_that_cannot_be_read_are_not_taken_for_others(self):
        self.restart("gone/", 0)
        answer = self.studio.ask("/api/diff", {})
        self.assertEqual((422, "unreadable"), (answer.status, answer.code))

    def test_a_pack_that_cannot_be_read_is_told(self):
        served = self.directory / "served"
        served.mkdir()
        (served / "p.toml").write_text(PACK)
        (served / "large.toml").write_text("#" * (1024 * 1024 + 1))
        self.restart("served/", 0)
        self.assertEqual([("large.toml", True)],
                         [(one["file"], one["unreadable"]) for one in self.good("/api/diff", {})["earlier"]["not_taken"]])
        self.assertEqual([], self.good("/api/diff", {"with": "saved"})["earlier"]["not_taken"])
        (self.rules / "large.toml").write_text("#" * (1024 * 1024 + 1))
        self.assertTrue(self.good("/api/diff", {"with": "saved"})["earlier"]["not_taken"][0]["unreadable"])

    def test_a_folder_without_rules_is_nothing_to_compare_with(self):
        (self.rules / "empty").mkdir()
        answer = self.studio.ask("/api/diff", {"old": "empty"})
        self.assertEqual((422, "unreadable"), (answer.status, answer.code))


class Audits(WithStudio):
    def setUp(self):
        super().setUp()
        audits = self.directory / "audits"
        page = audits / "pages/www.newsroom.example/a/1.html"
        page.parent.mkdir(parents=True)
        page.write_text(PAGE)
        blocked = {"request": {"method": "GET", "url": "https://www.newsroom.example/a/2.html"}, "response": {"status": 0}}
        (audits / "blocked.har").write_text(json.dumps({"log": {"entries": [blocked, {"request": {}}]}}))
        ran = subprocess.run([str(BINARY), "audit", str(audits / "pages"), str(audits / "blocked.har"), "--rules", str(self.rules),
                              "--as", "RU,CZ", "--at", "2026-01-01",
                              "--store", str(audits / "run.sqlite")], capture_output=True, text=True, timeout=60,
                             check=False)
        self.assertEqual(1, ran.returncode, ran.stderr)
        self.studio.server.stop()
        self.studio = self.start("--audits", str(audits))

    def test_findings_are_searched_and_lead_to_the_page(self):
        stores = self.good("/api/audits")["stores"]
        self.assertEqual(["run.sqlite"], [store["store"] for store in stores])
        every = self.good("/api/audit?store=run.sqlite")
        self.assertGreater(every["total"], 0)
        missing = self.good("/api/audit?store=run.sqlite&kind=notice-missing&region=RU&rule=p%2Fprotect")
        self.assertEqual(1, missing["total"])
        finding = missing["findings"][0]
        self.assertEqual("http://www.newsroom.example/a/1.html", finding["url"].replace("https", "http"))
        answer = self.good("/api/preview", {"page": {"archive": finding["archive"], "record": finding["record"],
                                                     "url": finding["url"]}, "reader": {"region": "RU"}})
        self.assertIn("insert", [mark["kind"] for mark in answer["marks"]])
        self.assertEqual(0, self.good("/api/audit?store=run.sqlite&text=nowhere")["total"])

    def test_what_could_not_be_judged_is_counted(self):
        summary = self.good("/api/audit?store=run.sqlite")["summary"]
        self.assertEqual([{"value": "response-absent", "readings": 2}], summary["not_auditable"])
        self.assertEqual(1, summary["unreadable_records"])

    def test_a_store_of_another_version_is_listed_with_the_reason(self):
        with contextlib.closing(sqlite3.connect(self.directory / "audits/old.sqlite")) as old:
            old.execute("PRAGMA user_version = 1")
        answer = self.good("/api/audits")
        self.assertEqual(["run.sqlite"], [one["store"] for one in answer["stores"]])
        self.assertEqual(["old.sqlite"], [one["store"] for one in answer["unread"]])
        self.assertIn("another version", answer["unread"][0]["reason"])

    def test_only_stores_of_the_folder_are_read(self):
        for store in ("..%2Frun.sqlite", "%2Fetc%2Fpasswd", "", "none.sqlite"):
            self.assertEqual(404, self.studio.ask(f"/api/audit?store={store}").status, store)
        outside = self.studio.ask("/api/preview", {"page": {"archive": "/etc/passwd", "url": URL},
                                                   "reader": {"region": "RU"}})
        self.assertEqual((403, "outside"), (outside.status, outside.code))


if __name__ == "__main__":
    main()
