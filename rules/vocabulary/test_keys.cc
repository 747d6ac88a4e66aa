// [[tests]] of a pack.
#include "rules/vocabulary/pack_language.h"
#include "rules/vocabulary/words.h"

namespace caveat::rules {

namespace {

using enum ValueKind;

constexpr std::string_view kPageOrHtml[] = {"page", "html"};
constexpr std::string_view kRegionOrIp[] = {"region", "ip"};

constexpr Key kTest[] = {
    Key::text("name", "What the test shows, in words.").needed(),
    Key::table("reader", kReaderKeys, "Who reads.").needed().like("reader = { region = \"RU\" }"),
    Key::date("at", "When they read.")
        .unless_given("today, or the first or last moment at which the pack is in force"),
    Key::text("url", "The whole address of the page.").needed(),
    Key::text("method", "What is asked for.").unless_given("GET"),
    Key::text("page", "The page as your site sends it: a file, named as seen from the pack."),
    Key::text("html", "The page as your site sends it, written out."),
    Key::table("response", kResponseKeys,
               "The rest of your site's response, if it is no page with status 200."),
    Key::table("expect", kExpectKeys, "What must come out.")
        .needed()
        .like("expect = { notices = [\"NAME\"] }"),
};

constexpr Key kReader[] = {
    Key::text("region", "Where the reader is: a code, or `unknown`, `anonymous` or `lookup_failed`."),
    Key::text("ip", "The reader's address, which is looked up."),
    Key::texts("languages", "What the reader's browser asks for, most preferred first."),
    Key::of(truth, "accepted", "Whether the reader has accepted whatever rules ask to be acknowledged.")
        .unless_given("false"),
};

constexpr Key kResponse[] = {
    Key::of(integer, "status", "Its status.").unless_given("200"),
    Key::text("content_type", "Its type.").unless_given("text/html"),
};

constexpr Key kExpect[] = {
    Key::of(texts_or_none, "notices", "The names of all notices that the reader sees. `[]`: none."),
    Key::text("language", "The language of the notices."),
    Key::of(words_or_none, "removed",
            "Kinds of widgets that the page had and that are gone. `[]`: nothing was taken out.")
        .one_of(kWidgetKindWords),
    Key::texts("absent", "CSS selectors that must find nothing in the page as served."),
    Key::texts("present", "CSS selectors that must find something in the page as served."),
    Key::texts("text", "Words that the reader must see."),
    Key::texts("no_text", "Words that the reader must not see."),
    Key::of(named_texts, "headers",
            "Fields of the response and their values; `\"\"`: the response must not have that field."),
    Key::of(integer, "status", "The status of the response."),
};

}  // namespace

constinit const KeyTable kTestKeys = {"[[tests]]",
                                      "What is expected, and `caveat test` says whether it is so. Tests also "
                                      "tell others, years later, what the pack was meant to do.",
                                      kTest,
                                      {kPageOrHtml, true},
                                      R"toml([[rules]]
id          = "no-share-buttons"
when.region = "RU"
remove      = { widgets = ["share"] }

[[tests]]
name   = "a reader in Russia cannot share"
reader = { region = "RU", languages = ["ru"] }
at     = 2026-03-01T12:00:00Z
url    = "https://www.newsroom.example/a/1.html"
html   = '<article><p>Words.</p><a href="https://vk.com/share.php?url=x">VK</a></article>'
expect = { notices = [], removed = ["share"], present = ["article p"], text = ["Words"], status = 200 }
)toml"};

constinit const KeyTable kReaderKeys = {
    "reader", "Who reads: from a place or an address.", kReader, {kRegionOrIp, true}};

constinit const KeyTable kResponseKeys = {
    "response", "What your site sends, if it is no page with status 200.", kResponse};

constinit const KeyTable kExpectKeys = {"expect", "What must come out. What is not named is not looked at.",
                                        kExpect};

}  // namespace caveat::rules
