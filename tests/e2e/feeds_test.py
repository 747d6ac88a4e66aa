"""A feed and the API of a site's own app, read from several places: warned in the HTML that they hold."""

import gzip
import json

from newsroom import NewsroomTest, main
from processes import wait_until

PACK = """
[pack]
id = "inside"
title = "Readers of feeds and of the app"
[regions.risky]
include = ["RU", "UA-40"]
[notices.n]
kind = "warning"
text.en = "Do not share."
[[rules]]
id = "warn"
when.region = "risky"
when.status = "2xx"
in = ["feed", "json:/article/body"]
insert = { notice = "n", at = "start of body" }
remove = { widgets = ["share"] }
"""

SHARE = '<a class="share" href="https://www.facebook.com/sharer/sharer.php?u=x">Share</a>'
ITEM = "<item><title>t</title><description><![CDATA[<p>Words.</p>" + SHARE + "]]></description></item>"
FEED = f"<?xml version='1.0'?>\n<rss version='2.0'><channel><title>News</title>{ITEM * 3}</channel></rss>\n"
ARTICLE = json.dumps({"article": {"id": 7, "title": "Слова", "body": "<p>Слова.</p>" + SHARE}})
MARK = "data-caveat=\"inside/warn\""


class Feeds(NewsroomTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for name, text in (("news.rss", FEED), ("article.json", ARTICLE), ("other.json", '{"error": 1}'),
                           ("map.xml", "<urlset><item/></urlset>"), ("bad.rss", FEED + "<br>")):
            (cls.newsroom.site.files / name).write_text(text)
        (cls.newsroom.proxy.directory / "rules/inside.toml").write_text(PACK)
        cls.newsroom.proxy.reload()
        cls.newsroom.proxy.server.wait_for(
            lambda: MARK.encode() in cls.newsroom.ask("/files/news.rss", "RU").body, "the new pack is in force")

    def text(self, path: str, place: str, *options: str) -> str:
        return self.newsroom.ask(path, place, *options).body.decode()

    def test_no_byte_changes_for_a_reader_in_prague(self):
        for name, text in (("news.rss", FEED), ("article.json", ARTICLE), ("bad.rss", FEED + "<br>")):
            self.assertEqual(text, self.text(f"/files/{name}", "CZ"))

    def test_each_item_of_a_feed_is_warned_once_and_cannot_be_shared(self):
        for place in ("RU", "UA-40"):
            feed = self.text("/files/news.rss", place)
            self.assertEqual(3, feed.count(MARK))
            self.assertNotIn("sharer.php", feed)
            self.assertEqual(3, feed.count("<![CDATA["))

    def test_the_string_of_a_json_document_is_warned_and_the_rest_stays(self):
        article = json.loads(self.text("/files/article.json", "RU"))["article"]
        self.assertTrue(article["body"].endswith("</div><p>Слова.</p>"), article["body"])
        self.assertIn(MARK, article["body"])
        self.assertEqual((7, "Слова"), (article["id"], article["title"]))

    def test_what_was_served_once_is_served_the_same_again(self):
        for name, path in (("again.rss", "/files/news.rss"), ("again.json", "/files/article.json")):
            once = self.newsroom.ask(path, "RU").body
            (self.newsroom.site.files / name).write_bytes(once)
            self.assertEqual(once, self.newsroom.ask(f"/files/{name}", "RU").body)

    def test_head_and_get_agree(self):
        for path in ("/files/news.rss", "/files/article.json"):
            head = self.newsroom.ask(path, "RU", "--head").fields
            got = self.newsroom.ask(path, "RU").fields
            for fields in (head, got):
                for name in ("date", "content-length", "transfer-encoding"):
                    fields.pop(name, None)
            self.assertEqual(got, head)
            self.assertNotIn("etag", got)

    def test_it_comes_in_the_coding_that_the_reader_takes(self):
        response = self.newsroom.ask("/files/news.rss", "RU", "--header", "Accept-Encoding: gzip")
        body = response.body
        if response.fields.get("content-encoding") == "gzip":
            body = gzip.decompress(body)
        self.assertEqual(3, body.count(MARK.encode()))

    def test_other_xml_passes(self):
        self.assertEqual("<urlset><item/></urlset>", self.text("/files/map.xml", "RU"))

    def test_an_error_takes_the_place_of_what_would_go_out_without_its_notice(self):
        for name, status in (("other.json", 503), ("bad.rss", 502)):
            self.assertEqual(status, self.newsroom.ask(f"/files/{name}", "RU").status)
        for reason in ("feed_malformed", "notice_not_placed"):
            wait_until(lambda: f'reason="{reason}"' in self.newsroom.proxy.admin("/metrics")[1], f"{reason} is counted")


if __name__ == "__main__":
    main()
