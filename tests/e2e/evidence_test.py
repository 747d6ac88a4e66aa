"""What is kept of covered responses, what it proves, and what readers get where it cannot be kept."""

import base64
import hashlib
import html
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import unittest
from pathlib import Path

import jsonschema

from caveat_proxy import BINARY, is_sanitized
from documents import DOCS, SOURCE, blocks
from evidence_scene import EvidenceScene
from processes import free_port, wait_until
from reader import ask

FAILING_DISK = os.environ.get("FAILING_DISK_LIBRARY") or BINARY.parent / "tests/e2e/libfailing_disk.so"
SCHEMA = json.loads((SOURCE / "schema/evidence.schema.json").read_text())
BLOCK = """
[pack]
id = "blocks"
title = "T"
owner = "legal@newsroom.example"
legal_basis = "None"
[regions.ru]
include = ["RU"]
[notices.blocked]
kind = "information"
text.en = "Not here."
[[rules]]
id = "block"
when.region = "ru"
when_unknown = "skip"
block = { notice = "blocked" }
"""


ASK = """
[pack]
id = "asks"
title = "T"
owner = "legal@newsroom.example"
legal_basis = "None"
[regions.ru]
include = ["RU"]
[notices.first]
kind = "warning"
text.en = "Take care."
[[rules]]
id = "ask"
when.region = "ru"
when.path = "/p/**"
acknowledge = { notice = "first", days = 1 }
"""


def root_of(lines: list[bytes]) -> bytes:
    """RFC 9162, 2.1.1, written down as it is defined: a second implementation of what Caveat has."""
    if not lines:
        return hashlib.sha256(b"").digest()
    if len(lines) == 1:
        return hashlib.sha256(b"\0" + lines[0]).digest()
    middle = 1 << (len(lines) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + root_of(lines[:middle]) + root_of(lines[middle:])).digest()


