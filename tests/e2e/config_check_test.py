"""`caveat check --config` finds what `caveat serve` would refuse, and binds nothing; `config show` tells what is in force."""

import json
import re
import socket
import subprocess
import tempfile
import unittest
from pathlib import Path

from caveat_proxy import BINARY, CaveatProxy
from certificates import make_certificate, table
from newsroom import main
from processes import free_port


def caveat(*arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run([str(BINARY), *arguments], capture_output=True, timeout=60, check=False, text=True)


class CheckedConfiguration(unittest.TestCase):
    def setUp(self):
        directory = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="caveat-e2e-")))
        self.proxy = CaveatProxy(directory, free_port())
        self.proxy.stop()
        self.path = self.proxy.configuration

    def change(self, old: str, new: str) -> None:
        text = self.path.read_text()
        self.assertIn(old, text)
        self.path.write_text(text.replace(old, new, 1))

    def test_a_good_one_is_found_good_while_its_port_is_taken(self):
        with socket.create_server(("127.0.0.1", self.proxy.port)):
            checked = caveat("check", "--config", str(self.path))
        self.assertEqual(0, checked.returncode, checked.stdout + checked.stderr)

    def test_mistakes_come_with_line_caret_and_what_to_write(self):
        self.change('path = "rules/"', 'pth = "rules/"')
        checked = caveat("check", "--config", str(self.path))
        self.assertEqual(1, checked.returncode)
        self.assertIn("caveat.toml:", checked.stdout)
        self.assertIn("did you mean `path`?", checked.stdout)
        self.assertRegex(checked.stdout, r"\n +\^+|\^")

    def test_mistakes_in_the_files_that_it_names_are_found_too(self):
        cases = [
            ("a rule", lambda: self.proxy.pack.write_text('[pack]\nid = 7\n'), "undesirable.toml:2"),
            ("the database", lambda: (self.path.parent / "geo.mmdb").write_bytes(b"none"), "geo.mmdb"),
            ("a key that is not there", lambda: self.path.write_text(self.path.read_text() + '[acknowledge]\nkey_file = "nope"\n'), "nope"),
        ]
        for name, spoil, words in cases:
            with self.subTest(name):
                spoil()
                checked = caveat("check", "--config", str(self.path))
                self.assertEqual(1, checked.returncode, checked.stdout)
                self.assertIn(words, checked.stdout)

    def test_findings_are_there_as_json_and_sarif(self):
        self.change("[rules]", "[rulez]")
        found = json.loads(caveat("check", "--config", str(self.path), "--format", "json").stdout)
        self.assertTrue(found)
        sarif = json.loads(caveat("check", "--config", str(self.path), "--format", "sarif").stdout)
        self.assertEqual("2.1.0", sarif["version"])

    def test_what_lets_readers_past_the_rules_is_a_warning(self):
        checked = caveat("check", "--config", str(self.path))
        self.assertEqual(0, checked.returncode)
        self.assertIn("CV150", checked.stdout)
        self.assertIn("every host is served", checked.stdout)

    def found(self) -> str:
        return caveat("check", "--config", str(self.path)).stdout

    def test_rules_for_hosts_that_the_site_does_not_have_are_a_warning(self):
        self.change("[listen]", '[listen]\nsites = ["elsewhere.test"]')
        self.assertRegex(self.found(), r"no rule in .* can apply on the site, whose hosts are `elsewhere.test`.*CV150")

    def test_no_rules_at_all_are_a_warning_where_they_are_allowed(self):
        self.proxy.pack.unlink()
        self.change("[rules]", "[rules]\nallow_empty = true")
        self.assertRegex(self.found(), r"every page of the site leaves as it came .*CV150")

    def set_build_time(self, name: str, seconds: int) -> None:
        built = re.compile(rb"(?<=build_epoch\x04\x02).{4}", re.DOTALL)  # a number of four bytes (MaxMind DB format)
        database = (self.path.parent / "geo.mmdb").read_bytes()
        (self.path.parent / name).write_bytes(built.sub(seconds.to_bytes(4, "big"), database))

    def test_region_data_that_is_too_old_to_be_believed_is_a_warning(self):
        self.set_build_time("geo.mmdb", 1_000_000_000)
        self.assertRegex(self.found(), r"region data: .*twice `max_age`.*CV150")

    def test_region_data_that_does_not_say_how_old_it_is_is_a_mistake(self):
        self.set_build_time("undated.mmdb", 0)
        self.change('database = "geo.mmdb"', 'databases = ["geo.mmdb", "undated.mmdb"]')
        self.assertRegex(self.found(), r"undated.mmdb: error: .* it does not say when it was built .*CV005")

    def test_no_protocol_that_carries_pages_may_be_switched_to(self):
        for protocol in ("h2c", "HTTP/2.0", "TLS/1.0"):
            with self.subTest(protocol):
                self.change("[upstream]", f'[upstream]\nupgrades = ["websocket", "{protocol}"]')
                self.assertIn("may not be switched to", self.found())
                self.change(f'upgrades = ["websocket", "{protocol}"]\n', "")

    def test_a_star_is_no_address(self):
        self.change(f'"127.0.0.1:{self.proxy.port}"', '"*:8080"')
        self.assertIn('write "0.0.0.0:8080" (IPv4) and "[::]:8080" (IPv6)', self.found())

    def test_no_listener_takes_the_connections_of_another(self):
        own = f"127.0.0.1:{self.proxy.port}"
        for other, overlaps in ((own, True), (f"0.0.0.0:{self.proxy.port}", True), (f"[::]:{self.proxy.port}", False),
                                ("127.0.0.1:1", False)):
            with self.subTest(other):
                self.change(f'http = "{own}"', f'http = ["{own}", "{other}"]')
                self.assertEqual(overlaps, "is taken: " in self.found())
                self.change(f'http = ["{own}", "{other}"]', f'http = "{own}"')

    def test_a_unix_socket_that_cannot_be_made_is_a_mistake_as_it_is_at_a_start(self):
        own = f'"127.0.0.1:{self.proxy.port}"'
        self.path.with_name("taken").write_text("a file\n")
        for path, why in (("nodir/x.sock", r"its folder .*nodir: No such file or directory"),
                          ("taken/x.sock", r"its folder .*taken: Not a directory"),
                          ("taken", "what stands there is no socket")):
            with self.subTest(path):
                self.change(own, f'"unix:{path}"')
                self.assertRegex(self.found(), rf"cannot listen on .*{path}: {why}.*\[CV\d+\]")
                served = caveat("serve", "--config", str(self.path))
                self.assertEqual(78, served.returncode)
                self.assertRegex(served.stderr, rf"cannot listen on .*{path}: {why}")
                self.change(f'"unix:{path}"', own)
        self.change(own, '"unix:x.sock"')
        self.assertNotIn("cannot listen", self.found())

    def test_a_folder_that_the_service_manager_may_make_is_a_warning(self):
        self.change(f'"127.0.0.1:{self.proxy.port}"', '"unix:/run/not-there-before-the-start/x.sock"')
        checked = caveat("check", "--config", str(self.path))
        self.assertIn("its folder /run/not-there-before-the-start: No such file or directory", checked.stdout)
        self.assertEqual(0, checked.returncode)

    def test_a_key_that_everybody_may_read_is_a_warning_and_the_start_writes_it_too(self):
        chain, key = make_certificate(self.path.parent, "news", "news.test")
        self.change("[listen]", f'[listen]\nhttps = "127.0.0.1:{free_port()}"')
        self.path.write_text(self.path.read_text() + table(chain, key))
        key.chmod(0o640)
        self.assertNotIn(f"the key {key}", self.found())
        key.chmod(0o644)
        checked = caveat("check", "--config", str(self.path))
        self.assertRegex(checked.stdout, rf"warning: the key {key} may be read by every user of this machine.*chmod 600.*CV150")
        self.assertEqual(0, checked.returncode)
        self.proxy.restart()
        self.proxy.wait_for_log(f"the key {key} may be read by every user of this machine")

    def test_authorities_that_are_not_there_are_named_with_the_reason(self):
        self.change("[upstream]", '[upstream]\nca = "internal-ca.pem"')
        self.assertRegex(self.found(), r"internal-ca.pem cannot be read: No such file or directory .*CV005")

    def test_settings_that_do_nothing_are_warnings(self):
        self.change("[upstream]", '[upstream]\nserver_name = "a.test"\nhealth = { status = 204 }')
        self.change('database = "geo.mmdb"', 'databases = ["geo.mmdb", "geo.mmdb"]')
        said = self.found()
        self.assertRegex(said, r"`server_name` of \[upstream\] is for servers with https.*CV150")
        self.assertRegex(said, r"`status` of \[upstream.health\] is for checks.*CV150")
        self.assertRegex(said, r"caveat.toml:\d+:\d+: warning: `.*geo.mmdb` is there twice.*CV150")

    def test_a_site_that_is_caveat_itself_is_a_mistake(self):
        text = self.path.read_text()
        self.path.write_text(re.sub(r'(?m)^url = .*$', f'url = "http://127.0.0.1:{self.proxy.port}"', text))
        self.assertRegex(self.found(), r"is the address that Caveat itself listens on.*CV\d+")

    def test_a_site_whose_name_cannot_be_found_is_told(self):
        text = self.path.read_text()
        self.path.write_text(re.sub(r'(?m)^url = .*$', 'url = "http://nowhere.invalid:80"', text))
        self.assertRegex(self.found(), r"cannot find the host nowhere.invalid.*CV\d+")

    def keep_evidence(self, more: str):
        subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", str(self.path.with_name("evidence.key"))],
                       check=True, timeout=60, capture_output=True)
        self.path.with_name("evidence.key").chmod(0o600)
        self.path.write_text(f'{self.path.read_text()}[evidence]\nmode = "required"\nkey_file = "evidence.key"\n{more}\n')

    def test_evidence_that_has_no_folder_to_be_kept_in_is_a_mistake(self):
        self.path.with_name("taken").write_text("a file\n")
        self.keep_evidence('folder = "taken/evidence"')
        self.assertRegex(self.found(), r"cannot be kept in .*taken/evidence: .*taken is no folder.*CV005")

    def test_a_capture_that_nothing_can_be_written_for_is_a_mistake_as_it_is_at_a_start(self):
        self.path.with_name("taken").write_text("a file\n")
        self.path.with_name("nowhere").symlink_to("/nonexistent/captures")
        text = self.path.read_text()
        for folder, why in (("/proc/x", r"no files can be made in /proc"), ("taken", r"taken is no folder"),
                            ("taken/captures", r"taken is no folder"), ("nowhere", r"nowhere is no folder")):
            with self.subTest(folder):
                self.path.write_text(f'{text}[capture]\nwarc = "{folder}/{{date}}.warc.gz"\n')
                self.assertRegex(self.found(), rf"`warc` in \[capture\]: nothing can be written in .*{folder}: .*{why}.*CV005")
                self.assertEqual(78, caveat("serve", "--config", str(self.path)).returncode)

    def test_the_folder_of_a_capture_is_made_by_the_start_and_not_by_the_check(self):
        self.path.write_text(f'{self.path.read_text()}[capture]\nwarc = "new/captures/{{date}}.warc.gz"\n')
        self.assertNotIn("[capture]", self.found())
        self.assertFalse(self.path.with_name("new").exists())
        self.proxy.restart()
        self.assertTrue(self.path.with_name("new").is_dir())
        self.proxy.stop()
        self.assertNotIn("[capture]", self.found())

    def test_a_property_that_kafka_does_not_have_is_a_mistake(self):
        self.keep_evidence('folder = "kept"\nkafka_brokers = "127.0.0.1:9"\nkafka_properties = ["sasl.pasword=x"]')
        self.assertRegex(self.found(), r'Kafka: .*"sasl.pasword".*CV010')

    def ask_for(self, region: str, overrides: bool = False):
        if not overrides:
            self.path.write_text(self.path.read_text().replace('overrides = ["readers.csv"]\n', ""))
        self.proxy.pack.write_text(re.sub(r"region *= *.*", f'region = "{region}"', self.proxy.pack.read_text(), count=1))

    def test_what_no_region_data_tells_is_a_warning_where_rules_ask_for_it(self):
        for region, told in (("UA-43", r"whether a reader is in UA-43, and nothing in \[geoip\] tells subdivisions"),
                             ("asn:AS64500", r"of which network a reader is"), ("anonymous", "whether a reader comes by a VPN or the like")):
            with self.subTest(region):
                self.ask_for(region)
                self.assertRegex(self.found(), rf"1 rule in .* asks \(.*\) {told}.*CV150")

    def test_a_subdivision_that_the_cdn_tells_is_known(self):
        self.ask_for("UA-43")
        self.change("[readers]", '[readers]\nregion_from = { country = "X-Geo-Country" }')
        self.assertRegex(self.found(), r"whether a reader is in UA-43, and nothing in \[geoip\] tells subdivisions")
        self.change('{ country = "X-Geo-Country" }', '{ country = "X-Geo-Country", subdivision = "X-Geo-Region" }')
        self.assertNotIn("tells subdivisions", self.found())

    def test_a_cdn_that_tells_countries_alone_leaves_open_what_a_database_could_tell(self):
        self.ask_for("UA-43", overrides=True)
        self.assertNotIn("no database tells more", self.found())
        self.change("[readers]", '[readers]\nregion_from = { country = "X-Geo-Country" }')
        self.assertRegex(self.found(), r"1 rule in .* asks \(.*\) whether a reader is in UA-43, and .* no database tells more.*CV150")

    def test_the_secrets_of_kafka_are_not_shown(self):
        text = self.path.read_text() + '[evidence]\nmode = "off"\nfolder = "kept"\nkey_file = "evidence.key"\nkafka_properties = ["sasl.password=hunter2", "client.id=a"]\n'
        self.path.write_text(text)
        shown = caveat("config", "show", "--config", str(self.path)).stdout
        self.assertIn("client.id=a", shown)
        self.assertNotIn("hunter2", shown)

    def test_one_that_is_not_there_cannot_be_checked(self):
        self.assertEqual(2, caveat("check", "--config", "/nonexistent/c.toml").returncode)

    def test_show_tells_where_each_value_comes_from_and_means_the_same(self):
        shown = caveat("config", "show", "--config", str(self.path))
        self.assertEqual(0, shown.returncode, shown.stderr)
        self.assertRegex(shown.stdout, r'database = "geo.mmdb" +# caveat.toml:\d+\n')
        self.assertRegex(shown.stdout, r"hold_time = 2 +# default\n")
        again = self.path.with_name("again.toml")
        again.write_text(shown.stdout)
        self.assertEqual(0, caveat("check", "--config", str(again)).returncode, shown.stdout)
        shown_again = caveat("config", "show", "--config", str(again)).stdout
        values = [line.split("#")[0].rstrip() for line in shown.stdout.splitlines()[1:]]
        self.assertEqual(values, [line.split("#")[0].rstrip() for line in shown_again.splitlines()[1:]])

    def test_show_never_shows_what_is_in_a_key(self):
        key = self.path.with_name("acknowledge.key")
        key.touch(mode=0o600)
        key.write_text("ab" * 32)
        self.path.write_text(self.path.read_text() + '[acknowledge]\nkey_file = "acknowledge.key"\n')
        shown = caveat("config", "show", "--config", str(self.path)).stdout
        self.assertIn('key_file = "acknowledge.key"', shown)
        self.assertNotIn("abab", shown)


if __name__ == "__main__":
    main()
