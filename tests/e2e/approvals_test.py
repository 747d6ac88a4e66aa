"""Approvals from the making of a key to the proxy that demands them, and without Caveat by OpenSSL alone."""

import json
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from caveat_proxy import BINARY, FLAGSHIP, CaveatProxy
from documents import DOCS, blocks
from newsroom import main
from processes import free_port, wait_until

PACK_ID = "ru-undesirable"
CONFIGURATION_ERROR = 78


class Office:
    """People with keys, in a folder of their own."""

    def __init__(self, directory: Path):
        self.directory = directory
        self.listed: dict[str, str] = {}

    def caveat(self, *arguments: str) -> subprocess.CompletedProcess:
        return subprocess.run([str(BINARY), *arguments], cwd=self.directory, stdin=subprocess.DEVNULL, text=True,
                              capture_output=True, timeout=60, check=False)

    def employ(self, name: str, role: str = "") -> str:
        """The file of a new key; what is to be listed is remembered."""
        file = name.split()[0].lower() + f"{len(self.listed)}.key"
        made = self.caveat("approve", "--new-key", file, "--name", name, *(["--role", role] if role else []))
        assert made.returncode == 0, made.stderr
        self.listed[file] = made.stdout
        return file

    def approve(self, pack: Path, key: str, *more: str) -> Path:
        approved = self.caveat("approve", str(pack), "--key", key, *more)
        assert approved.returncode == 0, approved.stderr
        return Path(approved.stdout.strip())

    def approvers(self, required: int) -> Path:
        file = self.directory / "approvers.toml"
        file.write_text(f"[rules]\nrequire_approvals = {required}\n" + "".join(self.listed.values()))
        return file


class WithOffice(unittest.TestCase):
    def setUp(self):
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="caveat-e2e-")))
        self.office = Office(self.directory)