class Kept(EvidenceScene):
    def test_a_covered_response_has_a_record_and_an_end_and_others_are_counted(self):
        proxy = self.start()
        self.assertEqual(200, ask(proxy.port, "/p/1.html?q=1", "RU").status)
        self.assertEqual(200, ask(proxy.port, "/p/2.html", "CZ").status)
        proxy.stop()
        [one] = self.shown()
        decided, ended = one["decided"], one["ended"]
        self.assertEqual(("news.test", "/p/1.html", "RU", 200, "page"),
                         tuple(decided[key] for key in ("site", "path", "region", "status", "answer")))
        self.assertEqual("placed", decided["applied"][0]["notice"])
        self.assertEqual((decided["n"], 200, "complete"), (ended["of"], ended["status"], ended["ending"]))
        self.assertIn("1 records of covered responses (0 without an end), 1 uncovered responses", self.assert_sound())

    def test_each_line_is_as_the_schema_says(self):
        proxy = self.start(body_digests=True)
        for place in ("RU", "UA-40", "CZ"):
            for path in ("/p/1.html", "/none", "/long.html"):
                ask(proxy.port, path, place)
        proxy.stop()
        proxy.server = proxy.start()
        proxy.wait_until_ready()
        proxy.stop()
        printed = subprocess.run([BINARY, "schema", "--of", "evidence"], capture_output=True, check=True).stdout
        self.assertEqual(SCHEMA, json.loads(printed))
        lines = [line for file in self.files() for line in file.read_text().splitlines()]
        self.assertEqual({"head", "decided", "ended", "count", "checkpoint"}, {json.loads(line)["kind"] for line in lines})
        for line in lines:
            jsonschema.validate(json.loads(line), SCHEMA)

    def test_a_block_and_an_error_are_covered_responses_too(self):
        pack = self.directory / "block.toml"
        pack.write_text(BLOCK)
        proxy = self.start(rules=pack)
        self.assertEqual(451, ask(proxy.port, "/p/1.html", "RU").status)
        proxy.stop()
        self.assertEqual(["blocked"], [one["ended"]["ending"] for one in self.shown()])
        self.assert_sound()

    def test_what_a_reader_is_asked_and_that_it_was_accepted_are_covered_responses(self):
        pack = self.directory / "ask.toml"
        pack.write_text(ASK)
        proxy = self.start(rules=pack)
        asked = ask(proxy.port, "/p/1.html", "RU")
        target = html.unescape(re.search(r'action="([^"]+)"', asked.body.decode())[1])
        press = ("--request", "POST", "--header", "Sec-Fetch-Site: same-origin")
        accepted = ask(proxy.port, target, "RU", *press)
        cookie = accepted.fields["set-cookie"].split(";")[0]
        page = ask(proxy.port, "/p/1.html", "RU", "--header", f"Cookie: {cookie}")
        # Words that are no longer asked for are accepted by nobody.
        other = ask(proxy.port, target.partition("&terms=")[0] + "&terms=0", "RU", *press)
        self.assertEqual([403, 303, 200, 303], [answer.status for answer in (asked, accepted, page, other)])
        proxy.stop()
        seen = [(one["decided"]["answer"], one["ended"]["ending"], one["ended"]["status"],
                 one["ended"]["applied"]) for one in self.shown()]
        rule = {"pack": "asks", "rule": "ask"}
        self.assertEqual([("acknowledgement", "acknowledgement", 403, [rule | {"acknowledgement": "asked"}]),
                          ("acceptance", "acceptance", 303, [rule | {"acknowledgement": "accepted"}])], seen[:2])
        self.assertEqual("/_caveat/accept", self.shown()[1]["decided"]["path"])
        self.assertNotIn(cookie.partition("=")[2], "".join(file.read_text() for file in self.files()))
        self.assertIn("1 uncovered responses" if len(seen) == 3 else "2 uncovered responses", self.assert_sound())

    def test_http2_streams_and_pages_from_memory_have_records_too(self):
        proxy = self.start()
        for _ in range(4):
            self.assertEqual(200, ask(proxy.port, "/p/1.html", "RU", "--http2-prior-knowledge").status)
            self.assertEqual(200, ask(proxy.port, "/p/1.html", "RU").status)
        self.assertEqual(200, ask(proxy.port, "/large.bin", "RU").status)
        proxy.stop()
        self.assertGreaterEqual(len(self.shown("--path", "/p/1.html")), 8)
        self.assertEqual({"complete"}, {one["ended"]["ending"] for one in self.shown()})
        self.assert_sound()

    def test_show_finds_records_by_what_they_say(self):
        proxy = self.start()
        ask(proxy.port, "/p/1.html", "RU")
        ask(proxy.port, "/p/2.html", "UA-40")
        proxy.stop()
        region = self.shown()[1]["decided"]["region"]
        rule = self.shown()[0]["decided"]["applied"][0]["rule"]
        for filters, count in ((["--path", "/p/1.html"], 1), (["--path", "/p/*"], 2), (["--region", region], 1),
                               (["--rule", rule], 2), (["--rule", "none"], 0), (["--site", "news.test"], 2),
                               (["--site", "other.test"], 0), (["--to", "2020-01-01T00:00:00Z"], 0),
                               (["--from", "2020-01-01T00:00:00Z"], 2)):
            with self.subTest(filters):
                self.assertEqual(count, len(self.shown(*filters)))
        self.assertIn("notice placed at start of article", self.caveat("show", str(self.folder)).stdout)

    def test_the_digests_of_bodies_are_those_of_what_came_and_left(self):
        proxy = self.start(body_digests=True)
        for _ in range(4):  # from memory, too
            left = ask(proxy.port, "/p/1.html", "RU").body
        proxy.stop()
        came = (self.directory / "pages/page.html").read_bytes()
        for one in self.shown():
            self.assertEqual({"came": hashlib.sha256(came).hexdigest(), "left": hashlib.sha256(left).hexdigest()},
                             one["ended"].get("body"))

    def test_whether_records_have_digests_waits_for_a_restart_as_the_log_says(self):
        for digests, old, new, named in ((False, "body_digests = false", "body_digests = true", "evidence.body_digests"),
                                         (True, 'mode = "required"', 'mode = "off"', "evidence.mode")):
            with self.subTest(named):
                proxy = self.start(body_digests=digests)
                text = proxy.configuration.read_text()
                self.assertIn(old, text)
                proxy.configuration.write_text(text.replace(old, new))
                proxy.reload()
                proxy.wait_for_log(f"needs a restart: {named}\n")
                path = f"/p/{named}.html"
                self.assertEqual(200, ask(proxy.port, path, "RU").status)
                proxy.stop()
                self.assertEqual([digests], ["body" in one["ended"] for one in self.shown("--path", path)])

    def test_a_key_that_others_may_read_is_refused_at_the_start(self):
        self.key.chmod(0o644)
        proxy = self.start(ready=False)
        self.assertEqual(78, proxy.server.wait())
        proxy.wait_for_log("may be read by others")


