"""What `caveat audit` writes: reports that independent readers understand, the same from many machines as from one."""

import csv
import gzip
import hashlib
import json
import os
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as xml
from pathlib import Path

import jsonschema

from audit_archives import SITE, captured, page, record, record_id, revisit, rules_in, write_archives
from audit_partial import finding, partial
from caveat_proxy import BINARY
from documents import DOCS, SOURCE, blocks

FILES = ["findings.csv", "findings.jsonl", "findings.sarif", "junit.xml", "not-auditable.jsonl", "report.html",
         "warnings.csv", "warnings.jsonl"]
ASKED = ["--rules", "rules", "--as", "RU,UA-43,CZ"]
ARCHIVES = 7
# In each archive: for RU, a page without notice and removal, and a widget on another; for UA-43, a page without notice;
# for CZ, two pages with a notice that is not due there. The hostile page lacks all that is due.
FINDINGS = 6 * ARCHIVES + 3
UNAUDITABLE = 3 * ARCHIVES  # the page that is cut off, for each region


class InFolder(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="caveat-reports-")))
        cls.archives = write_archives(cls.folder / "archives", rules_in(cls.folder), ARCHIVES)
        cls.one = cls.ended("audit", *cls.archives, *ASKED, "--report", "one", "--jobs", "1")

    @classmethod
    def ended(cls, *arguments) -> subprocess.CompletedProcess:
        return subprocess.run([BINARY, *map(str, arguments)], cwd=cls.folder, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=120, check=False)

    def run_it(self, *arguments, expected: int = 0) -> str:
        ended = self.ended(*arguments)
        self.assertEqual(expected, ended.returncode, ended.stderr)
        return ended.stderr

    def map(self, output: str, *archives, options=ASKED) -> str:
        self.run_it("audit", "map", *archives, *options, "-o", output)
        return output

    def text(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def lines(self, folder: str = "one") -> list[dict]:
        return [json.loads(line) for line in self.text(f"{folder}/findings.jsonl").splitlines()]


class Formats(InFolder):
    def test_there_are_all_of_them(self):
        self.assertEqual((1, ""), (self.one.returncode, self.one.stderr))
        self.assertEqual(FILES, sorted(path.name for path in (self.folder / "one").iterdir()))

    def test_json_lines_are_as_their_schema_says(self):
        schema = json.loads((SOURCE / "schema/finding.schema.json").read_text())
        jsonschema.Draft7Validator.check_schema(schema)
        validator = jsonschema.Draft7Validator(schema)
        for line in self.lines():
            self.assertEqual([], [error.message for error in validator.iter_errors(line)])
        self.assertEqual(FINDINGS, len(self.lines()))

    def test_what_is_not_auditable_is_named_as_its_schema_says(self):
        schema = json.loads((SOURCE / "schema/not-auditable.schema.json").read_text())
        jsonschema.Draft7Validator.check_schema(schema)
        validator = jsonschema.Draft7Validator(schema)
        lines = [json.loads(line) for line in self.text("one/not-auditable.jsonl").splitlines()]
        for line in lines:
            self.assertEqual([], [error.message for error in validator.iter_errors(line)])
        self.assertEqual(UNAUDITABLE, len(lines))
        self.assertEqual({"archive", "offset", "record", "url", "region", "time", "reason", "detail"}, set(lines[0]))
        self.assertIn('<table id="unauditable">', self.text("one/report.html"))

    def test_warnings_are_as_their_schema_says(self):
        schema = json.loads((SOURCE / "schema/warning.schema.json").read_text())
        jsonschema.Draft7Validator.check_schema(schema)
        validator = jsonschema.Draft7Validator(schema)
        (self.folder / "torn.warc").write_bytes(b"WARC/1.0\r\nWARC-Type: response\r\n\r\n" + b"x" * 99)
        other = captured("c", "/a/1.html", page(1), 1, region="RU", rules="d" * 64)
        (self.folder / "captured.warc.gz").write_bytes(other)
        said = self.ended("audit", "torn.warc", "captured.warc.gz", "--rules", "rules", "--recorded", "--report", "warned").stdout
        self.assertIn(f"Warning: 1 response was captured under other rules than those given:\n  {'d' * 64}  1\n", said)
        lines = [json.loads(line) for line in self.text("warned/warnings.jsonl").splitlines()]
        for line in lines:
            self.assertEqual([], [error.message for error in validator.iter_errors(line)])
        self.assertEqual(["other-rules", "unreadable-record"], [line["warning"] for line in lines])
        self.assertEqual(("d" * 64, 1), (lines[0]["rules"], lines[0]["count"]))
        with (self.folder / "warned/warnings.csv").open(encoding="utf-8-sig", newline="") as file:
            self.assertEqual(["other-rules", "unreadable-record"], [row["warning"] for row in csv.DictReader(file, strict=True)])
        self.assertIn("Captured under other rules", self.text("warned/report.html"))
        self.assertNotEqual("", self.text("warned/findings.jsonl"), "what was recorded is audited all the same")

    def test_json_lines_mark_the_place(self):
        [left] = [line for line in self.lines()
                  if (line["path"], line["region"]) == ("/a/warned.html", "RU") and "archive-001" in line["archive"]]
        self.assertEqual("widget-left", left["kind"])
        self.assertIn("class=share", left["excerpt"]["marked"])

    def test_csv_is_read_by_python(self):
        with (self.folder / "one/findings.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, strict=True))
        told = [(line["fingerprint"], line["kind"], line["region"], line["url"]) for line in self.lines()]
        self.assertEqual(told, [(row["fingerprint"], row["kind"], row["region"], row["url"]) for row in rows])
        for row in rows:
            for cell in row.values():
                self.assertNotIn(cell[:1], set("=+-@\t\r"))
                self.assertTrue(cell.isprintable(), cell)

    def test_junit_is_read_by_python(self):
        root = xml.parse(self.folder / "one/junit.xml").getroot()
        [suite] = root.findall("testsuite")
        cases = suite.findall("testcase")
        self.assertEqual(str(len(cases)), suite.get("tests"))
        self.assertEqual(str(len(suite.findall("testcase/failure"))), suite.get("failures"))
        self.assertEqual(str(len(suite.findall("testcase/skipped"))), suite.get("skipped"))
        self.assertEqual(FINDINGS + 1, int(suite.get("failures")))

    def test_sarif_has_what_its_readers_need(self):
        sarif = json.loads(self.text("one/findings.sarif"))
        [run] = sarif["runs"]
        self.assertEqual(("2.1.0", "caveat"), (sarif["version"], run["tool"]["driver"]["name"]))
        rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
        self.assertEqual(FINDINGS, len(run["results"]))
        for result in run["results"]:
            self.assertIn(result["ruleId"], rules)
            self.assertIn(result["level"], {"error", "warning", "note"})
            [location] = result["locations"]
            self.assertRegex(location["physicalLocation"]["artifactLocation"]["uri"], rf"^https://{SITE}/[!-~]+$")
            self.assertEqual(["caveat/v1"], list(result["fingerprints"]))
            self.assertTrue(result["message"]["text"])
            for place in result["relatedLocations"]:
                self.assertRegex(place["physicalLocation"]["artifactLocation"]["uri"], r"^[!-~]+$")
                self.assertTrue(place["message"]["text"])
        [invocation] = run["invocations"]
        self.assertIs(True, invocation["executionSuccessful"])
        for told in invocation["toolExecutionNotifications"]:
            self.assertEqual(("warning", True), (told["level"], bool(told["message"]["text"])))
        self.assertIn("not auditable", invocation["toolExecutionNotifications"][0]["message"]["text"])

    @unittest.skipUnless("CAVEAT_SARIF_SCHEMA" in os.environ, "set CAVEAT_SARIF_SCHEMA to OASIS's sarif-schema-2.1.0.json")
    def test_sarif_is_as_its_schema_says(self):
        schema = json.loads(Path(os.environ["CAVEAT_SARIF_SCHEMA"]).read_text())
        validator = jsonschema.validators.validator_for(schema)(schema)
        self.assertEqual([], [error.message for error in validator.iter_errors(json.loads(self.text("one/findings.sarif")))])

    def test_a_terminal_is_safe_from_all_of_them(self):
        for name in FILES:
            with self.subTest(name):
                text = self.text(f"one/{name}")
                self.assertTrue(set(text) <= {"\n", "\r", "\ufeff"} | {char for char in text if char.isprintable()})

    def test_the_number_of_threads_cannot_be_seen(self):
        self.run_it("audit", *reversed(self.archives), *ASKED, "--report", "many", "--jobs", "8", expected=1)
        for name in FILES:
            self.assertEqual(self.text(f"one/{name}"), self.text(f"many/{name}"), name)

    def test_findings_of_the_baseline_are_accepted(self):
        self.run_it("audit", *self.archives, *ASKED, "--write-baseline", "known.jsonl", expected=1)
        self.run_it("audit", *self.archives, *ASKED, "--baseline", "known.jsonl", "--report", "accepted")
        self.assertTrue(all("accepted" in line for line in self.lines("accepted")))
        sarif = json.loads(self.text("accepted/findings.sarif"))
        self.assertEqual({"unchanged"}, {result["baselineState"] for result in sarif["runs"][0]["results"]})
        self.assertEqual("0", xml.parse(self.folder / "accepted/junit.xml").getroot().get("failures"))
        self.run_it("audit", "report", self.map("all.partial", *self.archives), "--report", "parts", "--baseline", "known.jsonl")
        for name in FILES:
            self.assertEqual(self.text(f"accepted/{name}"), self.text(f"parts/{name}"), name)

    def test_a_report_that_cannot_be_written_is_said(self):
        (self.folder / "file").touch()
        self.assertIn("file", self.run_it("audit", *self.archives, *ASKED, "--report", "file", expected=2))


class Parts(InFolder):
    def same_as_one(self, *partials: str) -> None:
        self.run_it("audit", "report", *partials, "--report", "parts", expected=1)
        for name in FILES:
            self.assertEqual(self.text(f"one/{name}"), self.text(f"parts/{name}"), name)

    def test_however_the_work_is_split_the_report_is_that_of_one_process(self):
        singles = [self.map(f"single-{number}", archive) for number, archive in enumerate(self.archives)]
        self.same_as_one(*reversed(singles))
        halves = [self.map("half-1", *self.archives[3:]), self.map("half-0", *self.archives[:3])]
        self.same_as_one(*halves)
        self.run_it("audit", "reduce", *singles[4:], "-o", "late")
        self.run_it("audit", "reduce", "late", *singles[2:4], "-o", "later")
        self.run_it("audit", "reduce", singles[1], "later", singles[0], "-o", "all")
        self.same_as_one("all")
        self.assertEqual(self.text(self.map("whole", *self.archives)), self.text("all"))

    def test_a_revisit_of_a_record_in_another_part_is_named(self):
        (self.folder / "original.warc.gz").write_bytes(record("o", "/a/1.html", page(1), 1))
        (self.folder / "revisit.warc.gz").write_bytes(revisit("r", "/a/1.html", 2, of=("o", "/a/1.html")))
        names = ["original.warc.gz", "revisit.warc.gz"]
        asked = ["--rules", "rules", "--as", "RU"]
        apart = [self.map(f"{name}.part", name, options=asked) for name in names]
        self.run_it("audit", "report", *apart, "--report", "apart", expected=1)
        [named] = [json.loads(line) for line in self.text("apart/not-auditable.jsonl").splitlines()]
        self.assertEqual(("revisit-unresolved", "revisit.warc.gz", record_id("r", "/a/1.html")),
                         (named["reason"], named["archive"], named["record"]))
        self.run_it("audit", "report", self.map("both.part", *names, options=asked), "--report", "both", expected=1)
        self.assertEqual("", self.text("both/not-auditable.jsonl"))

    def test_a_revisit_of_a_record_in_another_part_has_its_body_from_there_if_that_is_named(self):
        (self.folder / "original.warc.gz").write_bytes(record("o", "/a/1.html", page(1), 1))
        (self.folder / "revisit.warc.gz").write_bytes(revisit("r", "/a/1.html", 2, of=("o", "/a/1.html")))
        names = ["original.warc.gz", "revisit.warc.gz"]
        (self.folder / "all.txt").write_text("".join(f"{name}\n" for name in names))
        asked = ["--rules", "rules", "--as", "RU"]
        apart = [self.map(f"{name}.whole", name, options=[*asked, "--bodies-from", "@all.txt"]) for name in names]
        self.run_it("audit", "reduce", *apart, "-o", "apart.whole")
        self.assertEqual(self.text(self.map("both.whole", *names, options=asked)), self.text("apart.whole"))

    def test_a_page_of_a_folder_that_cannot_be_read_is_named_and_the_folder_has_its_digest(self):
        mirror = self.folder / "mirror"
        mirror.mkdir()
        (mirror / "a.html").write_text(page(1))
        (mirror / "b.html").write_text(page(2))
        (mirror / "b.html").chmod(0)
        digest = hashlib.sha256(f"{hashlib.sha256(page(1).encode()).hexdigest()}  a.html\n".encode()).hexdigest()
        # Root reads all. Another user may have no way to the binary, where that lies in root's home.
        without_rights = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
        asked = ["--rules", "rules", "--as", "RU", "--at", "2026-11-20T12:00:00Z"]
        for arguments in [["audit", "mirror", *asked, "--report", "mirrored"], ["audit", "map", "mirror", *asked, "-o", "-"]]:
            ended = subprocess.run([*without_rights, BINARY, *arguments], cwd=self.folder, stdin=subprocess.DEVNULL,
                                   capture_output=True, text=True, timeout=60, check=False)
            self.assertEqual(2, ended.returncode, ended.stderr)
            self.assertEqual("caveat: mirror/b.html cannot be read\n", ended.stderr)
            written = ended.stdout if "map" in arguments else self.text("mirrored/report.html")
            self.assertIn(digest, written)
            self.assertIn("b.html", written)

    def test_what_cannot_be_read_where_bodies_are_looked_for_is_named(self):
        asked = ["--rules", "rules", "--as", "RU"]
        (self.folder / "z.warc").write_bytes(gzip.decompress(revisit("r", "/a/1.html", 2, of=("o", "/a/1.html"))))
        (self.folder / "garbage.warc").write_bytes(b"no archive\n" * 20)
        (self.folder / "torn.warc").write_bytes(gzip.decompress(record("x", "/a/2.html", page(2), 1))[:-40])
        for name, reason, code in [("garbage.warc", "", 2), ("torn.warc", "", 1)]:
            with self.subTest(name):
                options = [*asked, "--bodies-from", name]
                ended = self.ended("audit", "z.warc", *options, "--report", "blind")
                self.assertIn(f"could not be read in archives that were looked into for bodies\n  {name}", ended.stdout)
                self.assertEqual(2 if code == 2 else 0, ended.returncode, ended.stderr)
                self.assertIn(name, self.text("blind/warnings.jsonl"))
                digest = hashlib.sha256((self.folder / name).read_bytes()).hexdigest()
                self.assertIn(digest, self.text("blind/report.html"))
                self.run_it("audit", "map", "z.warc", *options, "-o", "blind.part", expected=2 if code == 2 else 0)
                self.assertIn(f'{{"bodies":{{"name":"{name}","sha256":"{digest}"', self.text("blind.part"))
                self.assertIn(name, self.ended("audit", "report", "blind.part", "--report", "blind").stdout)

    def test_a_part_that_looked_for_bodies_in_other_bytes_is_refused(self):
        asked = ["--rules", "rules", "--as", "RU"]
        (self.folder / "y.warc.gz").write_bytes(revisit("r", "/a/1.html", 2, of=("o", "/a/1.html")))
        (self.folder / "changing.warc.gz").write_bytes(record("o", "/a/1.html", page(1), 1))
        looked = self.map("looked", "y.warc.gz", options=[*asked, "--bodies-from", "changing.warc.gz"])
        (self.folder / "changing.warc.gz").write_bytes(record("o", "/a/1.html", page(2), 1))
        audited = self.map("audited", "changing.warc.gz", options=asked)
        for order in [(looked, audited), (audited, looked)]:
            said = self.run_it("audit", "reduce", *order, "-o", "refused", expected=2)
            self.assertIn("changing.warc.gz had other bytes where another partial was made", said)

    def test_standard_output_will_do(self):
        ended = self.ended("audit", "map", self.archives[0], *ASKED, "-o", "-")
        self.assertEqual(self.text(self.map("first", self.archives[0])), ended.stdout)

    def test_partials_that_do_not_belong_together_are_refused(self):
        first, second = self.map("first", self.archives[0]), self.map("second", self.archives[1])
        other = self.map("other", self.archives[2], options=["--rules", "rules", "--as", "RU"])
        (self.folder / "copy.warc.gz").write_bytes((self.folder / self.archives[0]).read_bytes())
        copy = self.map("copy", "copy.warc.gz")
        (self.folder / "torn").write_text(self.text(second)[:-30])
        for partials, reason in [((first, other), "caveat: other: it was made for other regions\n"),
                                 ((first, first), f"caveat: first: {self.archives[0]} is in more than one partial\n"),
                                 ((first, copy), f"caveat: copy: copy.warc.gz has the very bytes of {self.archives[0]}\n"),
                                 ((first, "nowhere"), "caveat: nowhere: No such file or directory\n")]:
            self.assertEqual(reason, self.run_it("audit", "reduce", *partials, "-o", "refused", expected=2))
        self.assertIn("caveat: torn:", self.run_it("audit", "reduce", first, "torn", "-o", "refused", expected=2))
        self.assertFalse((self.folder / "refused").exists())

    def test_options_that_are_misspelt_are_told(self):
        said = self.run_it("audit", "map", "x.warc", "--ouput", "p", expected=2)
        self.assertIn("there is no option `--ouput`; did you mean `--output`?", said)
        said = self.run_it("audit", "reduce", "--output", "p", expected=2)
        self.assertNotIn("there is no option", said)

    def test_what_is_no_archive_is_named_and_the_others_go_on(self):
        (self.folder / "empty.warc").touch()
        named = ["empty.warc", self.archives[1]]
        self.assertIn("empty.warc", self.run_it("audit", "map", *named, *ASKED, "-o", "some.part", expected=2))
        self.assertIn(str(self.archives[1]), self.text("some.part"))
        self.run_it("audit", "report", "some.part", "--report", "some", expected=1)
        ended = self.ended("audit", *named, *ASKED, "--report", "some-at-once")
        self.assertEqual(2, ended.returncode, ended.stderr)
        for name in FILES:
            self.assertEqual(self.text(f"some-at-once/{name}"), self.text(f"some/{name}"), name)
        [warned] = [json.loads(line) for line in self.text("some/warnings.jsonl").splitlines()]
        self.assertEqual(("unreadable-record", "empty.warc", "the file is empty"),
                         (warned["warning"], warned["archive"], warned["reason"]))
        self.assertIn('"unreadable-record",1,"","empty.warc",0,"","the file is empty"', self.text("some/warnings.csv"))
        self.assertIn("empty.warc", self.text("some/findings.sarif"))

    def test_an_archive_that_nobody_can_read_has_no_digest_and_ends_no_report(self):
        (self.folder / "locked.warc").symlink_to("/proc/self/mem")
        self.assertIn("locked.warc", self.run_it("audit", "locked.warc", self.archives[1], *ASKED, "--report", "locked", expected=2))
        self.assertIn(str(self.archives[1]), self.text("locked/findings.jsonl"))
        self.assertIn("locked.warc", self.text("locked/warnings.jsonl"))

    def test_a_thousand_partials_are_put_together_at_once(self):
        names = []
        for number in range(1100):
            names.append(f"made-{number}")
            (self.folder / names[-1]).write_text(partial([finding(archive=f"{number}.warc.gz")]))
        self.run_it("audit", "reduce", *names, "-o", "made")
        self.assertEqual(1100 * 2 + 3, len(self.text("made").splitlines()))


class Recipes(InFolder):
    """The scripts of docs/audit-at-scale.md, without their clusters."""

    def setUp(self):
        self.map_one, self.report_all, self.map_each = [
            block.text.replace("/srv", str(self.folder)) for block in blocks(DOCS / "audit-at-scale.md", "sh")]
        (self.folder / "archives.txt").write_text("".join(f"{archive}\n" for archive in self.archives))

    def shell(self, script: str, text: str = "", expected: int = 0, **environment: str) -> str:
        path = f"{Path(BINARY).parent}:{os.environ['PATH']}"
        asked = script.replace("--as RU,UA-43 ", "--as RU,UA-43,CZ ")
        ended = subprocess.run(["sh", "-c", asked], cwd=self.folder, env=os.environ | environment | {"PATH": path}, input=text,
                               capture_output=True, text=True, timeout=120, check=False)
        self.assertEqual(expected, ended.returncode, ended.stderr)
        return ended.stdout

    def test_of_slurm_gives_the_report_of_one_process(self):
        self.shell("rm -rf partials reduced")
        for number in range(1, ARCHIVES + 1):
            self.shell(self.map_one, SLURM_ARRAY_TASK_ID=str(number), SLURM_CPUS_PER_TASK="1")
        self.shell(self.report_all, expected=1)
        for name in FILES:
            self.assertEqual(self.text(f"one/{name}"), self.text(f"report/{name}"), name)

    def test_of_slurm_gives_no_report_of_less_than_all(self):
        self.shell("rm -rf reduced")
        self.shell(self.report_all.replace("partials", "rules"), expected=1)
        self.assertEqual([], list((self.folder / "reduced").glob("*")))

    def test_of_spark_names_a_partial_for_each_archive(self):
        (self.folder / "partials").mkdir(exist_ok=True)
        named = self.shell(self.map_each, text=(self.folder / "archives.txt").read_text()).split()
        self.assertEqual(ARCHIVES, len(set(named)))
        self.run_it("audit", "reduce", *named, "-o", "spark")
        asked = ["--rules", str(self.folder / "rules"), *ASKED[2:]]
        self.assertEqual(self.text(self.map("whole", *self.archives, options=asked)), self.text("spark"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
