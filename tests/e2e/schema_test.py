"""schema/pack.schema.json, which editors complete packs with: good packs pass it, faulty ones do not."""

import datetime
import json
import re
import tomllib
import unittest

import jsonschema

from documents import SOURCE

SCHEMA = json.loads((SOURCE / "schema/pack.schema.json").read_text())
PACKS = sorted({*SOURCE.glob("examples/**/*.toml"), *SOURCE.glob("app/demo/pack/*.toml"),
                *SOURCE.glob("rules/templates/*/*.toml"),
                *SOURCE.glob("tests/e2e/rules/*.toml"), SOURCE / "tests/rules/rule_language_example.toml"}
               - {SOURCE / "examples/caveat.toml"})

GOOD = """
[pack]
id = "p"
title = "T"
effective = 2024-02-20
[regions.r]
include = ["RU", "UA-43"]
exclude = []
[notices.n]
kind = "warning"
text.en = "Words."
[[rules]]
id = "r"
when.region = "r"
when.status = [404, "5xx"]
when.between = [2026-03-06T22:00:00, 2026-03-08]
insert = { notice = "n", at = "start of body" }
remove = { widgets = ["share"] }
attributes = { "a" = { set = { rel = "noreferrer" } } }
[[tests]]
name = "N"
reader = { region = "RU" }
url = "https://www.newsroom.example/"
html = "<p>Words."
expect = { notices = [], headers = { "X-Example" = "" } }
"""

# A line of the good pack, what it becomes, and where an editor underlines it.
FAULTS = [
    ('title = "T"', '', "pack"),
    ('title = "T"', 'titel = "T"', "pack"),
    ('title = "T"', 'title = ""', "pack/title"),
    ('title = "T"', 'title = 7', "pack/title"),
    ('effective = 2024-02-20', 'effective = "soon"', "pack/effective"),
    ('include = ["RU", "UA-43"]', '', "regions/r"),
    ('include = ["RU", "UA-43"]', 'include = []', "regions/r/include"),
    ('kind = "warning"', 'kind = "caution"', "notices/n/kind"),
    ('text.en = "Words."', 'text = "Words."', "notices/n/text"),
    ('when.region = "r"', 'when.regoin = "r"', "rules/0/when"),
    ('when.region = "r"', 'when.region = { code = "RU" }', "rules/0/when/region"),
    ('when.status = [404, "5xx"]', 'when.status = "404"', "rules/0/when/status"),
    ('when.between = [2026-03-06T22:00:00, 2026-03-08]', 'when.between = [2026-03-06]', "rules/0/when/between"),
    ('insert = { notice = "n", at = "start of body" }', 'insert = "n"', "rules/0/insert"),
    ('remove = { widgets = ["share"] }', 'remove = { widgets = ["shares"] }', "rules/0/remove/widgets"),
    ('remove = { widgets = ["share"] }', 'remove = {}', "rules/0/remove"),
    ('attributes = { "a" = { set = { rel = "noreferrer" } } }', 'attributes = { "a" = { rel = "x" } }',
     "rules/0/attributes/a"),
    ('reader = { region = "RU" }', 'reader = { region = "RU", ip = "192.0.2.7" }', "tests/0/reader"),
    ('reader = { region = "RU" }', '', "tests/0"),
    ('html = "<p>Words."', '', "tests/0"),
]


def as_an_editor_has_it(value):
    """Dates are texts for a JSON Schema."""
    if isinstance(value, dict):
        return {key: as_an_editor_has_it(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_an_editor_has_it(inner) for inner in value]
    return value.isoformat() if isinstance(value, (datetime.date, datetime.datetime)) else value


def places_of_faults(text: str) -> list[str]:
    validator = jsonschema.Draft7Validator(SCHEMA)
    errors = validator.iter_errors(as_an_editor_has_it(tomllib.loads(text)))
    return ["/".join(str(part) for part in error.path) for error in errors]


class Schema(unittest.TestCase):
    def test_is_a_schema_of_draft_7(self):
        self.assertEqual("http://json-schema.org/draft-07/schema#", SCHEMA["$schema"])
        jsonschema.Draft7Validator.check_schema(SCHEMA)

    def test_says_of_every_key_what_it_is_for(self):
        def undescribed(schema, path):
            for key, inner in schema.get("properties", {}).items():
                if not inner.get("description"):
                    yield f"{path}/{key}"
                yield from undescribed(inner, f"{path}/{key}")
            for inner in (schema.get("items"), schema.get("additionalProperties"), *schema.get("anyOf", [])):
                if isinstance(inner, dict):
                    yield from undescribed(inner, path)
        self.assertEqual([], list(undescribed(SCHEMA, "")))

    def test_finds_nothing_in_packs_that_are_shipped(self):
        self.assertGreater(len(PACKS), 4)
        for pack in PACKS:
            with self.subTest(pack.name):
                self.assertEqual([], places_of_faults(pack.read_text()))

    def test_is_where_packs_say_that_it_is(self):
        for pack in PACKS:
            named = re.match(r"#:schema (\S+)", pack.read_text())
            if named and "tests/rules" not in pack.as_posix():
                with self.subTest(pack.name):
                    self.assertEqual(SOURCE / "schema/pack.schema.json", (pack.parent / named[1]).resolve())

    def test_finds_each_fault_at_its_place(self):
        self.assertEqual([], places_of_faults(GOOD))
        for line, fault, place in FAULTS:
            with self.subTest(fault or f"without {line}"):
                self.assertEqual(1, GOOD.count(line))
                self.assertEqual({place}, set(places_of_faults(GOOD.replace(line, fault))))


if __name__ == "__main__":
    unittest.main(verbosity=2)