class Proven(EvidenceScene):
    """By programs that are not Caveat."""

    def setUp(self):
        super().setUp()
        proxy = self.start()
        for number in range(20):
            ask(proxy.port, f"/p/{number}.html", "RU")
        proxy.stop()

    def lines(self) -> list[bytes]:
        return b"".join(file.read_bytes() for file in self.files()).split(b"\n")[:-1]

    def test_every_checkpoint_is_the_root_of_all_lines_before_it(self):
        lines = self.lines()
        checkpoints = [json.loads(line) for line in lines if b'"kind":"checkpoint"' in line]
        self.assertTrue(checkpoints)
        for checkpoint in checkpoints:
            origin, size, root = checkpoint["note"].split("\n")[:3]
            self.assertEqual(("news.test/1", str(checkpoint["n"])), (origin, size))
            self.assertEqual(base64.b64encode(root_of(lines[:checkpoint["n"]])).decode(), root)

    def prove(self) -> Path:
        number = self.shown("--path", "/p/7.html")[0]["decided"]["n"]
        proof = self.directory / "proof.json"
        proof.write_text(self.caveat("prove", str(number), str(self.folder)).stdout)
        return proof

    def check(self, proof: Path) -> subprocess.CompletedProcess:
        return self.run_program_of_document(0, proof, self.public)

    def run_program_of_document(self, which: int, *arguments: Path) -> subprocess.CompletedProcess:
        program = [block.text for block in blocks(DOCS / "evidence.md", "python")][which]
        return subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=False)

    def test_a_proof_is_checked_by_the_program_of_the_document_and_by_caveat(self):
        proof = self.prove()
        checked = self.check(proof)
        self.assertEqual(0, checked.returncode, checked.stderr)
        self.assertIn('"path":"/p/7.html"', checked.stdout)
        ended = self.caveat("verify-proof", str(proof), "--key", str(self.public))
        self.assertEqual(0, ended.returncode, ended.stdout)
        self.assertIn("news.test/p/7.html", ended.stdout)
        self.assertIn("200 complete", ended.stdout)

    def test_what_a_hostile_name_says_reaches_no_terminal(self):
        changed = self.directory / "a\x1b[31m\u202e\u009b.json"
        changed.write_text(self.prove().read_text().replace("/p/7.html", "/p/8.html"))
        ended = self.caveat("verify-proof", str(changed), "--key", str(self.public))
        self.assertEqual(1, ended.returncode)
        self.assertRegex(ended.stdout, r"\.json: ")
        self.assertNotRegex(ended.stdout, "[\x1b\u202e\u009b]")

    def test_a_proof_that_was_changed_is_refused_by_both(self):
        text = self.prove().read_text()
        changed = self.directory / "changed.json"
        for before, after in (("/p/7.html", "/p/8.html"), ('"number": ', '"number": 1'), ("news.test/1\\u000a", "news.test/1\\u000a1")):
            with self.subTest(before):
                self.assertIn(before, text)
                changed.write_text(text.replace(before, after))
                self.assertNotEqual(0, self.check(changed).returncode)
                self.assertEqual(1, self.caveat("verify-proof", str(changed), "--key", str(self.public)).returncode)

    def test_a_checkpoint_kept_elsewhere_finds_a_cut_and_a_rewritten_journal(self):
        kept = self.directory / "kept.txt"
        kept.write_text(self.caveat("head", str(self.folder)).stdout)
        self.assert_sound("--head", str(kept))
        [file] = self.files()
        good = file.read_bytes()
        file.write_bytes(b"".join(good.splitlines(keepends=True)[:9]))
        self.assert_sound()  # nobody can tell
        ended = self.verify("--head", str(kept))
        self.assertEqual(1, ended.returncode)
        self.assertIn("was cut off", ended.stdout)
        file.unlink()
        proxy = self.start()  # a new journal, by the same key
        for _ in range(60):
            ask(proxy.port, "/p/1.html", "RU")
        proxy.stop()
        self.assert_sound()
        ended = self.verify("--head", str(kept))
        self.assertEqual(1, ended.returncode)
        self.assertIn("at least one was rewritten since", ended.stdout)

    def head(self, name: str) -> Path:
        kept = self.directory / name
        kept.write_text(self.caveat("head", str(self.folder)).stdout)
        return kept

    def go_on(self, responses: int = 3) -> None:
        proxy = self.start()
        for number in range(responses):
            ask(proxy.port, f"/p/more-{number}.html", "RU")
        proxy.stop()

    def consistency_proof(self, kept: Path) -> Path:
        ended = self.caveat("prove-consistency", str(self.folder), "--head", str(kept))
        self.assertEqual(0, ended.returncode, ended.stdout)
        self.assertNotIn("/p/", ended.stdout)  # it tells of no page
        proof = self.directory / "since.json"
        proof.write_text(ended.stdout)
        return proof

    def check_consistency(self, proof: Path, *options: str) -> subprocess.CompletedProcess:
        return self.caveat("verify-proof", str(proof), "--key", str(self.public), *options)

    def test_that_a_journal_only_grew_is_checked_by_the_program_of_the_document_and_by_caveat(self):
        kept = self.head("kept.txt")
        for _ in range(2):  # two files more
            self.go_on()
            proof = self.consistency_proof(kept)
            checked = self.run_program_of_document(1, proof, self.public, kept)
            self.assertEqual(0, checked.returncode, checked.stderr)
            ended = self.check_consistency(proof, "--head", str(kept))
            self.assertEqual(0, ended.returncode, ended.stdout)
            self.assertIn("none but new ones came to them", ended.stdout)

    def test_a_journal_that_was_rewritten_with_its_key_cannot_prove_that_it_only_grew(self):
        kept = self.head("kept.txt")
        [file] = self.files()
        before = file.read_bytes()
        self.go_on()
        proof = json.loads(self.consistency_proof(kept).read_text())
        for file in self.files():
            file.unlink()
        self.go_on(60)  # by the same key, and longer than the one before
        self.assert_sound()
        ended = self.caveat("prove-consistency", str(self.folder), "--head", str(kept))
        self.assertEqual(1, ended.returncode, ended.stdout)
        self.assertIn("at least one was rewritten since", ended.stdout)
        # Whoever writes a proof of his own has nothing that fits both signatures, or not the keeper's.
        later = self.head("later.txt").read_text()
        forged = self.directory / "forged.json"
        for change, options in (({"later": later}, ()), ({"later": later, "path": []}, ()),
                                ({"earlier": later, "later": later, "path": []}, ("--head", str(kept)))):
            with self.subTest(change=list(change)):
                forged.write_text(json.dumps(proof | change))
                self.assertEqual(1, self.check_consistency(forged, *options).returncode)
                self.assertNotEqual(0, self.run_program_of_document(1, forged, self.public, kept).returncode)
        self.assertNotIn(before, b"".join(file.read_bytes() for file in self.files()))

    def test_a_journal_that_was_cut_cannot_prove_that_it_only_grew(self):
        self.go_on()
        kept = self.head("kept.txt")
        self.files()[-1].unlink()
        ended = self.caveat("prove-consistency", str(self.folder), "--head", str(kept))
        self.assertEqual(1, ended.returncode, ended.stdout)
        self.assertIn("was cut off", ended.stdout)

    def test_a_line_that_was_changed_is_named(self):
        [file] = self.files()
        lines = file.read_bytes().split(b"\n")
        lines[4] = lines[4].replace(b"RU", b"UA")
        file.write_bytes(b"\n".join(lines))
        ended = self.verify()
        self.assertEqual(1, ended.returncode)
        self.assertIn(f"{file}:5: ", ended.stdout)

    def test_what_is_not_there_is_said(self):
        for arguments in (["verify", str(self.directory / "none")], ["prove", "x", str(self.folder)],
                          ["prove", "99999", str(self.folder)], ["verify-proof", str(self.public)],
                          ["prove-consistency", str(self.folder)],
                          ["prove-consistency", str(self.folder), "--head", str(self.public)],
                          ["verify", str(self.folder), "--key", str(self.directory / "pages/page.html")]):
            with self.subTest(arguments):
                self.assertEqual(2, self.caveat(*arguments).returncode)