class Approving(WithOffice):
    def setUp(self):
        super().setUp()
        self.pack = self.directory / "rules/undesirable.toml"
        self.pack.parent.mkdir()
        shutil.copyfile(FLAGSHIP, self.pack)
        self.jana = self.office.employ("Jana Nováková", "Head of Legal")
        self.petr = self.office.employ("Petr Svoboda")

    def report(self, *more: str) -> tuple[int, str]:
        ended = self.office.caveat("approvals", "rules", "--approvers", str(self.office.approvers(2)), *more)
        return ended.returncode, ended.stdout + ended.stderr

    def test_a_key_is_for_its_owner_alone_and_never_overwritten(self):
        key = self.directory / self.jana
        self.assertEqual(0o100600, key.stat().st_mode)
        before = key.read_bytes()
        again = self.office.caveat("approve", "--new-key", self.jana, "--name", "Eve")
        self.assertEqual(2, again.returncode)
        self.assertEqual(before, key.read_bytes())
        (self.directory / "other.key.pub").touch()
        self.assertEqual(2, self.office.caveat("approve", "--new-key", "other.key", "--name", "Eve").returncode)
        self.assertFalse((self.directory / "other.key").exists())

    def test_approvals_lie_beside_the_pack_and_are_no_packs(self):
        file = self.office.approve(self.pack, self.jana, "--note", "Read twice.")
        self.assertEqual(self.pack.parent, file.parent)
        self.assertRegex(file.name, r"^undesirable\.toml\.approval-[0-9a-f]{16}\.txt$")
        text = file.read_text()
        for line in ('name        = "Jana Nováková"', 'role        = "Head of Legal"', 'note        = "Read twice."',
                     f'pack        = "{PACK_ID}"'):
            self.assertIn(line + "\n", text)
        checked = self.office.caveat("check", "rules")
        self.assertEqual(0, checked.returncode, checked.stderr)
        self.assertNotIn("approval", checked.stdout)

    def test_a_link_in_the_place_of_an_approval_is_replaced_and_leads_nowhere(self):
        file = self.office.approve(self.pack, self.jana)
        other = self.directory / "precious"
        other.write_text("Kept.")
        file.unlink()
        file.symlink_to(other)
        self.office.approve(self.pack, self.jana)
        self.assertEqual("Kept.", other.read_text())
        self.assertFalse(file.is_symlink())

    def test_who_approved_is_told_and_what_is_lacking(self):
        code, said = self.report()
        self.assertEqual(1, code)
        self.assertIn("nobody has approved this", said)
        self.office.approve(self.pack, self.jana)
        code, said = self.report()
        self.assertEqual(1, code)
        self.assertRegex(said, r"Z  Jana Nováková, Head of Legal  \(key [0-9a-f]{16}\)  valid\n")
        self.assertIn("1 of 2 approvals", said)
        self.office.approve(self.pack, self.petr)
        self.assertEqual(0, self.report()[0])
        self.assertEqual(1, self.report("--require", "3")[0])

    def test_an_edit_voids_and_a_new_layout_does_not(self):
        for key in (self.jana, self.petr):
            self.office.approve(self.pack, key)
        self.assertEqual(0, self.office.caveat("fmt", "rules").returncode)
        self.assertNotEqual(FLAGSHIP.read_bytes(), self.pack.read_bytes())
        self.pack.write_bytes(self.pack.read_bytes().replace(b"\n", b"\r\n"))
        self.assertEqual(0, self.report()[0])
        self.pack.write_text(self.pack.read_text() + "# one comment more\n")
        code, said = self.report()
        self.assertEqual((1, 2), (code, said.count("void: the pack was edited since")))
        self.office.approve(self.pack, self.jana)
        self.assertIn("1 of 2 approvals", self.report()[1])

    def test_json_has_it_all(self):
        self.office.approve(self.pack, self.jana)
        approvers = str(self.office.approvers(1))
        ended = self.office.caveat("approvals", "rules", "--approvers", approvers, "--format", "json")
        told = json.loads(ended.stdout)
        [pack] = told["packs"]
        [approval] = pack["approvals"]
        self.assertEqual((PACK_ID, 1, True, 1), (pack["pack"], pack["counted"], pack["enough"], told["required"]))
        self.assertEqual(("valid", "Jana Nováková", True),
                         (approval["state"], approval["name"], approval["same_widgets"]))

    def test_what_cannot_be_approved_is_not(self):
        broken = self.directory / "rules/broken.toml"
        broken.write_text("[pack]\nid = 7\n")
        cases = [
            ("a pack with errors", (str(broken), "--key", self.jana), 1, "CV012"),
            ("a folder", ("rules", "--key", self.jana), 2, "one by one"),
            ("a pack that is not there", ("nope.toml", "--key", self.jana), 2, "no such file"),
            ("no key", (str(self.pack),), 2, "--key"),
            ("a key that is not there", (str(self.pack), "--key", "nope.key"), 2, "nope.key"),
            ("the public key", (str(self.pack), "--key", self.jana + ".pub"), 2, "it is the public one"),
            ("a pack for a key", (str(self.pack), "--key", str(self.pack)), 2, "no private Ed25519 key"),
        ]
        for name, arguments, status, words in cases:
            with self.subTest(name):
                ended = self.office.caveat("approve", *arguments)
                self.assertEqual(status, ended.returncode, ended.stderr)
                self.assertIn(words, ended.stderr)
        self.assertEqual([], list(self.pack.parent.glob("*approval*")))

    def test_hostile_files_are_told_of_and_count_nothing(self):
        good = self.office.approve(self.pack, self.jana).read_text()
        for name, text in (("1", ""), ("2", "x" * 5_000_000), ("3", good.replace("Jana", "Eve")),
                           ("4", good.replace('ed25519 = "', 'ed25519 = "!')), ("5", good + good)):
            self.pack.with_name(f"undesirable.toml.approval-{name}.txt").write_text(text)
        os.mkfifo(self.pack.with_name("undesirable.toml.approval-6.txt"))
        self.pack.with_name("gone.toml.approval-7.txt").write_text(good)
        code, said = self.report()
        self.assertEqual(1, code)
        self.assertIn("1 of 2 approvals", said)
        self.assertIn("more than 16 KiB", said)
        self.assertIn("a pipe", said)
        self.assertIn("[CV134]", said)
        self.assertEqual(2, said.count("void: the signature is not that of the key"))


class WithoutCaveat(WithOffice):
    """The commands of docs/approvals.md, by the openssl of this machine."""

    def setUp(self):
        super().setUp()
        self.pack = self.directory / "undesirable.toml"
        shutil.copyfile(FLAGSHIP, self.pack)
        self.approval = self.office.approve(self.pack, self.office.employ("Jana Nováková"))

    def run_commands(self) -> subprocess.CompletedProcess:
        [shown] = [block.text for block in blocks(DOCS / "approvals.md", "sh")]
        script = shown.replace("ru-undesirable.toml.approval-8b5af1e7bc09f2c6.txt", self.approval.name)
        script = script.replace("ru-undesirable.toml", self.pack.name)
        return subprocess.run(["bash", "-c", script], cwd=self.directory, capture_output=True, text=True, timeout=60,
                              check=False)

    def test_they_verify_what_was_signed(self):
        ended = self.run_commands()
        self.assertEqual("", ended.stderr)
        verified, key_id, sum_line = ended.stdout.splitlines()
        self.assertEqual("Signature Verified Successfully", verified)
        self.assertIn(f".approval-{key_id}.txt", self.approval.name)
        self.assertIn(f'file_sha256 = "{sum_line.split()[0]}"', self.approval.read_text())

    def test_they_refuse_what_was_changed(self):
        self.approval.write_text(self.approval.read_text().replace("Jana", "Hana"))
        self.assertIn("Signature Verification Failure", self.run_commands().stdout)

    def test_a_key_of_openssl_will_do_and_one_with_a_passphrase_is_not_opened_without(self):
        subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", "o.key"], cwd=self.directory, check=True)
        subprocess.run(["openssl", "pkey", "-in", "o.key", "-aes256", "-passout", "pass:x", "-out", "locked.key"],
                       cwd=self.directory, check=True)
        self.approval = self.office.approve(self.pack, "o.key", "--name", "Petr")
        self.assertIn("Verified Successfully", self.run_commands().stdout)
        without_terminal = subprocess.run([BINARY, "approve", str(self.pack), "--key", "locked.key", "--name", "P"],
                                          cwd=self.directory, stdin=subprocess.DEVNULL, capture_output=True,
                                          start_new_session=True, timeout=30, check=False)
        self.assertEqual(2, without_terminal.returncode)


