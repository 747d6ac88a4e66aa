"""The demo, as somebody meets it who does what it says: three curl lines, three readers."""

import unittest
import urllib.request
from pathlib import Path

from demo_scene import Demo, shell
from documents import SOURCE
from page_facts import facts_of

MARK = "ru-undesirable/protect-readers"
ARTICLE = SOURCE / "app/demo/site/a/en/river-archive.html"

# As the demo's newspaper writes them.
WIDGETS = ['class="share-bar', 'class="like-button', 'class="bookmark-button', 'class="comment-form',
           'class="contact-form', 'href="mailto:']


def story_of(page: str) -> list[str]:
    """The paragraphs and headings of the story itself, line by line."""
    body = page.partition('class="story__body"')[2].partition('class="share-bar share-bar--bottom')[0]
    return [line.strip() for line in body.splitlines() if line.strip().startswith(("<p>", "<h2"))]


class TheDemo(unittest.TestCase):
    demo: Demo

    @classmethod
    def setUpClass(cls):
        cls.demo = Demo()
        cls.addClassCleanup(cls.demo.stop)

    def page_at(self, place: str) -> str:
        """What the demo's own line for that place prints, run to the letter."""
        lines = [line for line in self.demo.curl_lines() if line.endswith("# " + place)]
        self.assertEqual(1, len(lines), self.demo.curl_lines())
        return shell(lines[0], Path("/"))

    def test_it_says_three_lines_for_three_places(self):
        places = [line.partition("# ")[2] for line in self.demo.curl_lines()]
        self.assertEqual(["Prague", "Moscow", "Sevastopol"], places)

    def test_the_article_has_every_widget_that_the_demo_is_about(self):
        for widget in WIDGETS:
            self.assertIn(widget, ARTICLE.read_text())

    def test_in_prague_the_article_is_as_it_was_written(self):
        self.assertEqual(ARTICLE.read_text(), self.page_at("Prague"))

    def test_in_moscow_and_sevastopol_it_is_warned_of_once(self):
        for place in ("Moscow", "Sevastopol"):
            with self.subTest(place):
                self.assertEqual([MARK], facts_of(self.page_at(place).encode()).notices)

    def test_in_moscow_and_sevastopol_nothing_is_left_to_share_like_save_or_answer_with(self):
        for place in ("Moscow", "Sevastopol"):
            page = self.page_at(place)
            self.assertEqual([], facts_of(page.encode()).share_links)
            for widget in WIDGETS:
                with self.subTest(place=place, widget=widget):
                    self.assertNotIn(widget, page)

    def test_the_story_itself_is_the_same_everywhere(self):
        story = story_of(ARTICLE.read_text())
        self.assertGreater(len(story), 10)
        for place in ("Moscow", "Sevastopol"):
            page = self.page_at(place)
            self.assertEqual([], [line for line in story if line not in page])

    def test_the_page_that_it_says_to_open_is_there(self):
        self.assertIn(f"Open {self.demo.origin}/ ", self.demo.server.log())
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(self.demo.origin + "/", timeout=10) as answer:
            self.assertEqual(200, answer.status)
            self.assertIn("One article, two readers", answer.read().decode())

    def test_it_names_the_sources_of_its_data(self):
        self.assertIn("CC BY 4.0", self.demo.server.log())
        self.assertIn("https://db-ip.com", self.demo.server.log())


class TheEndOfTheDemo(unittest.TestCase):
    def test_ctrl_c_ends_it_well(self):
        demo = Demo()
        self.addCleanup(demo.stop)
        self.assertEqual(0, demo.interrupt())


if __name__ == "__main__":
    unittest.main(verbosity=2)
