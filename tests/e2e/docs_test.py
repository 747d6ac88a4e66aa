"""What the documents say holds: links lead somewhere, packs and configurations are accepted, lists are complete."""

import itertools
import json
import re
import signal
import subprocess
import tempfile
import unittest
import urllib.error
import urllib.request
from pathlib import Path

from caveat_proxy import BINARY, country_database
from documents import (DOCS, README, SOURCE, Block, anchors, blocks, documents, links, name_of,
                       table_rows)
from processes import Server, accepts_connections, free_port

FIRST_PACK = DOCS / "rules/first-pack.md"
RECIPES = DOCS / "rules/recipes.md"
RUNNING = DOCS / "running-the-proxy.md"
COMMAND_LINE = DOCS / "command-line.md"
CODES = DOCS / "codes.md"
# Made of what test_rules tries; the examples of wrong are wrong on purpose.
GENERATED = [CODES, DOCS / "rules/reference.md"]
LIFE_OF_A_PAGE = DOCS / "life-of-a-page.md"

# What a block that shows rules only stands on.
REST_OF_THE_PACK = """
[pack]
id = "fragment"
title = "What a fragment stands on"
owner = "legal@newsroom.example"
legal_basis = "None"
[regions.russia-controlled]
include = ["RU", "UA-43"]
[notices.undesirable]
kind = "warning"
text.en = "Text."
"""


def caveat(*arguments: str, directory: Path = SOURCE) -> subprocess.CompletedProcess:
    return subprocess.run([BINARY, *arguments], cwd=directory, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, timeout=60, check=False)


def toml_blocks() -> list[tuple[str, Block]]:
    return [(name_of(document), block) for document in documents() if document not in [*GENERATED, FIRST_PACK, RECIPES]
            for block in blocks(document, "toml")]


def is_configuration(text: str) -> bool:
    headings = r"^\[(listen|acknowledge|upstream|limits|geoip|readers|evidence|capture)\]|^\[\[sites\]\]|^listen\."
    return re.search(headings, text, re.MULTILINE) is not None


def is_whole(text: str) -> bool:
    """A configuration that can be served as it is."""
    return is_configuration(text) and "listen" in text and "rules" in text


def told(ended: subprocess.CompletedProcess) -> set[str]:
    """The codes of what `check` found."""
    return set(re.findall(r"\[(CV\d+)\]$", ended.stdout, re.MULTILINE))


class WithDirectory(unittest.TestCase):
    def setUp(self):
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="caveat-docs-")))

    def write(self, name: str, text: str) -> Path:
        path = self.directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path


class Links(unittest.TestCase):
    def test_each_leads_to_a_file_or_a_heading(self):
        for document in documents():
            for link in links(document):
                if re.match(r"(https?|mailto):", link):
                    continue
                with self.subTest(document=name_of(document), link=link):
                    path, _, anchor = link.partition("#")
                    target = (document.parent / path).resolve() if path else document
                    self.assertTrue(target.exists(), "there is no such file")
                    if anchor:
                        self.assertIn(anchor, anchors(target))

    def test_there_are_some_of_both_kinds(self):
        everything = [link for document in documents() for link in links(document)]
        self.assertGreater(len(everything), 20)
        self.assertTrue(any("#" in link for link in everything))

    def test_the_chart_of_a_page_s_life_names_files_that_are_there(self):
        [chart, *_] = blocks(LIFE_OF_A_PAGE, "text")
        folder = ""
        for line in chart.text.splitlines():
            for word in re.findall(r"[a-z0-9_*/]+\.(?:cc|h)\b", line):
                folder = word.rpartition("/")[0] or folder
                with self.subTest(word):
                    self.assertTrue(list((SOURCE / folder).glob(word.rpartition("/")[2])), f"not in {folder}/")


class Packs(WithDirectory):
    def check(self, text: str) -> subprocess.CompletedProcess:
        return caveat("check", str(self.write("pack.toml", text)))

    def test_each_that_is_shown_passes_check(self):
        shown = [(name, block) for name, block in toml_blocks() if not is_configuration(block.text)]
        self.assertTrue(shown)
        for name, block in shown:
            with self.subTest(document=name, line=block.line):
                fragment = "[pack]" not in block.text
                ended = self.check(REST_OF_THE_PACK + block.text if fragment else block.text)
                # What is shown is a part of a pack: that it has no tests is no fault of it.
                self.assertEqual((0, set()), (ended.returncode, told(ended) - {"CV071"}), ended.stdout)

    def test_each_example_passes_check(self):
        ended = caveat("check", "examples/rules")
        self.assertEqual((0, True), (ended.returncode, "no problems found" in ended.stdout), ended.stdout)


