"""What shells complete after `caveat`, and the manual pages: both come from the command line's own definitions."""

import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from caveat_proxy import BINARY

# What has been typed, the last word being completed, and some of what is offered for it.
OFFERED = [
    (["caveat", "che"], {"check"}),
    (["caveat", ""], {"check", "explain", "serve", "--version"}),
    (["caveat", "check", "--f"], {"--format"}),
    (["caveat", "check", "--format", ""], {"text", "json", "sarif"}),
    (["caveat", "check", "--format", "=", "j"], {"json"}),
    (["caveat", "completion", ""], {"bash", "zsh", "fish"}),
    (["caveat", "explain", "CV01"], {"CV010", "CV012"}),
    (["caveat", "man", "ser"], {"serve"}),
    (["caveat", "audit", "he"], {"heron.toml"}),
    (["caveat", "audit", "re"], {"reduce", "report"}),
    (["caveat", "audit", "map", "--ou"], {"--output"}),
    (["caveat", "audit", "report", "he"], {"heron.toml"}),
    (["caveat", "audit", "report", "--base"], {"--baseline"}),
    (["caveat", "check", "he"], {"heron.toml"}),
    (["caveat", "decide", "--rules", "he"], {"heron.toml"}),
]
# Nothing sensible can be offered here; files would mislead.
NOT_OFFERED = [["caveat", "decide", "--url", ""], ["caveat", "decide", "--region", "he"], ["caveat", "check", "--x"]]


def script(shell: str) -> str:
    return subprocess.run([BINARY, "completion", shell], capture_output=True, text=True, check=True).stdout


def commands() -> list[str]:
    usage = subprocess.run([BINARY, "--help"], capture_output=True, text=True, check=True).stdout
    return re.findall(r"^  (\w+)", usage.partition("Subcommands:")[2], re.MULTILINE)


class InFolder(unittest.TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="caveat-shell-")))
        (self.folder / "heron.toml").touch()

    def run_in(self, *command: str, text: str = "") -> str:
        ended = subprocess.run(command, cwd=self.folder, input=text, capture_output=True, text=True, timeout=60,
                               check=False)
        self.assertEqual((0, ""), (ended.returncode, ended.stderr))
        return ended.stdout


class Bash(InFolder):
    def offered(self, words: list[str]) -> set[str]:
        typed = " ".join(f"'{word}'" for word in words)
        return set(self.run_in("bash", "--norc", text=script("bash") + f"""
COMP_WORDS=({typed}) COMP_CWORD={len(words) - 1}
_caveat
printf '%s\\n' "${{COMPREPLY[@]}}"
""").split())

    def test_completes_commands_options_words_and_files(self):
        for words, expected in OFFERED:
            with self.subTest(" ".join(words)):
                self.assertEqual(set(), expected - self.offered(words))

    def test_offers_only_what_begins_as_was_typed(self):
        for words, _ in OFFERED:
            with self.subTest(" ".join(words)):
                self.assertEqual([], [one for one in self.offered(words) if not one.startswith(words[-1])])

    def test_offers_nothing_where_nothing_is_known(self):
        for words in NOT_OFFERED:
            with self.subTest(" ".join(words)):
                self.assertEqual(set(), self.offered(words))

    def test_knows_every_command_and_every_option(self):
        for command in commands():
            with self.subTest(command):
                usage = subprocess.run([BINARY, command, "--help"], capture_output=True, text=True, check=True).stdout
                options = set(re.findall(r"^  (?:-\w,)?(--[\w-]+)", usage, re.MULTILINE))
                self.assertEqual(options, self.offered(["caveat", command, "--"]))


@unittest.skipUnless(shutil.which("zsh"), "no zsh here")
class Zsh(InFolder):
    def test_understands_the_script(self):
        self.run_in("zsh", "-f", "-n", text=script("zsh"))

    def test_the_script_describes_every_command(self):
        for command in commands():
            self.assertRegex(script("zsh"), rf"(?m)^    '{command}:")


@unittest.skipUnless(shutil.which("fish"), "no fish here")
class Fish(InFolder):
    def offered(self, words: list[str]) -> set[str]:
        text = script("fish") + "complete -C '" + " ".join(words) + "'\n"
        said = self.run_in("env", f"HOME={self.folder}", "fish", "--no-config", text=text)
        return {line.partition("\t")[0] for line in said.splitlines()}

    def test_completes_commands_options_words_and_files(self):
        for words, expected in OFFERED:
            if "=" in words or "--version" in expected:  # another way of words; options only after a dash
                continue
            with self.subTest(" ".join(words)):
                self.assertEqual(set(), expected - self.offered(words))


@unittest.skipUnless(shutil.which("groff"), "no groff here")
class Manual(InFolder):
    def test_each_page_is_rendered_without_a_warning(self):
        self.run_in(str(BINARY), "man", "--folder", ".")
        pages = sorted(self.folder.glob("*.1"))
        self.assertEqual({"caveat.1", *(f"caveat-{command}.1" for command in commands())},
                         {page.name for page in pages})
        for page in pages:
            with self.subTest(page.name):
                self.assertIn("SYNOPSIS", self.run_in("groff", "-man", "-ww", "-Tascii", "-P-cbou", page.name))

    def test_a_page_tells_the_options(self):
        page = self.run_in("groff", "-man", "-Tascii", "-P-cbou", text=subprocess.run(
            [BINARY, "man", "decide"], capture_output=True, text=True, check=True).stdout)
        for part in ("caveat-decide - tell what a reader gets", "--rules FILE", "--region VALUE"):
            self.assertIn(part, page)

    def test_a_page_tells_of_commands_below_its_own(self):
        page = self.run_in("groff", "-man", "-Tascii", "-P-cbou", text=subprocess.run(
            [BINARY, "man", "audit"], capture_output=True, text=True, check=True).stdout)
        for part in ("caveat audit reduce PARTIALS", "CAVEAT AUDIT MAP", "--output FILE"):
            self.assertIn(part, page)

    def test_a_command_that_is_none_has_no_page(self):
        ended = subprocess.run([BINARY, "man", "chek"], capture_output=True, text=True, check=False)
        self.assertEqual((2, "caveat: there is no command `chek`; did you mean `check`?\n"),
                         (ended.returncode, ended.stderr))


if __name__ == "__main__":
    unittest.main(verbosity=2)
