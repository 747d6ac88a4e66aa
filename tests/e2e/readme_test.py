"""The README's commands, run for real, and what it says that they print.

A ```sh block is run; a ```text block behind it is its output: the whole of it, or, where it has a line "...", lines
that come in that order. `./dev` commands would build and test from within a test: of these only their being there.
"""

import shlex
import subprocess
import unittest
from typing import NamedTuple, Optional

from caveat_proxy import BINARY
from demo_scene import Demo, shell
from documents import README, SOURCE, blocks


class Example(NamedTuple):
    line: int
    command: str
    output: Optional[str]


def examples() -> list[Example]:
    found, all_blocks = [], blocks(README)
    for index, block in enumerate(all_blocks):
        if block.language == "sh":
            following = all_blocks[index + 1] if index + 1 < len(all_blocks) else None
            is_output = following is not None and following.language == "text"
            found.append(Example(block.line, block.text, following.text if is_output else None))
    return found


def is_about_dev(example: Example) -> bool:
    return example.command.startswith("./dev ")


class Readme(unittest.TestCase):
    demo: Demo

    @classmethod
    def setUpClass(cls):
        cls.demo = Demo()
        cls.addClassCleanup(cls.demo.stop)

    def run_as_written(self, command: str) -> str:
        """With this build's binary, and with the port that the demo has here."""
        command = command.replace("build/release/caveat", shlex.quote(str(BINARY)))
        return shell(command.replace("http://127.0.0.1:8080", self.demo.origin), SOURCE)

    def assert_lines_in_order(self, wanted: list[str], output: str) -> None:
        lines = iter(output.splitlines())
        for line in wanted:
            if line != "...":
                self.assertTrue(any(line == other for other in lines), f"not there, or not in this order: {line}\n{output}")

    def test_there_is_something_to_run(self):
        self.assertGreater(len([example for example in examples() if example.output]), 3)

    def test_commands_print_what_it_says(self):
        for example in examples():
            if is_about_dev(example):
                continue
            with self.subTest(line=example.line, command=example.command):
                self.assertIsNotNone(example.output, "no ```text block says what it prints")
                output = self.run_as_written(example.command)
                wanted = example.output.splitlines()
                if "..." in wanted:
                    self.assert_lines_in_order(wanted, output)
                else:
                    self.assertEqual(example.output, output)

    def test_dev_knows_the_commands_of_the_first_block(self):
        usage = subprocess.run([SOURCE / "dev", "help"], capture_output=True, text=True, check=True).stdout
        commands = [line.split("#")[0].strip() for example in examples() if is_about_dev(example)
                    for line in example.command.splitlines()]
        self.assertEqual(["./dev demo", "./dev test"], commands)
        for command in commands:
            self.assertIn(command + " ", usage)

    def test_the_demo_is_where_it_says(self):
        usage = subprocess.run([BINARY, "demo", "--help"], capture_output=True, text=True, check=True).stdout
        self.assertIn("127.0.0.1:8080 by default", usage)

    def test_from_prague_the_same_line_prints_nothing(self):
        [line] = [example.command for example in examples() if example.command.startswith("curl ")]
        self.assertIn("203.0.113.7", line)
        self.assertEqual("", self.run_as_written(line.replace("203.0.113.7", "192.0.2.7")))

    def test_it_is_short(self):
        self.assertLess(len(README.read_text().splitlines()), 120)


if __name__ == "__main__":
    unittest.main(verbosity=2)
