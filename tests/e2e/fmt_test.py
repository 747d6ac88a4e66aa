"""`caveat fmt`: what becomes of files, whatever is in them."""

import os
import subprocess
import tempfile
import unittest
from pathlib import Path

from caveat_proxy import BINARY

CROOKED = b'[pack]\nid="p" # the id\r\ntitle  =  "T"\n\n\n[[rules]]\nid = "r"\nheaders.set.X-A = "1"\n'
STRAIGHT = b'[pack]\nid    = "p"    # the id\ntitle = "T"\n\n[[rules]]\nid              = "r"\nheaders.set.X-A = "1"\n'
BROKEN = b'[pack]\nid = "p\n'


class Fmt(unittest.TestCase):
    def setUp(self):
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="caveat-e2e-")))
        self.pack = self.directory / "p.toml"
        self.pack.write_bytes(CROOKED)

    def fmt(self, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess:
        return subprocess.run([BINARY, "fmt", *arguments], cwd=self.directory, input=given, capture_output=True,
                              timeout=30, check=False)

    def test_a_file_is_rewritten_once_and_named(self):
        ended = self.fmt()
        self.assertEqual((0, b"./p.toml\n"), (ended.returncode, ended.stdout))
        self.assertEqual(STRAIGHT, self.pack.read_bytes())
        before = self.pack.stat()
        ended = self.fmt()
        self.assertEqual((0, b""), (ended.returncode, ended.stdout))
        self.assertEqual(before, self.pack.stat())

    def test_check_shows_what_would_change_and_changes_nothing(self):
        ended = self.fmt("--check", "p.toml")
        self.assertEqual(1, ended.returncode)
        shown = ended.stdout.decode().splitlines()
        self.assertEqual("p.toml", shown[0])
        self.assertIn('     2 - id="p" # the id', shown)
        self.assertIn('     2 + id    = "p"    # the id', shown)
        self.assertIn("1 not in the one layout", ended.stderr.decode())
        self.assertEqual(CROOKED, self.pack.read_bytes())
        self.pack.write_bytes(STRAIGHT)
        self.assertEqual((0, b""), (self.fmt("--check").returncode, self.fmt("--check").stdout))

    def test_check_says_so_where_lines_look_alike(self):
        self.pack.write_bytes(STRAIGHT.replace(b"\n", b"\r\n"))
        ended = self.fmt("--check")
        self.assertEqual(1, ended.returncode)
        self.assertIn(b"only its line ends", ended.stdout)

    def test_a_file_that_does_not_parse_is_left_alone_and_the_others_are_done(self):
        broken = self.directory / "broken.toml"
        broken.write_bytes(BROKEN)
        ended = self.fmt(".")
        self.assertEqual(1, ended.returncode)
        self.assertEqual((BROKEN, STRAIGHT), (broken.read_bytes(), self.pack.read_bytes()))
        self.assertIn("broken.toml:2:8: error", ended.stderr.decode())

    def test_a_pack_that_would_not_load_is_done_all_the_same(self):
        self.pack.write_bytes(b"[pack]\nunknown=1\n")
        self.assertEqual(0, self.fmt().returncode)
        self.assertEqual(b"[pack]\nunknown = 1\n", self.pack.read_bytes())

    def test_standard_input_goes_to_standard_output(self):
        ended = self.fmt("-", given=CROOKED)
        self.assertEqual((0, STRAIGHT, b""), (ended.returncode, ended.stdout, ended.stderr))
        ended = self.fmt("-", given=BROKEN)
        self.assertEqual((1, BROKEN), (ended.returncode, ended.stdout))
        ended = self.fmt("--check", "-", given=CROOKED)
        self.assertEqual(1, ended.returncode)

    def test_the_mode_stays_and_links_stay_links(self):
        self.pack.chmod(0o640)
        link = self.directory / "elsewhere/link.toml"
        link.parent.mkdir()
        link.symlink_to("../p.toml")
        self.assertEqual(0, self.fmt("elsewhere").returncode)
        self.assertTrue(link.is_symlink())
        self.assertEqual((STRAIGHT, 0o100640), (self.pack.read_bytes(), self.pack.stat().st_mode))
        self.assertEqual(["elsewhere", "p.toml"], sorted(os.listdir(self.directory)))

    def test_what_is_not_there_is_no_finding(self):
        self.assertEqual(2, self.fmt("nowhere").returncode)

    @unittest.skipIf(os.geteuid() == 0, "root may write everywhere")
    def test_a_folder_that_may_not_be_written_in_keeps_the_file(self):
        self.directory.chmod(0o500)
        self.addCleanup(self.directory.chmod, 0o700)
        ended = self.fmt()
        self.assertEqual(2, ended.returncode)
        self.assertEqual(CROOKED, self.pack.read_bytes())


if __name__ == "__main__":
    unittest.main()
