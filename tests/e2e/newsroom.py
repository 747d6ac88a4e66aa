"""The whole scene of a test: pages, a real nginx, Caveat before it, and readers in several places."""

import os
import shutil
import sys
import tempfile
import unittest
from pathlib import Path
from urllib.parse import quote

from caveat_proxy import CaveatProxy
from nginx_site import NginxSite
from reader import Response, ask

SOURCE = Path(__file__).resolve().parents[2]
CORPUS = Path(os.environ.get("CAVEAT_CORPUS") or SOURCE.parent / "shared/corpus")
PAGES = CORPUS / "pages/readability"
SKIPPED = 77  # ctest's SKIP_RETURN_CODE


class Newsroom:
    def __init__(self):
        if not PAGES.is_dir():
            raise unittest.SkipTest(f"no pages in {PAGES}: set CAVEAT_CORPUS")
        self.directory = Path(tempfile.mkdtemp(prefix="caveat-e2e-"))
        try:
            self.site = NginxSite(self.directory / "site", PAGES)
            self.proxy = CaveatProxy(self.directory / "proxy", self.site.port)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        for server in (getattr(self, "proxy", None), getattr(self, "site", None)):
            if server is not None:
                server.stop()
        shutil.rmtree(self.directory)

    def ask(self, path: str, place: str, *options: str, keep_body: bool = True) -> Response:
        return ask(self.proxy.port, path, place, *options, keep_body=keep_body)

    def ask_site(self, path: str, *options: str) -> Response:
        """Past the proxy."""
        return ask(self.site.port, path, "CZ", *options)


class NewsroomTest(unittest.TestCase):
    """One newsroom for the tests of a class."""

    newsroom: Newsroom

    @classmethod
    def setUpClass(cls):
        cls.newsroom = Newsroom()
        cls.addClassCleanup(cls.newsroom.stop)


def page_names() -> list[str]:
    return sorted(page.name for page in PAGES.glob("*.html"))


def url_of(folder: str, name: str) -> str:
    return f"/{folder}/{quote(name)}"


def page_bytes(name: str) -> bytes:
    return (PAGES / name).read_bytes()


def main() -> None:
    """As unittest.main, but tells ctest when every test was skipped."""
    result = unittest.main(exit=False, verbosity=2).result
    if not result.wasSuccessful():
        sys.exit(1)
    if result.testsRun == len(result.skipped) or not result.testsRun:
        sys.exit(SKIPPED)
