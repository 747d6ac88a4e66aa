"""`caveat audit` of what Playwright records: a HAR, one with bodies beside it, and one that is zipped with them."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import unittest
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from audit_archives import SITE, as_served, page, rules_in
from caveat_proxy import BINARY
from documents import SOURCE

NODE_MODULES = Path(os.environ.get("CAVEAT_NODE_MODULES", SOURCE / "node_modules"))


def site_of(pages: dict[str, str]) -> ThreadingHTTPServer:
    class Site(BaseHTTPRequestHandler):
        def do_GET(self):
            if self.path == "/a/old.html":
                self.send_response(302)
                self.send_header("Location", "/a/good.html")
                self.send_header("Content-Type", "text/html")
                self.send_header("Content-Length", "0")
                return self.end_headers()
            body = pages.get(self.path, "").encode()
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    return ThreadingHTTPServer(("127.0.0.1", 0), Site)


class Recorded(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="caveat-har-")))
        rules = rules_in(cls.folder)
        site = site_of({"/a/good.html": as_served(rules, page(1, "Share")), "/a/bad.html": page(2, "Share")})
        threading.Thread(target=site.serve_forever, daemon=True).start()
        cls.addClassCleanup(site.server_close)
        cls.addClassCleanup(site.shutdown)
        cls.host = f"127.0.0.1:{site.server_port}"
        (cls.folder / "beside").mkdir()
        cls.recordings = {"plain.har": "embed", "beside/attached.har": "attach", "zipped.har.zip": "attach"}
        task = {"chromium": shutil.which("chromium-headless-shell"),
                "urls": [f"http://{cls.host}/a/{name}.html" for name in ("good", "bad", "old")],
                "recordings": [{"path": str(cls.folder / path), "content": content} for path, content in cls.recordings.items()]}
        subprocess.run(["node", Path(__file__).parent / "record_har.mjs"], input=json.dumps(task), text=True, timeout=200,
                       check=True, env=os.environ | {"CAVEAT_NODE_MODULES": str(NODE_MODULES)})

    def audited(self, archive: str) -> dict:
        ended = subprocess.run([BINARY, "audit", archive, "--rules", "rules", "--as", "RU", "--site", f"{self.host}={SITE}",
                                "--format", "json"], cwd=self.folder, capture_output=True, text=True, timeout=120, check=False)
        self.assertEqual((1, ""), (ended.returncode, ended.stderr))
        return json.loads(ended.stdout)

    def test_the_zip_holds_bodies_in_files_of_their_own(self):
        names = zipfile.ZipFile(self.folder / "zipped.har.zip").namelist()
        self.assertIn("har.har", names)
        self.assertGreater(len(names), 2)

    def test_however_it_is_written_the_same_is_found(self):
        for archive in self.recordings:
            with self.subTest(archive):
                said = self.audited(archive)
                self.assertEqual({}, said["not_auditable"])
                self.assertEqual({"redirect-or-empty": 1}, said["passed_over"])
                self.assertEqual((0, 2), (said["unreadable_records"], said["clean"]))
                self.assertEqual([("notice-missing", "/a/bad.html"), ("widget-left", "/a/bad.html")],
                                 sorted((one["kind"], one["url"].partition(self.host)[2]) for one in said["first_new"]))

    def test_a_zip_that_is_torn_is_told(self):
        whole = (self.folder / "zipped.har.zip").read_bytes()
        (self.folder / "torn.har.zip").write_bytes(whole[:-30])
        ended = subprocess.run([BINARY, "audit", "torn.har.zip", "--rules", "rules", "--as", "RU"], cwd=self.folder,
                               capture_output=True, text=True, timeout=120, check=False)
        self.assertEqual(2, ended.returncode)
        self.assertIn("torn.har.zip at 0: the zip cannot be read: ", ended.stdout)


if __name__ == "__main__":
    if shutil.which("chromium-headless-shell") is None or shutil.which("node") is None or not NODE_MODULES.is_dir():
        print("skipped: Chromium, node or its packages are not installed")
        sys.exit(77)
    unittest.main(verbosity=2)
