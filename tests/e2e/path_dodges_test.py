"""A link that is written oddly to get past the rules: it is covered like the page that nginx serves for it, or refused."""

from newsroom import NewsroomTest, main, page_bytes, page_names
from page_facts import facts_of

NAME = page_names()[0] if page_names() else "none"

# /plain/ is left out by the rule, everything else is covered.
DODGES = [
    "//pages/{name}",
    "///pages///{name}",
    "/%2fpages/{name}",
    "/%2Fpages/{name}",
    "/x/..%2fpages/{name}",
    "/plain/..%2Fpages/{name}",
    "/plain/..%2f..%2fpages/{name}",
    "/plain/%2e%2e/pages/{name}",
    "/plain/%2e%2E%2fpages/{name}",
    "/plain/../pages/{name}",
    "/plain/./../pages/{name}",
    "/plain//../pages/{name}",
    "/plain/;/../../pages/{name}",
    "/plain/..;/pages/{name}",
    "/plain/..\\pages/{name}",
    "/plain/..%5cpages/{name}",
    "/plain/..%252fpages/{name}",
    "/plain/%252e%252e/pages/{name}",
    "/plain/%00/../pages/{name}",
    "/plain/%0d%0a/../../pages/{name}",
    "/%70ages/{name}",
    "/pages/{name}#/plain/",
    "/plain/..?/pages/{name}",
]


class PathDodges(NewsroomTest):
    def test_the_page_is_never_served_without_its_notice(self):
        served = 0
        for dodge in DODGES:
            with self.subTest(dodge):
                response = self.newsroom.ask("/", "RU", "--request-target", dodge.format(name=NAME))
                if response.status != 200:
                    continue
                served += 1
                self.assertFalse(page_bytes(NAME) == response.body, "the page came as it is")
                self.assertEqual(1, len(facts_of(response.body).notices))
        self.assertGreater(served, 5)

    def test_nginx_itself_serves_the_page_for_many_of_them(self):
        targets = [("--request-target", dodge.format(name=NAME)) for dodge in DODGES]
        served = [self.newsroom.ask_site("/", *target).body == page_bytes(NAME) for target in targets]
        self.assertGreater(sum(served), 8)

    def test_a_path_that_servers_read_in_two_ways_is_refused(self):
        for dodge in ("/%2fpages/{name}", "/plain/..%5cpages/{name}", "/pages/{name}%00", "/plain/..;/pages/{name}"):
            for place in ("RU", "CZ"):
                with self.subTest(dodge, place=place):
                    target = dodge.format(name=NAME)
                    self.assertEqual(400, self.newsroom.ask("/", place, "--request-target", target).status)

    def test_a_line_end_in_a_path_splits_no_answer(self):
        # As in many a configuration, the site sends readers from its old paths to the new: return 301 .../$1.
        split = "/old/a%0d%0aX-Split:%20yes%0d%0a"
        self.assertEqual("yes", self.newsroom.ask_site("/", "--request-target", split).fields.get("x-split"))
        for dodge in (split, "/old/a%0aX-Split:%20yes", "/old/a%250d%250aX-Split:%20yes", "/old/a%7f"):
            with self.subTest(dodge):
                self.assertEqual(400, self.newsroom.ask("/", "CZ", "--request-target", dodge).status)
        moved = self.newsroom.ask("/old/a%20b", "CZ")
        self.assertEqual((301, True), (moved.status, moved.fields["location"].endswith("/pages/a b")), moved)

    def test_an_encoded_slash_in_the_query_is_nobodys_concern(self):
        self.assertEqual(200, self.newsroom.ask(f"/plain/{NAME}?back=%2Fpages%2F..%5C%00", "RU").status)

    def test_a_field_that_renames_the_page_for_the_upstream_does_not_reach_it(self):
        for name in ("X-Original-URL", "X-Rewrite-URL", "X_Original_URL", "X_Rewrite_URL"):
            with self.subTest(name):
                response = self.newsroom.ask("/echo", "CZ", "--header", f"{name}: /pages/{NAME}")
                self.assertEqual(b"[][]", response.body)


if __name__ == "__main__":
    main()