class FirstPack(WithDirectory):
    """What the commands of docs/rules/first-pack.md are said to print."""

    def setUp(self):
        super().setUp()
        self.pack, self.tests = (block.text for block in blocks(FIRST_PACK, "toml"))

    def test_commands_print_what_is_shown(self):
        shown = [block for block in blocks(FIRST_PACK, "console")
                 if block.text.startswith("$ ") and block.text.count("\n") > 1]
        self.assertEqual(["check", "decide", "test"], [block.text.split()[2] for block in shown])
        for block in shown:
            with self.subTest(line=block.line):
                command, _, output = block.text.partition("\n")
                tests = self.tests if command.startswith("$ caveat test") else ""
                self.write("rules/heron-correction.toml", self.pack + tests)
                said = caveat(*command.split()[2:], directory=self.directory).stdout
                self.assertEqual(self.timeless(output), self.timeless(said))

    def test_the_slip_is_reported_as_shown(self):
        self.write("rules/heron-correction.toml", self.pack.replace('kind = "correction"', 'kind = "corection"'))
        [shown] = [block.text for block in blocks(FIRST_PACK, "console") if "corection" in block.text]
        self.assertIn(shown, caveat("check", "rules", directory=self.directory).stdout)

    def timeless(self, text: str) -> str:
        return re.sub(r"\d{4}-\d\d-\d\dT[\d:]+Z", "TIME", text).strip()


class Recipes(WithDirectory):
    """Each of docs/rules/recipes.md has tests of itself, which hold; those for feeds and JSON are tried below."""

    HEAD = '[pack]\nid = "recipe"\ntitle = "A recipe"\nowner = "O"\nlegal_basis = "L"\n'

    def test_each_does_what_its_tests_say(self):
        recipes = [block for block in blocks(RECIPES, "toml") if not re.search("^in +=", block.text, re.MULTILINE)]
        self.assertGreaterEqual(len(recipes), 12)
        for block in recipes:
            with self.subTest(line=block.line):
                ended = caveat("test", str(self.write("recipe.toml", self.HEAD + block.text)))
                self.assertRegex(ended.stdout, r"(?m)^[1-9]\d* tests?: \d+ passed, 0 failed$")

    def test_each_stands_by_itself(self):
        for block in blocks(RECIPES, "toml"):
            with self.subTest(line=block.line):
                ended = caveat("check", str(self.write("recipe.toml", self.HEAD + block.text)))
                self.assertEqual((0, set()), (ended.returncode, told(ended) - {"CV071"}), ended.stdout)


class FeedsAndApis(WithDirectory):
    """The rules of docs/rules/recipes.md that say `in`, on what they are for."""

    URL = "https://www.newsroom.example/api/articles/7"
    FEED = "<rss><channel><item><description>&lt;p&gt;Words.</description></item><item/></channel></rss>"
    ARTICLE = '{"article": {"body": "<p>Words."}}'

    def rewritten(self, place: str, content_type: str, body: str) -> subprocess.CompletedProcess:
        [rule] = [block.text for block in blocks(RECIPES, "toml")
                  if re.search(rf"^in +=.*{place}", block.text, re.MULTILINE)]
        self.write("rules/pack.toml", Recipes.HEAD + rule)
        command = [BINARY, "rewrite", "--rules", "rules", "--url", self.URL, "--region", "RU",
                   "--content-type", content_type]
        return subprocess.run(command, cwd=self.directory, input=body, capture_output=True, text=True, timeout=60,
                              check=False)

    def test_each_item_of_a_feed_gets_the_notice(self):
        ended = self.rewritten("feed", "application/rss+xml", self.FEED)
        self.assertEqual((0, 2), (ended.returncode, ended.stdout.count("data-caveat=")), ended.stderr)
        self.assertIn("&lt;p&gt;Words.</description>", ended.stdout)

    def test_the_article_in_json_gets_the_notice(self):
        ended = self.rewritten("json:", "application/json", self.ARTICLE)
        self.assertEqual((0, 1), (ended.returncode, ended.stdout.count("data-caveat=")), ended.stderr)
        self.assertIn('<p>Words."}}', ended.stdout)

    def test_json_without_the_article_is_not_served(self):
        ended = self.rewritten("json:", "application/json", '{"article": null}')
        self.assertEqual(2, ended.returncode)
        self.assertIn("notice_not_placed", ended.stderr)