@unittest.skipIf(is_sanitized(), "a sanitizer bears no preloading")
class OnAFailingDisk(EvidenceScene):
    def start_on_disk(self, **keys: object):
        self.order = self.directory / "order"
        self.order.write_text("")
        proxy = self.start(before=("env", f"LD_PRELOAD={FAILING_DISK}", f"FAILING_DISK={self.order}"),
                           tables="[limits]\nrequests_per_address = 0\n[process]\nconfine_files = false\n", **keys)
        self.assertEqual(200, ask(proxy.port, "/p/before.html", "RU").status)
        return proxy

    def test_required_no_covered_page_leaves_and_all_is_well_again_afterwards(self):
        for fault in ("write", "fsync"):
            with self.subTest(fault):
                proxy = self.start_on_disk(folder=str(self.directory / fault))
                self.order.write_text(fault)
                for path in ("/p/1.html", "/large.bin"):
                    for options in ((), ("--http2-prior-knowledge",)):
                        response = ask(proxy.port, path, "RU", *options)
                        self.assertEqual((503, "no-store"), (response.status, response.fields.get("cache-control")))
                        self.assertNotIn(b"Text", response.body)
                self.assertEqual(200, ask(proxy.port, "/p/1.html", "CZ").status)  # no rule covers it
                self.assertIn("evidence: records cannot be kept", proxy.admin("/readyz")[1])
                self.assertEqual(4, self.metric(proxy, 'caveat_failclosed_total{action="refused",reason="evidence_not_kept"}')
                                 + self.metric(proxy, 'caveat_failclosed_total{reason="evidence_not_kept",action="refused"}'))
                self.order.write_text("")
                wait_until(lambda: proxy.admin("/readyz")[0] == 200, "caveat is ready again")
                self.assertEqual(200, ask(proxy.port, "/p/after.html", "RU").status)
                proxy.stop()
                self.folder = self.directory / fault
                self.assertEqual({"/p/before.html", "/p/after.html"}, {one["decided"]["path"] for one in self.shown()})
                self.assert_sound()

    def test_best_effort_pages_are_served_and_counted(self):
        proxy = self.start_on_disk(mode="best-effort")
        self.order.write_text("fsync")
        for number in range(3):
            self.assertEqual(200, ask(proxy.port, f"/p/{number}.html", "RU").status)
        self.assertEqual(503, proxy.admin("/readyz")[0])
        metrics = proxy.admin("/metrics")[1]
        self.assertRegex(metrics, r'caveat_failclosed_total\{[^}]*"evidence_not_kept"[^}]*\} 3')
        self.assertRegex(metrics, r'caveat_evidence_lost_total\{phase="decided"\} 3')
        self.order.write_text("")
        wait_until(lambda: proxy.admin("/readyz")[0] == 200, "caveat is ready again")
        proxy.stop()
        self.assertIn("3 sent without a record", self.assert_sound())

    def test_an_fsync_that_failed_once_is_not_tried_again_on_that_file(self):
        proxy = self.start_on_disk()
        self.order.write_text("fsync once")
        self.assertEqual(200, ask(proxy.port, "/p/1.html", "RU").status)  # by a new file
        self.assertEqual(200, ask(proxy.port, "/p/2.html", "RU").status)
        self.assertRegex(proxy.admin("/metrics")[1], r'caveat_evidence_failures_total\{operation="fsync"\} 1')
        proxy.stop()
        self.assertEqual(2, len(self.files()))
        self.assertEqual(3, len(self.shown()))
        self.assertIn("fsync failed, and the journal went on in a new file", self.assert_sound())

    def test_a_disk_that_hangs_costs_covered_pages_and_their_late_records_say_so(self):
        proxy = self.start_on_disk()
        self.order.write_text("hang")
        self.assertEqual(503, ask(proxy.port, "/p/late.html", "RU").status)
        begun = time.monotonic()
        self.assertEqual(503, ask(proxy.port, "/p/next.html", "RU").status)
        self.assertLess(time.monotonic() - begun, 5)  # nobody else waits
        self.assertIn("evidence: records cannot be kept", proxy.admin("/readyz")[1])
        proxy.wait_for_log("the disk does not answer")
        self.order.write_text("")
        wait_until(lambda: proxy.admin("/readyz")[0] == 200, "caveat is ready again")
        self.assertEqual(200, ask(proxy.port, "/p/after.html", "RU").status)
        proxy.stop()
        ends = {one["decided"]["path"]: one["ended"] for one in self.shown()}
        self.assertEqual({"/p/before.html", "/p/late.html", "/p/after.html"}, set(ends))
        late = ends["/p/late.html"]
        self.assertEqual((503, "refused", "evidence_not_kept"), (late["status"], late["ending"], late["failure"]))
        self.assertIn("(0 without an end)", self.assert_sound())

    def test_best_effort_a_record_that_comes_too_late_has_the_end_of_its_page(self):
        proxy = self.start_on_disk(mode="best-effort")
        self.order.write_text("hang")
        self.assertEqual(200, ask(proxy.port, "/p/late.html", "RU").status)
        self.assertEqual(200, ask(proxy.port, "/p/without.html", "RU").status)
        self.assertEqual(503, proxy.admin("/readyz")[0])
        self.order.write_text("")
        wait_until(lambda: proxy.admin("/readyz")[0] == 200, "caveat is ready again")
        proxy.stop()
        ends = {one["decided"]["path"]: one["ended"] for one in self.shown()}
        self.assertEqual({"/p/before.html", "/p/late.html"}, set(ends))
        late = ends["/p/late.html"]
        self.assertEqual((200, "complete", "evidence_not_kept"), (late["status"], late["ending"], late["failure"]))
        self.assertIn("(0 without an end), 0 uncovered responses, 1 sent without a record", self.assert_sound())

    def test_an_fsync_that_fails_behind_the_readers_back_is_told_at_once(self):
        proxy = self.start_on_disk(fsync="interval", fsync_interval=1)
        self.order.write_text("fsync once")
        self.assertEqual(200, ask(proxy.port, "/p/1.html", "RU").status)
        wait_until(lambda: self.metric(proxy, "caveat_evidence_unsynced_total") > 0, "it is counted")
        proxy.wait_for_log(re.compile(r"an fsync failed, and the last \d+ lines, which counted as kept, may not survive"))
        [second] = self.files()[1:]
        previous = json.loads(second.read_text().splitlines()[0])["previous"]
        self.assertEqual(("fsync failed", self.metric(proxy, "caveat_evidence_unsynced_total")),
                         (previous["why"], previous["unsynced"]))
        self.assertEqual(200, proxy.admin("/readyz")[0])  # the new file's own was well
        self.assertEqual(200, ask(proxy.port, "/p/2.html", "RU").status)
        proxy.stop()
        for line in second.read_text().splitlines():
            jsonschema.validate(json.loads(line), SCHEMA)
        self.assertIn("counted as kept before their fsync failed", self.assert_sound())
        # What a loss of power would leave.
        first = self.files()[0]
        first.write_bytes(b"".join(first.read_bytes().splitlines(keepends=True)[:-1]))
        self.assertIn("a loss of power may have taken them", self.verify().stdout)

    def test_an_fsync_that_goes_on_failing_behind_the_readers_back_costs_covered_pages(self):
        proxy = self.start_on_disk(fsync="interval", fsync_interval=1)
        self.order.write_text("fsync")
        wait_until(lambda: proxy.admin("/readyz")[0] == 503, "it is noticed")
        self.assertEqual(503, ask(proxy.port, "/p/1.html", "RU").status)
        self.order.write_text("")
        wait_until(lambda: proxy.admin("/readyz")[0] == 200, "caveat is ready again")
        self.assertEqual(200, ask(proxy.port, "/p/2.html", "RU").status)
        proxy.stop()
        self.assert_sound()

    def test_a_disk_that_is_full_costs_covered_pages_and_no_record(self):
        mounted = self.directory / "disk"
        mounted.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(mounted)], check=False,
                          stderr=subprocess.DEVNULL).returncode != 0:
            self.skipTest("no file system can be mounted")
        self.addCleanup(subprocess.run, ["umount", str(mounted)], check=False)
        self.folder = mounted / "evidence"
        proxy = self.start()
        statuses = [ask(proxy.port, "/p/1.html", "RU").status]
        for number in range(2000):
            statuses.append(ask(proxy.port, f"/p/{number}.html", "RU").status)
            if statuses[-1] != 200:
                break
        self.assertEqual(503, statuses[-1])
        subprocess.run(["mount", "-o", "remount,size=8m", str(mounted)], check=True)
        wait_until(lambda: proxy.admin("/readyz")[0] == 200, "caveat is ready again")
        self.assertEqual(200, ask(proxy.port, "/p/last.html", "RU").status)
        proxy.stop()
        self.assertEqual(statuses.count(200) + 1, len(self.shown()))
        self.assert_sound()