class Demanding(WithOffice):
    """The proxy with `require_approvals`."""

    def setUp(self):
        super().setUp()
        self.jana, self.petr = self.office.employ("Jana Nováková"), self.office.employ("Petr Svoboda")
        self.eve = self.office.employ("Eve")
        listed = self.office.listed
        self.proxy = CaveatProxy(self.directory / "proxy", free_port())
        self.addCleanup(lambda: self.proxy.stop())
        self.proxy.stop()
        configuration = self.directory / "proxy/caveat.toml"
        text = configuration.read_text().replace('path = "rules/"', 'path = "rules/"\nrequire_approvals = 2')
        configuration.write_text(text + listed[self.jana] + listed[self.petr])

    def start(self) -> None:
        self.proxy.server = type(self.proxy.server)(self.proxy.server.command, self.directory / "second.log")
        self.proxy.server.wait_for(lambda: self.proxy.admin("/readyz")[0] == 200, "caveat is ready")

    def approve_all(self) -> None:
        for key in (self.jana, self.petr):
            self.office.approve(self.proxy.pack, key)

    def assert_does_not_start(self, words: str) -> None:
        ended = subprocess.run(self.proxy.server.command, capture_output=True, text=True, timeout=30, check=False)
        self.assertEqual(CONFIGURATION_ERROR, ended.returncode, ended.stderr)
        self.assertIn("[CV132]", ended.stderr)
        self.assertIn(words, ended.stderr)

    def assert_degraded(self, words: str) -> None:
        self.proxy.reload()
        wait_until(lambda: "rules: degraded" in self.proxy.admin("/readyz")[1], "/readyz says degraded")
        self.proxy.wait_for_log(words)

    def test_a_start_without_enough_approvals_is_none(self):
        self.assert_does_not_start(f"the pack `{PACK_ID}` has 0 of the 2 approvals that it needs")
        self.office.approve(self.proxy.pack, self.jana)
        self.assert_does_not_start("has 1 of the 2")
        self.office.approve(self.proxy.pack, self.eve)
        self.assert_does_not_start("by Eve (counts nothing: its key is not among the approvers)")
        self.approve_all()
        self.start()

    def test_a_reload_of_an_edited_pack_waits_for_its_approvals(self):
        self.approve_all()
        self.start()
        pack = self.proxy.pack
        pack.write_text(pack.read_text().replace('"protect-readers"', '"warn-readers"'))
        self.assert_degraded("by Jana Nováková (void: the pack was edited since)")
        self.approve_all()
        self.proxy.reload()
        self.proxy.wait_for_log("rules that are no longer in force: ru-undesirable/protect-readers")
        self.assertEqual(200, self.proxy.admin("/readyz")[0])

    def test_an_approval_is_taken_back_by_deleting_it(self):
        self.approve_all()
        self.start()
        next(self.proxy.pack.parent.glob("*.approval-*.txt")).unlink()
        self.assert_degraded("has 1 of the 2 approvals")
        self.proxy.stop()
        self.assert_does_not_start("has 1 of the 2 approvals")

    def test_each_pack_of_the_set_needs_its_own(self):
        self.approve_all()
        self.start()
        other = self.proxy.pack.with_name("other.toml")
        other.write_text('[pack]\nid = "other"\ntitle = "T"\n[[rules]]\nid = "r"\nheaders.set.X-A = "1"\n')
        for approval in list(self.proxy.pack.parent.glob("undesirable.toml.approval-*")):
            shutil.copyfile(approval, str(approval).replace("undesirable.toml", "other.toml"))
        self.assert_degraded("other.toml: error: the pack `other` has 0 of the 2")

    def test_approvers_who_cannot_be_enough_are_an_error(self):
        configuration = self.directory / "proxy/caveat.toml"
        configuration.write_text(configuration.read_text().replace("Petr Svoboda", "Jana Nováková"))
        ended = subprocess.run(self.proxy.server.command, capture_output=True, text=True, timeout=30, check=False)
        self.assertEqual(CONFIGURATION_ERROR, ended.returncode)
        self.assertIn("`approvers` lists 1 persons", ended.stderr)


if __name__ == "__main__":
    main()
