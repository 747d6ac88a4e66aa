"""Over a bad line to the site a reader gets the right page, an error, or an end that nobody takes for one: never a
whole page without its notice. CHAOS_SEED and CHAOS_REQUESTS choose."""

import asyncio
import gzip
import os
import random
import tempfile
import unittest
import zlib
from pathlib import Path

from caveat_proxy import ADDRESSES, CaveatProxy
from chaos_relay import ChaosRelay
from http_messages import Message, responses_in
from newsroom import PAGES, main, page_bytes, page_names, url_of
from nginx_site import NginxSite
from page_facts import facts_of

SEED = int(os.environ.get("CHAOS_SEED", "1"))
REQUESTS = int(os.environ.get("CHAOS_REQUESTS", "500"))
AT_ONCE = 16
ERRORS = {502, 503, 504}
LIMITS = "[limits]\nupstream_idle_time = 1\nupstream_connect_time = 1\n"


async def answer_to(port: int, path: str, place: str, accept: str) -> Message | None:
    """None if there was no whole answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        head = f"GET {path} HTTP/1.1\r\nHost: news.test\r\nX-Forwarded-For: {ADDRESSES[place]}\r\n"
        writer.write(f"{head}Accept-Encoding: {accept}\r\nConnection: close\r\n\r\n".encode())
        answers = responses_in(await asyncio.wait_for(reader.read(-1), 30), to_head=False)
        return answers[0] if answers else None
    except OSError:
        return None
    finally:
        writer.close()


def decoded(answer: Message) -> bytes | None:
    """None if the reader sees that the page is damaged."""
    if answer.field("content-encoding") is None:
        return answer.body
    try:
        return gzip.decompress(answer.body)
    except (OSError, EOFError, zlib.error):
        return None


class Chaos(unittest.TestCase):
    def setUp(self):
        if not PAGES.is_dir():
            self.skipTest(f"no pages in {PAGES}: set CAVEAT_CORPUS")
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="caveat-e2e-")))
        self.site = NginxSite(self.directory / "site", PAGES)
        self.addCleanup(self.site.stop)

    def test_a_page_over_a_bad_line_is_right_or_visibly_wrong(self):
        asyncio.run(self.read_over_a_bad_line())

    async def read_over_a_bad_line(self):
        relay = ChaosRelay(self.site.port, SEED)
        port = await relay.start()
        proxy = await asyncio.to_thread(CaveatProxy, self.directory / "proxy", port, tables=LIMITS)
        try:
            outcomes = await self.read_pages(proxy)
            health = await asyncio.to_thread(proxy.admin, "/healthz")
            self.assertEqual((200, "ok"), (health[0], health[1].strip()))
        finally:
            await asyncio.to_thread(proxy.stop)
            relay.stop()
        self.assertNotIn("exception", proxy.log())
        for outcome in ("right", "error", "cut"):
            self.assertGreater(outcomes.count(outcome), REQUESTS // 50, "the line is not bad enough")
        self.assertTrue(all(relay.moods.values()), relay.moods)

    async def read_pages(self, proxy: CaveatProxy) -> list[str]:
        pick = random.Random(SEED)
        names = page_names()[::5]
        jobs = [(pick.choice(("pages", "gzip", "chunked")), pick.choice(names), pick.choice(("CZ", "RU", "UA-40")))
                for _ in range(REQUESTS)]
        line = asyncio.Semaphore(AT_ONCE)

        async def one(folder: str, name: str, place: str) -> str:
            async with line:
                accept = "gzip" if folder == "gzip" else "identity"
                return self.judge(folder, name, place, await answer_to(proxy.port, url_of(folder, name), place, accept))

        return list(await asyncio.gather(*(one(*job) for job in jobs)))

    def judge(self, folder: str, name: str, place: str, answer: Message | None) -> str:
        if answer is None:
            return "cut"
        if answer.status in ERRORS:
            self.assertEqual("no-store", answer.field("cache-control"))
            return "error"
        # A bit that flips in a page that is not coded leaves no trace: any text, but with the notice.
        body = decoded(answer)
        if place == "CZ":
            return "right" if body == page_bytes(name) else "garbled"
        if body is None:
            self.fail(f"{folder}/{name} for {place}: a damaged page, cleanly ended")
        if answer.status == 200:
            self.assertEqual(1, len(facts_of(body).notices), f"{folder}/{name} for {place}: a whole page without its notice: {answer.fields}")
        return "right"


if __name__ == "__main__":
    main()