class CommandLine(unittest.TestCase):
    def test_every_command_is_described_and_no_other(self):
        usage = caveat("--help").stdout.partition("Subcommands:")[2]
        commands = re.findall(r"^  (\w+)", usage, re.MULTILINE)
        described = re.findall(r"^### caveat (\w+)$", COMMAND_LINE.read_text(), re.MULTILINE)
        self.assertEqual(sorted(commands), sorted(described))

    def test_every_option_is_described_and_no_other(self):
        for section in COMMAND_LINE.read_text().split("### caveat ")[1:]:
            command = section.split()[0]
            with self.subTest(command):
                usage = caveat(command, "--help").stdout
                options = set(re.findall(r"^  (--[\w-]+)", usage, re.MULTILINE))
                described = set(re.findall(r"--[\w-]+", section.partition("```console")[2].partition("```")[0]))
                if command == "rewrite":  # "and those of decide that choose a reader" would be longer than the list
                    described |= {"--database", "--overrides"}
                self.assertEqual(options, described)

    def test_the_explanation_that_is_shown_is_the_one_that_is_given(self):
        [shown] = [block.text for block in blocks(COMMAND_LINE, "console") if "explain CV" in block.text]
        command, _, output = shown.partition("\n")
        self.assertEqual(output, caveat(*command.split()[2:]).stdout)

    def test_codes_are_listed_and_explained_in_every_format(self):
        listed = caveat("explain").stdout
        self.assertIn("CV010  error    unknown key\n", listed)
        self.assertEqual(len(listed.splitlines()), len(json.loads(caveat("explain", "--format", "json").stdout)))
        self.assertEqual(CODES.read_text(), caveat("explain", "--all", "--format", "markdown").stdout)
        self.assertIn(caveat("explain", "CV010").stdout, caveat("explain", "--all").stdout)

    def test_codes_are_found_as_people_write_them(self):
        for written in ("10", "cv10", "CV010"):
            self.assertEqual(caveat("explain", "CV010").stdout, caveat("explain", written).stdout)

    def test_a_code_that_is_none_is_answered_with_what_is_near(self):
        for written, near in (("CV0101", "did you mean `CV0"), ("selector", "\n  CV050  selector refused\n"),
                              ("heron", "`caveat explain` lists all")):
            with self.subTest(written):
                ended = caveat("explain", written)
                self.assertEqual(2, ended.returncode)
                self.assertIn(f"there is no code `{written}`", ended.stdout)
                self.assertIn(near, ended.stdout)


