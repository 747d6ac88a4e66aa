"""A page that readers see once they have accepted a notice, with no script: curl presses the button."""

import html
import re
import time

from newsroom import NewsroomTest, main
from processes import wait_until
from reader import SITE

PACK = """
[pack]
id = "ask"
title = "Readers who are asked first"
[notices.n]
kind = "warning"
text.en = "{words}"
[[rules]]
id = "first"
when.region = ["RU", "UA-40"]
when.path = ["/files/asked*", "/cookies"]
acknowledge = {{ notice = "n", days = 7 }}
[[rules]]
id = "second"
when.region = "RU"
when.path = "/files/asked-twice.html"
acknowledge = {{ notice = "n" }}
"""

PAGE = "<!doctype html><html lang='en'><body><p>Herons.</p></body></html>"
FORM = re.compile(r'<form method="post" action="([^"]+)">')


class Acknowledge(NewsroomTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for name in ("asked.html", "asked-twice.html", "free.html"):
            (cls.newsroom.site.files / name).write_text(PAGE)
        cls.load("Take care.")

    @classmethod
    def load(cls, words: str) -> None:
        (cls.newsroom.proxy.directory / "rules/ask.toml").write_text(PACK.format(words=words))
        cls.newsroom.proxy.reload()
        cls.newsroom.proxy.server.wait_for(
            lambda: words.encode() in cls.newsroom.ask("/files/asked.html", "RU").body, "the pack is in force")

    def setUp(self):
        self.jar = self.newsroom.directory / f"jar-{time.monotonic_ns()}"

    def ask(self, path: str, place: str = "RU", *options: str):
        return self.newsroom.ask(path, place, "--cookie", str(self.jar), "--cookie-jar", str(self.jar), *options)

    def form_of(self, path: str, place: str = "RU") -> str:
        """Where the form of the page leads that asks."""
        asked = self.ask(path, place)
        self.assertEqual(403, asked.status)
        found = FORM.search(asked.body.decode())
        self.assertIsNotNone(found, asked.body)
        return html.unescape(found[1])

    def press(self, target: str, *options: str):
        return self.ask(target, "RU", "--request", "POST", "--header", "Sec-Fetch-Site: same-origin", *options)

    def cookies(self) -> str:
        return self.jar.read_text() if self.jar.exists() else ""

    def test_a_reader_is_asked_accepts_and_reads_on(self):
        target = self.form_of("/files/asked.html?q=1")
        accepted = self.press(target)
        self.assertEqual((303, "/files/asked.html?q=1"), (accepted.status, accepted.fields["location"]))
        self.assertIn("httponly", accepted.fields["set-cookie"].lower())
        page = self.ask(accepted.fields["location"])
        self.assertEqual(200, page.status)
        self.assertIn("Herons.", page.body.decode())
        self.assertIn("private", page.fields["cache-control"])

    def test_a_reader_elsewhere_is_not_asked(self):
        self.assertEqual(PAGE, self.ask("/files/asked.html", "CZ").body.decode())
        self.assertIn("Herons.", self.ask("/files/free.html", "RU").body.decode())

    def test_all_that_is_asked_is_asked_on_one_page(self):
        target = self.form_of("/files/asked-twice.html")
        self.assertEqual(2, target.count("&terms="))
        self.press(target)
        self.assertEqual(2, self.cookies().count("caveat-"))
        self.assertEqual(200, self.ask("/files/asked-twice.html").status)

    def test_what_one_reader_has_is_what_all_have(self):
        target, values = self.form_of("/files/asked.html"), set()
        for _ in range(3):
            values.add(self.press(target).fields["set-cookie"])
        self.assertEqual(1, len(values), values)

    def test_a_cookie_that_is_another_one_asks_again(self):
        value = self.press(self.form_of("/files/asked.html")).fields["set-cookie"].split(";")[0]
        changed = value[:-1] + ("0" if value[-1] != "0" else "1")
        for cookie in (changed, value.replace("caveat-", "caveat-0"), "caveat-x=1", value.split("=")[0]):
            asked = self.newsroom.ask("/files/asked.html", "RU", "--header", f"Cookie: {cookie}")
            self.assertEqual(403, asked.status, cookie)

    def test_other_words_are_to_be_accepted_anew(self):
        self.press(self.form_of("/files/asked.html"))
        self.assertEqual(200, self.ask("/files/asked.html").status)
        self.load("Take more care.")
        self.assertIn(b"Take more care.", self.ask("/files/asked.html").body)

    def test_nothing_leads_to_another_site(self):
        terms = self.form_of("/files/asked.html").partition("&")[2]
        for page, location in (("//evil.example/", "/evil.example/"), ("/%5Cevil.example/", "/%5Cevil.example/"),
                               ("https://evil.example/", None), ("%2F%2Fevil.example/", "/evil.example/"),
                               ("/a%0D%0AX:1", None)):
            answer = self.press(f"/_caveat/accept?page={page}&{terms}")
            self.assertEqual(303 if location else 400, answer.status, page)
            self.assertEqual(location, answer.fields.get("location"), page)

    def test_another_site_cannot_accept_in_the_readers_name(self):
        target = self.form_of("/files/asked.html")
        for field in ("Sec-Fetch-Site: cross-site", "Origin: https://evil.example", "Origin: null"):
            answer = self.ask(target, "RU", "--request", "POST", "--header", field)
            self.assertEqual(403, answer.status, field)
            self.assertNotIn("set-cookie", answer.fields)
        own = self.ask(target, "RU", "--request", "POST", "--header", f"Origin: https://{SITE}")
        self.assertEqual(303, own.status)

    def test_a_browser_sends_a_body_that_changes_nothing(self):
        answer = self.press(self.form_of("/files/asked.html"), "--data", "x=1")
        self.assertEqual(303, answer.status)

    def test_head_and_other_methods_are_asked_too(self):
        asked = self.ask("/files/asked.html")
        head = self.ask("/files/asked.html", "RU", "--head")
        self.assertEqual((403, asked.fields["content-length"]), (head.status, head.fields["content-length"]))
        self.assertEqual(403, self.ask("/files/asked.html", "RU", "--data", "comment=1").status)
        self.assertEqual(403, self.ask("/files/asked.html", "RU", "--range", "0-9").status)
        self.assertEqual("private, no-store", asked.fields["cache-control"])

    def test_the_cookie_is_bound_to_the_host_where_the_balancer_has_tls(self):
        answer = self.press(self.form_of("/files/asked.html"), "--header", "X-Forwarded-Proto: https")
        self.assertRegex(answer.fields["set-cookie"], r"^__Host-caveat-\w+=.*; Secure$")

    def test_what_readers_accept_is_kept_with_them_alone(self):
        value = self.press(self.form_of("/files/asked.html?q=querycanary71")).fields["set-cookie"].split(";")[0]
        asked = self.newsroom.ask("/cookies", "RU", "--header", f"Cookie: other=1; {value}")
        self.assertEqual("[other=1]", asked.body.decode(), "what the site is told")
        name, _, seal = value.partition("=")
        proxy = self.newsroom.proxy
        accepted = re.compile(r'caveat_acknowledgements_total\{outcome="accepted"\} [1-9]')
        wait_until(lambda: accepted.search(proxy.admin("/metrics")[1]), "it is counted")
        proxy.wait_for_log('"ending":"acknowledgement"')
        log, metrics = proxy.log(), proxy.admin("/metrics")[1]
        for mark in (seal, name, "querycanary71", "terms="):
            self.assertNotIn(mark, log + metrics)


if __name__ == "__main__":
    main()
