"""`caveat new`: packs from templates, as a lawyer makes them, and what is refused."""

import json
import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

from caveat_proxy import BINARY
from documents import DOCS, SOURCE, blocks

TEMPLATES = SOURCE / "rules/templates"
NO_PROBLEMS = r"1 pack, \d+ rules?: no problems found(, \d+ silenced)?\."


class WithDirectory(unittest.TestCase):
    def setUp(self):
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="caveat-new-")))

    def caveat(self, *arguments: str) -> subprocess.CompletedProcess:
        return subprocess.run([str(BINARY), *arguments], cwd=self.directory, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120, check=False)

    def made(self, name: str, *arguments: str) -> Path:
        ended = self.caveat("new", name, *arguments)
        self.assertEqual(0, ended.returncode, ended.stdout)
        return self.directory / name

    def files(self, folder: Path) -> set[str]:
        return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


class Templates(WithDirectory):
    def names(self) -> list[str]:
        return sorted(path.name for path in TEMPLATES.iterdir() if path.is_dir())

    def test_all_folders_of_templates_are_listed_with_what_they_are_about(self):
        listed = dict(line.split(maxsplit=1) for line in self.caveat("new", "--list").stdout.splitlines())
        self.assertEqual(self.names(), sorted([*listed, "blank"]))
        self.assertNotIn("", listed.values())
        as_json = json.loads(self.caveat("new", "--list", "--format", "json").stdout)
        self.assertEqual(listed, {one["name"]: one["title"] for one in as_json})

    def test_each_has_no_fault_and_passes_its_tests(self):
        for name in self.names():
            with self.subTest(name):
                folder = self.made(f"rules/{name}-1", "--from", name)
                self.assertRegex(self.caveat("check", str(folder)).stdout, NO_PROBLEMS)
                self.assert_tests_pass(folder)

    def test_each_does_with_another_site_and_publisher(self):
        for name in self.names():
            with self.subTest(name):
                folder = self.made(f"rules/{name}-2", "--from", name, "--site", "www.post.example", "--publisher",
                                   'The "Harbour" \\ Post & Sons', "--owner", "counsel@post.example")
                self.assertRegex(self.caveat("check", str(folder)).stdout, NO_PROBLEMS)
                self.assert_tests_pass(folder)

    def test_all_of_them_are_one_set_of_rules(self):
        for name in self.names():
            self.made(f"rules/{name}-3", "--from", name)
        # Nobody has all of these duties at once, and some are told of readers whom others block.
        checked = json.loads(self.caveat("check", "rules", "--format", "json").stdout)
        self.assertLessEqual({one["code"] for one in checked["diagnostics"]}, {"CV114", "CV118"})

    def assert_tests_pass(self, folder: Path) -> None:
        ended = self.caveat("test", str(folder), "--coverage")
        self.assertEqual(0, ended.returncode, ended.stdout)


class Folders(WithDirectory):
    def test_the_blank_pack_has_the_name_of_its_folder(self):
        folder = self.made("harbour-order")
        self.assertEqual({"harbour-order.toml", "pages/article.html"}, self.files(folder))
        self.assertIn('id          = "harbour-order"', (folder / "harbour-order.toml").read_text())

    def test_folders_on_the_way_are_made_and_a_slash_at_the_end_is_none(self):
        self.assertEqual(0, self.caveat("new", "a/b/harbour-order/").returncode)
        self.assertTrue((self.directory / "a/b/harbour-order/harbour-order.toml").exists())

    def test_it_says_which_commands_come_next_and_they_run(self):
        said = self.caveat("new", "it's rules/harbour-order", "--from", "france-election-silence").stdout
        commands = re.findall(r"^  (caveat .*)$", said, re.MULTILINE)
        self.assertEqual(["check", "test", "decide"], [command.split()[1] for command in commands])
        for command in commands:
            with self.subTest(command):
                ended = subprocess.run(command, shell=True, cwd=self.directory, capture_output=True, text=True, check=False,
                                       env={**os.environ, "PATH": f"{Path(BINARY).parent}:{os.environ['PATH']}"})
                self.assertEqual(0, ended.returncode, ended.stdout + ended.stderr)

    def test_what_it_prints_is_what_the_document_shows(self):
        [shown] = [block.text for block in blocks(DOCS / "command-line.md", "console") if "\nmade " in block.text]
        command, _, output = shown.partition("\n")
        self.assertEqual(output, self.caveat(*command.split()[2:]).stdout)


class Refusals(WithDirectory):
    CASES = [
        ("no folder", (), "wants the folder to make"),
        ("a name that is no id", ("harbour order",), "`harbour order` cannot name a pack"),
        ("a template that there is not", ("x", "--from", "gdpr-415"), "did you mean `gdpr-451`?\n`caveat new --list`"),
        ("a template like none", ("x", "--from", "qqqqqqqq"), "there is no template `qqqqqqqq`\n"),
        ("a site with a scheme", ("x", "--site", "https://www.post.example/"), "the site has to be a host name"),
        ("a site with a star", ("x", "--site", "*.post.example"), "the site has to be a host name"),
        ("a publisher of two lines", ("x", "--publisher", "a\nb"), "one line of text"),
        ("a folder that cannot be made", ("/proc/x/y",), "cannot be made"),
    ]

    def test_say_what_to_write_and_leave_nothing_behind(self):
        for name, arguments, words in self.CASES:
            with self.subTest(name):
                ended = self.caveat("new", *arguments)
                self.assertEqual(2, ended.returncode, ended.stdout)
                self.assertIn(words, ended.stdout)
                self.assertEqual([], list(self.directory.iterdir()))

    def test_what_is_there_is_never_written_over(self):
        folder = self.made("harbour-order")
        pack = folder / "harbour-order.toml"
        pack.write_text("mine")
        ended = self.caveat("new", "harbour-order", "--from", "gdpr-451")
        self.assertEqual((2, True), (ended.returncode, "is there already" in ended.stdout), ended.stdout)
        self.assertEqual("mine", pack.read_text())
        self.assertEqual({"harbour-order.toml", "pages/article.html"}, self.files(folder))

    def test_nor_is_a_file_of_that_name(self):
        (self.directory / "harbour-order").write_text("mine")
        self.assertEqual(2, self.caveat("new", "harbour-order").returncode)
        self.assertEqual("mine", (self.directory / "harbour-order").read_text())


if __name__ == "__main__":
    unittest.main(verbosity=2)