class Configurations(WithDirectory):
    """Each is started as it stands, but for its ports."""

    def setUp(self):
        super().setUp()
        (self.directory / "geo.mmdb").write_bytes(country_database())
        (self.directory / "rules").symlink_to(SOURCE / "examples/rules")
        self.write("offices.csv", "203.0.113.0/24,UA,UA-40,,\n")

    def start(self, text: str) -> Server:
        self.port, self.admin_port = free_port(), free_port()
        text = re.sub(r'^((?:listen\.)?http\s*=\s*)"[^"]*"', rf'\1"127.0.0.1:{self.port}"', text, flags=re.MULTILINE)
        text = re.sub(r'^((?:admin\.)?listen\s*=\s*)"[^"]*"', rf'\1"127.0.0.1:{self.admin_port}"', text,
                      flags=re.MULTILINE)
        configuration = self.write("caveat.toml", text)
        server = Server([str(BINARY), "serve", "--config", str(configuration)], self.directory / "caveat.log")
        self.addCleanup(server.stop)
        server.wait_for(lambda: accepts_connections(self.port), "caveat listens")
        return server

    def admin(self, path: str) -> str:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(f"http://127.0.0.1:{self.admin_port}{path}", timeout=10) as answer:
            return answer.read().decode()

    def is_ready(self) -> bool:
        try:
            return self.admin("/readyz") == "ready\n"
        except urllib.error.HTTPError:
            return False  # starting yet

    def status_for(self, host: str) -> str:
        return subprocess.run(["curl", "--disable", "--silent", "--noproxy", "*", "--output", "/dev/null",
                               "--write-out", "%{http_code}", "--header", f"Host: {host}",
                               f"http://127.0.0.1:{self.port}/"], capture_output=True, text=True, check=False).stdout

    def shown(self) -> list[tuple[str, str]]:
        found = [(f"{name}:{block.line}", block.text) for name, block in toml_blocks() if is_whole(block.text)]
        return [*found, ("examples/caveat.toml", (SOURCE / "examples/caveat.toml").read_text())]

    def test_each_that_is_shown_is_served(self):
        self.assertEqual(3, len(self.shown()))
        for name, text in self.shown():
            with self.subTest(name):
                server = self.start(text)
                server.wait_for(self.is_ready, "caveat is ready")
                server.send(signal.SIGTERM)
                self.assertEqual(0, server.wait(), server.log())

    def test_sites_that_are_named_are_served_and_others_get_421(self):
        for name, text in self.shown():
            if "sites" not in text:
                continue
            with self.subTest(name):
                server = self.start(text)
                self.assertEqual("502", self.status_for("www.newsroom.example"))  # no upstream here
                self.assertEqual("421", self.status_for("elsewhere.example"))
                server.stop()

    def test_every_key_of_the_table_is_known(self):
        rows = [row for row in table_rows(RUNNING) if re.fullmatch(r"`[a-z]+\.[a-z_]+`", row[0])]
        self.assertGreater(len(rows), 15)
        for row in rows:
            key = row[0].strip("`")
            with self.subTest(key):
                configuration = self.write("caveat.toml", f"{key} = {{}}\n")
                ended = caveat("serve", "--config", str(configuration))
                self.assertEqual(78, ended.returncode)
                self.assertNotIn("[CV010]", ended.stdout)

    def test_parts_that_are_shown_have_no_mistake(self):
        parts = [(f"{name}:{block.line}", block.text) for name, block in toml_blocks()
                 if is_configuration(block.text) and not is_whole(block.text)]
        self.assertGreater(len(parts), 2)
        for name, text in parts:
            with self.subTest(name):
                rest = '[rules]\npath = "rules/"\n'
                rest += "" if "[listen]" in text else '[listen]\nhttp = "127.0.0.1:0"\n'
                rest += "" if "[upstream]" in text else '[upstream]\nurl = "http://127.0.0.1:9"\n'
                # A database that is not there ends it before it serves.
                rest += "" if "[geoip]" in text else '[geoip]\ndatabase = "none.mmdb"\n'
                ended = caveat("serve", "--config", str(self.write("caveat.toml", text + rest)))
                missing_rules = {"[CV005]"}
                said = set(re.findall(r"\[CV\d+\]", ended.stdout)) - missing_rules
                self.assertEqual((78, set()), (ended.returncode, said), ended.stdout)

    def test_the_defaults_of_the_table_are_accepted(self):
        limits = [f"{row[0].strip('`')} = {row[1]}" for row in table_rows(RUNNING) if row[0].startswith("`limits.")]
        self.assertEqual(18, len(limits))
        [short, *_] = [block.text for block in blocks(README, "toml") if "listen" in block.text and is_configuration(block.text)]
        self.start(short + "\n".join(limits) + "\n")

    def test_every_metric_is_described(self):
        [short, *_] = [block.text for block in blocks(README, "toml") if "listen" in block.text and is_configuration(block.text)]
        self.start(short)
        described = {row[0].strip("`") for row in table_rows(RUNNING)}
        families = re.findall(r"^# TYPE (\w+)", self.admin("/metrics"), re.MULTILINE)
        self.assertGreater(len(families), 3)
        self.assertEqual([], [family for family in families if family not in described])


class Failures(unittest.TestCase):
    def test_every_test_that_is_named_is_there(self):
        named = re.findall(r"`(\w+_test\.(?:py|cc)): (\w+)`", (DOCS / "failures.md").read_text())
        self.assertGreater(len(named), 40)
        for file, test in named:
            with self.subTest(f"{file}: {test}"):
                [path] = (SOURCE / "tests").rglob(file)
                self.assertRegex(path.read_text(), rf"\b{test}\b")

    def test_every_state_names_a_test(self):
        states = [row for row in table_rows(DOCS / "failures.md") if row[0] != "state"]
        self.assertGreater(len(states), 40)
        for state, outcome, tests in states:
            with self.subTest(state):
                self.assertTrue(outcome)
                self.assertRegex(tests, r"`\w+_test\.(?:py|cc): \w+`|`\w+_test\.py`")


if __name__ == "__main__":
    unittest.main(verbosity=2)
