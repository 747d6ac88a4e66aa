"""`caveat crawl`, and archives of wget: the demo as three readers see it, written and read back."""

import gzip
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from archives import records, responses
from caveat_proxy import BINARY
from demo_scene import Demo

PACK = Path(__file__).resolve().parents[2] / "app/demo/pack"
ARTICLE = "/a/en/river-archive.html"
READERS = {"CZ": "192.0.2.7", "RU": "198.51.100.7", "UA-40": "203.0.113.7"}
NOTICE = b"data-caveat="


class CrawlTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.demo = Demo()
        cls.addClassCleanup(cls.demo.stop)
        cls.folder = Path(tempfile.mkdtemp(prefix="caveat-crawl-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)

    def crawl(self, *arguments: str, proxy: str | None = None) -> subprocess.CompletedProcess:
        return subprocess.run([BINARY, "crawl", "--proxy", proxy or self.demo.origin, "--rate", "0", "-o",
                               str(self.folder / "out.warc.gz"), *arguments],
                              capture_output=True, text=True, timeout=120, check=False)

    def sitemap(self, name: str, text: str) -> str:
        path = self.folder / name
        path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
        return str(path)

    def pages(self, name: str = "sitemap.xml") -> str:
        urls = "".join(f"<url><loc>\n https://news.example{path} </loc></url>" for path in (ARTICLE, "/about.html", "/?a=1&amp;b=2"))
        return self.sitemap(name, f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>')

    def test_every_page_is_written_as_each_reader_gets_it(self):
        ended = self.crawl("--sitemap", self.pages(), "--as", ",".join(READERS))
        self.assertEqual((0, ""), (ended.returncode, ended.stderr))
        self.assertEqual("9 responses written, 0 failed\n", ended.stdout)
        found = responses(self.folder / "out.warc.gz")
        self.assertEqual([(f"https://news.example{path}", region) for path in (ARTICLE, "/about.html", "/?a=1&b=2")
                          for region in READERS], [(url, region) for url, region, _ in found])
        notices = {region: NOTICE in record.block for url, region, record in found if url.endswith(ARTICLE)}
        self.assertEqual({"CZ": False, "RU": True, "UA-40": True}, notices)

    def audit(self, *arguments: str) -> subprocess.CompletedProcess:
        return subprocess.run([BINARY, "audit", *arguments, "--rules", str(PACK)], cwd=self.folder, capture_output=True,
                              text=True, timeout=120, check=False)

    def test_an_audit_of_what_was_recorded_finds_nothing(self):
        self.assertEqual(0, self.crawl("--sitemap", self.pages(), "--as", ",".join(READERS)).returncode)
        ended = self.audit("out.warc.gz", "--recorded")
        self.assertEqual(0, ended.returncode, ended.stdout + ended.stderr)
        self.assertIn("No findings", ended.stdout)

    def test_an_audit_as_other_readers_finds_what_they_would_lack(self):
        self.assertEqual(0, self.crawl("--sitemap", self.pages(), "--as", "CZ").returncode)
        ended = self.audit("out.warc.gz", "--as", "RU")
        self.assertEqual(1, ended.returncode, ended.stdout + ended.stderr)
        self.assertIn("notice-missing", ended.stdout)

    def test_addresses_can_be_given(self):
        urls = self.folder / "urls.txt"
        urls.write_text(f"# one page\nhttps://news.example{ARTICLE}\n")
        ended = self.crawl("--urls", str(urls), "--as", "somewhere=203.0.113.7")
        self.assertEqual(0, ended.returncode, ended.stderr)
        [(_, region, record)] = responses(self.folder / "out.warc.gz")
        self.assertEqual("somewhere", region)
        self.assertIn(NOTICE, record.block)

    def test_a_sitemap_may_be_compressed_and_only_its_beginning_asked_for(self):
        inner = self.pages("inner.xml.gz")
        self.assertEqual(0, self.crawl("--sitemap", inner, "--as", "CZ", "--limit", "2").returncode)
        self.assertEqual(2, len(responses(self.folder / "out.warc.gz")))

    def test_what_cannot_be_had_is_told(self):
        nowhere = self.crawl("--sitemap", self.pages(), "--as", "CZ", "--retries", "0",
                             proxy="http://127.0.0.1:1")
        self.assertEqual(1, nowhere.returncode)
        self.assertIn("3 failed", nowhere.stdout)
        self.assertIn("river-archive.html, as CZ: ", nowhere.stderr)
        self.assertEqual(2, self.crawl("--sitemap", str(self.folder / "none.xml"), "--as", "CZ").returncode)
        self.assertEqual(2, self.crawl("--sitemap", self.pages(), "--as", "nowhere").returncode)
        self.assertEqual(2, self.crawl("--as", "CZ").returncode)
        self.assertEqual(2, self.crawl("--sitemap", self.sitemap("page.xml", "<html/>"), "--as", "CZ").returncode)

    def test_an_archive_of_wget_holds_what_each_reader_got(self):
        for region, address in READERS.items():
            name = self.folder / f"wget-{region}"
            subprocess.run(["wget", "--quiet", "--no-config", f"--header=X-Forwarded-For: {address}", f"--warc-file={name}",
                            "--output-document=/dev/null", self.demo.origin + ARTICLE],
                           check=True, timeout=60, env={"PATH": "/usr/bin:/bin", "no_proxy": "*"})
            kept = [record for record in records(Path(f"{name}.warc.gz")) if record.kind == "response"]
            self.assertEqual(1, len(kept))
            self.assertEqual(region != "CZ", NOTICE in kept[0].block)


if __name__ == "__main__":
    unittest.main(verbosity=2)