class Restarted(EvidenceScene):
    def test_a_program_that_takes_over_has_a_journal_of_its_own(self):
        proxy = self.start(listen="share_port = true")
        first = proxy.server
        self.assertEqual(200, ask(proxy.port, "/p/1.html", "RU").status)
        second = proxy.start()
        self.addCleanup(second.stop)
        wait_until(lambda: (self.folder / "journal-2").exists(), "the second has begun")
        time.sleep(0.5)
        first.send(signal.SIGTERM)
        first.wait()
        self.assertEqual(200, ask(proxy.port, "/p/2.html", "RU").status)
        second.stop()
        self.assertEqual(2, len(self.shown()))
        self.assert_sound()
        kept = self.directory / "kept.txt"
        kept.write_text(self.caveat("head", str(self.folder)).stdout)
        self.assert_sound("--head", str(kept))


class Off(EvidenceScene):
    MODE = "off"

    def test_nothing_is_kept_and_pages_are_served_whatever_the_folder_is(self):
        self.folder.write_bytes(b"no folder")
        proxy = self.start()
        for path in ("/p/1.html", "/p/2.html"):
            response = ask(proxy.port, path, "RU")
            self.assertEqual(200, response.status)
            self.assertIn(b"data-caveat", response.body)
        self.assertEqual(200, proxy.admin("/readyz")[0])
        self.assertNotIn("caveat_evidence_records_total 1", proxy.admin("/metrics")[1])
        proxy.stop()
        self.assertEqual(b"no folder", self.folder.read_bytes())
        self.assertEqual([], self.files())


