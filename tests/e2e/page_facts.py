"""What a page holds, read by a parser that is not ours: notices and links that share it."""

from html.parser import HTMLParser
from typing import NamedTuple

# Where links go that share a page; part of the address is enough to know them.
SHARE_ENDPOINTS = (
    "facebook.com/sharer", "facebook.com/share.php", "facebook.com/dialog/share", "facebook.com/dialog/feed",
    "twitter.com/intent", "twitter.com/share", "twitter.com/home?status", "x.com/intent", "x.com/share",
    "linkedin.com/sharearticle", "linkedin.com/sharing", "linkedin.com/cws/share",
    "vk.com/share", "vkontakte.ru/share", "ok.ru/dk?", "connect.ok.ru/offer", "connect.mail.ru/share",
    "t.me/share", "telegram.me/share", "wa.me/?text", "api.whatsapp.com/send", "whatsapp://send",
    "pinterest.com/pin/create", "reddit.com/submit", "tumblr.com/share", "tumblr.com/widgets/share",
    "plus.google.com/share", "getpocket.com/save", "getpocket.com/edit", "flipboard.com/bookmarklet",
    "stumbleupon.com/submit", "digg.com/submit", "delicious.com/save", "livejournal.com/update",
    "addthis.com/bookmark", "addtoany.com/share", "sharethis.com/share",
)


class PageFacts(NamedTuple):
    notices: list[str]  # the values of data-caveat
    share_links: list[str]


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.facts = PageFacts([], [])

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if "data-caveat" in attributes:
            self.facts.notices.append(attributes["data-caveat"])
        address = (attributes.get("href") or "").lower()
        if tag == "a" and any(endpoint in address for endpoint in SHARE_ENDPOINTS):
            self.facts.share_links.append(address)


def facts_of(page: bytes) -> PageFacts:
    reader = _Reader()
    reader.feed(page.decode("utf-8", "replace"))
    reader.close()
    return reader.facts
