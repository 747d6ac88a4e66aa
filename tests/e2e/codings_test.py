"""Codings, framings and methods: the same page, however it is asked for and however the site sends it."""

import gzip

from newsroom import NewsroomTest, main, page_bytes, page_names, url_of
from page_facts import facts_of
from reader import new_connections

GZIP = ("--header", "Accept-Encoding: gzip")
SOME_PAGES = page_names()[::6]


class Codings(NewsroomTest):
    def test_a_coded_page_that_no_rule_touches_arrives_coded(self):
        for name in page_names():
            with self.subTest(name):
                response = self.newsroom.ask(url_of("gzip", name), "CZ", *GZIP)
                self.assertEqual("gzip", response.fields.get("content-encoding"))
                self.assertEqual(self.newsroom.ask_site(url_of("gzip", name), *GZIP).body, response.body)

    def test_a_coded_page_is_edited_as_a_plain_one_is(self):
        for name in page_names():
            with self.subTest(name):
                response = self.newsroom.ask(url_of("gzip", name), "RU", *GZIP)
                self.assertEqual("gzip", response.fields.get("content-encoding"))
                self.assertEqual(self.newsroom.ask(url_of("pages", name), "RU").body, gzip.decompress(response.body))

    def test_an_edited_page_is_coded_as_its_reader_likes_best(self):
        for accepted, coding in (("gzip, br, zstd", "zstd"), ("gzip, br", "br"), ("gzip, br;q=0.5", "gzip")):
            for name in SOME_PAGES:
                with self.subTest(name, accepted=accepted):
                    like = ("--compressed", "--header", f"Accept-Encoding: {accepted}")
                    response = self.newsroom.ask(url_of("gzip", name), "RU", *like)
                    self.assertEqual((0, coding), (response.curl_status, response.fields.get("content-encoding")))
                    self.assertEqual(self.newsroom.ask(url_of("pages", name), "RU").body, response.body)

    def test_a_reader_who_takes_no_coding_gets_none(self):
        for place in ("CZ", "RU"):
            with self.subTest(place):
                response = self.newsroom.ask(url_of("gzip", SOME_PAGES[0]), place)
                self.assertNotIn("content-encoding", response.fields)
                self.assertIn(b"<", response.body[:200])

    def test_a_page_without_a_length_is_edited_as_one_with_it(self):
        for name in SOME_PAGES:
            with self.subTest(name):
                self.assertEqual("chunked", self.newsroom.ask_site(url_of("chunked", name)).fields["transfer-encoding"])
                self.assertEqual(page_bytes(name), self.newsroom.ask(url_of("chunked", name), "CZ").body)
                expected = self.newsroom.ask(url_of("pages", name), "RU").body
                self.assertEqual(expected, self.newsroom.ask(url_of("chunked", name), "RU").body)

    def test_a_reader_who_speaks_http_1_0_gets_the_whole_page(self):
        for place in ("CZ", "RU"):
            with self.subTest(place):
                url = url_of("chunked", SOME_PAGES[0])
                old = self.newsroom.ask(url, place, "--http1.0")
                self.assertEqual(0, old.curl_status)
                self.assertNotIn("transfer-encoding", old.fields)
                self.assertEqual(self.newsroom.ask(url, place).body, old.body)


class Heads(NewsroomTest):
    def test_the_fields_of_a_rule_are_set_where_it_applies_and_nowhere_else(self):
        url = url_of("pages", SOME_PAGES[0])
        self.assertEqual("no-referrer", self.newsroom.ask(url, "RU").fields.get("referrer-policy"))
        self.assertNotIn("referrer-policy", self.newsroom.ask(url, "CZ").fields)

    def test_head_says_what_get_says_but_for_length_and_validators(self):
        per_answer = {"date", "content-length", "transfer-encoding", "etag", "last-modified", "connection"}
        for place in ("CZ", "RU"):
            with self.subTest(place):
                url = url_of("pages", SOME_PAGES[0])
                get, head = self.newsroom.ask(url, place), self.newsroom.ask(url, place, "--head")
                self.assertEqual((0, 200, b""), (head.curl_status, head.status, head.body.split(b"\r\n\r\n")[-1]))
                said_by = [{k: v for k, v in r.fields.items() if k not in per_answer} for r in (get, head)]
                self.assertEqual(*said_by)

    def test_head_of_a_covered_page_does_not_tell_the_length_of_the_uncovered_one(self):
        name = SOME_PAGES[0]
        head = self.newsroom.ask(url_of("pages", name), "RU", "--head")
        self.assertNotEqual(str(len(page_bytes(name))), head.fields.get("content-length"))

    def test_validators_of_the_site_are_not_shown_on_a_covered_page(self):
        url = url_of("pages", SOME_PAGES[0])
        of_the_site = self.newsroom.ask_site(url).fields
        covered = self.newsroom.ask(url, "RU").fields
        self.assertNotEqual(of_the_site["etag"], covered.get("etag"))
        self.assertNotIn("last-modified", covered)

    def test_a_copy_from_before_is_not_revalidated_on_a_covered_page(self):
        url = url_of("pages", SOME_PAGES[0])
        condition = ("--header", f"If-None-Match: {self.newsroom.ask_site(url).fields['etag']}")
        self.assertEqual(304, self.newsroom.ask_site(url, *condition).status)
        covered = self.newsroom.ask(url, "RU", *condition)
        self.assertEqual(200, covered.status)
        self.assertEqual(1, len(facts_of(covered.body).notices))

    def test_a_covered_page_is_whole_even_if_a_part_is_asked_for(self):
        url = url_of("pages", SOME_PAGES[0])
        part = self.newsroom.ask(url, "RU", "--range", "0-99")
        self.assertEqual(200, part.status)
        self.assertEqual(self.newsroom.ask(url, "RU").body, part.body)

    def test_a_page_that_is_not_there_is_not_there(self):
        missing = "/pages/no-such-page.html"
        self.assertEqual(404, self.newsroom.ask_site(missing).status)
        uncovered, covered = self.newsroom.ask(missing, "CZ"), self.newsroom.ask(missing, "RU")
        self.assertEqual(404, uncovered.status)
        self.assertEqual(self.newsroom.ask_site(missing).body, uncovered.body)
        self.assertEqual(404, covered.status)
        self.assertEqual(1, len(facts_of(covered.body).notices))

    def test_a_redirection_is_passed_on(self):
        for place in ("CZ", "RU"):
            with self.subTest(place):
                response = self.newsroom.ask("/moved", place)
                self.assertEqual(302, response.status)
                self.assertTrue(response.fields["location"].endswith("/pages/"), response.fields["location"])

    def test_many_pages_share_one_connection(self):
        urls = [url_of("pages", name) for name in SOME_PAGES[:3]]
        for place in ("CZ", "RU"):
            with self.subTest(place):
                self.assertEqual([1, 0, 0], new_connections(self.newsroom.proxy.port, urls, place))


if __name__ == "__main__":
    main()
