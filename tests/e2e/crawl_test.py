"""`caveat crawl`, and archives of wget: the demo as three readers see it, written and read back."""

import gzip
import shutil
import subprocess
import tempfile
import threading
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from archives import notes, records, responses
from caveat_proxy import BINARY
from demo_scene import Demo

PACK = Path(__file__).resolve().parents[2] / "app/demo/pack"
ARTICLE = "/a/en/river-archive.html"
READERS = {"CZ": "192.0.2.7", "RU": "198.51.100.7", "UA-40": "203.0.113.7"}
NOTICE = b"data-caveat="


class Answers:
    """A server of fixed answers by path, that notes what it was asked for."""

    def __init__(self, answers: dict):
        asked = self.asked = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):  # pylint: disable=invalid-name
                asked.append((self.headers["Host"], self.path))
                body = answers.get(self.path.partition("?")[0])
                body = body() if callable(body) else body
                self.send_response(404 if body is None else 200)
                self.send_header("Content-Type", "text/html" if self.path.endswith(".html") else "application/octet-stream")
                self.send_header("Content-Length", str(len(body or b"")))
                self.end_headers()
                self.wfile.write(body or b"")

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.origin = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


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

    def answers(self, answers: dict) -> Answers:
        server = Answers(answers)
        self.addCleanup(server.stop)
        return server

    def test_a_sitemap_that_the_site_serves_may_name_others_that_are_compressed(self):
        space = "http://www.sitemaps.org/schemas/sitemap/0.9"
        part = f'<urlset xmlns="{space}">' + "".join(f"<url><loc>https://news.example/{name}.html</loc></url>" for name in "ab") + "</urlset>"
        index = (f'<sitemapindex xmlns="{space}"><sitemap><loc>https://news.example/maps/1.xml.gz</loc></sitemap>'
                 "<sitemap><loc>https://news.example/maps/2.txt</loc></sitemap></sitemapindex>")
        proxy = self.answers({"/index.xml": index.encode(), "/maps/1.xml.gz": gzip.compress(part.encode()),
                              "/maps/2.txt": b"https://news.example/c.html\nhttps://news.example/a.html\n",
                              **{f"/{name}.html": f"<p>{name}".encode() for name in "abc"}})
        ended = self.crawl("--sitemap", "https://news.example/index.xml", "--as", "CZ", proxy=proxy.origin)
        self.assertEqual((0, "3 responses written, 0 failed\n"), (ended.returncode, ended.stdout), ended.stderr)
        self.assertEqual([("news.example", path) for path in ("/index.xml", "/maps/1.xml.gz", "/maps/2.txt", "/a.html", "/b.html", "/c.html")],
                         proxy.asked)
        self.assertEqual([f"https://news.example/{name}.html" for name in "abc"],
                         [url for url, _, _ in responses(self.folder / "out.warc.gz")])

    def test_the_proxy_is_asked_for_its_rules_once_a_page(self):
        proxy = self.answers({f"/{name}.html": b"<p>x" for name in "abcd"})
        admin = self.answers({"/rules": b"a" * 64 + b" news.example\n"})
        urls = self.folder / "four.txt"
        urls.write_text("".join(f"https://news.example/{name}.html\n" for name in "abcd"))
        ended = self.crawl("--urls", str(urls), "--as", "CZ", "--admin", admin.origin, proxy=proxy.origin)
        self.assertEqual(0, ended.returncode, ended.stderr)
        self.assertEqual(4 + 1, len(admin.asked), "and once before the first")
        self.assertEqual({"a" * 64}, {note["caveat-rules"] for note in notes(self.folder / "out.warc.gz")})

    def test_a_page_that_came_while_the_rules_changed_is_asked_for_again(self):
        told = iter("aab" + "b" * 9)
        admin = self.answers({"/rules": lambda: next(told).encode() * 64 + b" news.example\n"})
        proxy = self.answers({f"/{name}.html": b"<p>x" for name in "abc"})
        urls = self.folder / "three.txt"
        urls.write_text("".join(f"https://news.example/{name}.html\n" for name in "abc"))
        ended = self.crawl("--urls", str(urls), "--as", "CZ", "--admin", admin.origin, proxy=proxy.origin)
        self.assertEqual(0, ended.returncode, ended.stderr)
        self.assertEqual(["/a.html", "/b.html", "/b.html", "/c.html"], [path for _, path in proxy.asked])
        self.assertEqual(["a" * 64, "b" * 64, "b" * 64], [note["caveat-rules"] for note in notes(self.folder / "out.warc.gz")])

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