class Shipped(EvidenceScene):
    def test_syslog_gets_every_line_of_the_journal_and_its_checkpoints(self):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            listener.settimeout(20)
            proxy = self.start(syslog=f"tcp://127.0.0.1:{listener.getsockname()[1]}")
            connection = listener.accept()[0]
            ask(proxy.port, "/p/1.html", "RU")
            wait_until(lambda: self.metric(proxy, 'caveat_evidence_shipped_total{to="syslog"}') >= 3, "copies were sent")
            proxy.stop()
            with connection:
                received = b"".join(iter(lambda: connection.recv(65536), b""))
        lines = []
        while received:
            size, _, received = received.partition(b" ")
            message, received = received[:int(size)], received[int(size):]
            lines.append(message.removeprefix(b"<134>1 - - caveat - evidence - "))
        kept = b"".join(file.read_bytes() for file in self.files()).split(b"\n")[:-1]
        self.assertEqual(kept, lines)
        self.assertIn("checkpoint", {json.loads(line)["kind"] for line in lines})

    def test_a_syslog_server_that_is_not_there_holds_nobody_up(self):
        proxy = self.start(syslog=f"tcp://127.0.0.1:{free_port()}", kafka_brokers="127.0.0.1:1")
        self.assertEqual(200, ask(proxy.port, "/p/1.html", "RU").status)
        wait_until(lambda: self.metric(proxy, 'caveat_evidence_shipping_failures_total{to="syslog"}') > 0, "it has tried")
        self.assertEqual(200, proxy.admin("/readyz")[0])
        self.assertGreater(self.metric(proxy, 'caveat_evidence_shipping_waiting{to="kafka"}'), 0)
        proxy.stop()
        self.assert_sound()


if __name__ == "__main__":
    unittest.main(verbosity=2)
