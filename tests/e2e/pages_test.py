"""Real pages, read from several places: warned where the rules say so, untouched everywhere else."""

from newsroom import NewsroomTest, main, page_bytes, page_names, url_of
from page_facts import facts_of

MARK = "ru-undesirable/protect-readers"


class Pages(NewsroomTest):
    def test_the_corpus_is_worth_it(self):
        self.assertGreater(len(page_names()), 50)
        self.assertGreater(sum(len(facts_of(page_bytes(name)).share_links) for name in page_names()), 20)

    def test_no_byte_changes_for_a_reader_in_prague(self):
        for name in page_names():
            with self.subTest(name):
                response = self.newsroom.ask(url_of("pages", name), "CZ")
                self.assertEqual(200, response.status)
                self.assertEqual(page_bytes(name), response.body)

    def test_no_byte_changes_on_a_path_that_the_rule_leaves_out(self):
        for name in page_names():
            with self.subTest(name):
                self.assertEqual(page_bytes(name), self.newsroom.ask(url_of("plain", name), "RU").body)

    def test_a_reader_in_moscow_is_warned_once_and_can_share_nothing(self):
        for name in page_names():
            with self.subTest(name):
                response = self.newsroom.ask(url_of("pages", name), "RU")
                facts = facts_of(response.body)
                self.assertEqual(200, response.status)
                self.assertEqual([MARK], facts.notices)
                self.assertEqual([], facts.share_links)

    def test_sevastopol_gets_the_very_page_of_moscow(self):
        for name in page_names():
            with self.subTest(name):
                moscow = self.newsroom.ask(url_of("pages", name), "RU")
                sevastopol = self.newsroom.ask(url_of("pages", name), "UA-40")
                self.assertEqual([MARK], facts_of(sevastopol.body).notices)
                self.assertEqual(moscow.body, sevastopol.body)

    def test_a_reader_somewhere_in_ukraine_may_be_there_and_is_warned(self):
        response = self.newsroom.ask(url_of("pages", page_names()[0]), "UA")
        self.assertEqual([MARK], facts_of(response.body).notices)

    def test_a_page_that_was_served_once_is_served_the_same_again(self):
        for name in page_names():
            with self.subTest(name):
                once = self.newsroom.ask(url_of("pages", name), "RU").body
                (self.newsroom.site.files / "again.html").write_bytes(once)
                self.assertEqual(once, self.newsroom.ask("/files/again.html", "RU").body)


if __name__ == "__main__":
    main()
