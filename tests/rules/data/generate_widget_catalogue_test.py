"""What becomes of an entry of the widget catalogue, and what of a broken one."""

import io
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "rules/data"))
from generate_widget_catalogue import BrokenEntry, literal, read_catalogue, selectors_of, write_source  # noqa: E402

SOUND = """
[[widgets]]
kind = "share"
name = "x"
network = "X"
elements = ['.x']
example = '<a class="x">x</a>'
"""

# What is done to the sound entry, and what is said of it.
BROKEN = [
    ("a key that there is not", "elements", "element", "there is no key element"),
    ("no name", 'name = "x"', "", r"without a name.*name is missing"),
    ("elements that are no list", "['.x']", "'.x'", "elements is no list"),
    ("a list of numbers", "['.x']", "[1]", "elements holds something that is no text"),
    ("nothing to look for", "elements = ['.x']", "", "neither elements nor addresses"),
    ("a bound below nothing", "[[widgets]]", "[[widgets]]\nmax_text = -1", "max_text is negative"),
    ("a name that is there", "[[widgets]]", SOUND + "[[widgets]]", "another entry has this name"),
    ("a table of another name", "[[widgets]]", "[[widget]]", r"something else than \[\[widgets\]\]"),
]


def read(text: str) -> list[dict]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "share.toml")
        path.write_text(text)
        return read_catalogue([path])


class Entries(unittest.TestCase):
    def test_each_address_is_looked_for_in_each_attribute(self):
        widget = {"elements": [".x"], "addresses": ["x.example/share", "x://"],
                  "attributes": ["data-url", r"\@click"]}
        self.assertEqual([".x", '[data-url*="x.example/share" i]', '[data-url*="x://" i]',
                          r'[\@click*="x.example/share" i]', r'[\@click*="x://" i]'], selectors_of(widget))

    def test_an_address_is_looked_for_in_href_where_no_attribute_is_named(self):
        self.assertEqual(['[href*="x://" i]'], selectors_of({"addresses": ["x://"]}))

    def test_a_literal_holds_every_byte(self):
        self.assertEqual(r'"a\042\134\0771\012\320\226"', literal('a"\\?1\nЖ'))

    def test_the_source_names_each_entry(self):
        out = io.StringIO()
        write_source(read(SOUND + "but_not = ['main', 'p']"), "5eed", out)
        self.assertIn('{"share", "x", "X", kSelectors0, "main, p", 0, "<a class=\\042x\\042>x</a>", {}},', out.getvalue())
        self.assertIn('return "5eed";', out.getvalue())


class Broken(unittest.TestCase):
    """One test a fault."""


def test_of(old: str, new: str, said: str):
    def test(self):
        with self.assertRaisesRegex(BrokenEntry, said):
            read(SOUND.replace(old, new, 1))
    return test


for what, *case in BROKEN:
    setattr(Broken, "test_" + what.replace(" ", "_"), test_of(*case))


if __name__ == "__main__":
    unittest.main()
