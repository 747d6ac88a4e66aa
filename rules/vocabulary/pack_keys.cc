// A pack's file, [pack], [regions.NAME] and [notices.NAME].
#include "rules/vocabulary/pack_language.h"
#include "rules/vocabulary/words.h"

namespace caveat::rules {

namespace {

using enum ValueKind;

constexpr Key kFile[] = {
    Key::table("pack", kPackKeys, "What the pack is about, who answers for it, and when it is in force.")
        .needed(Need::told_by_parser)
        .like("[pack]"),
    Key::of(named_tables, "regions", "Places that rules name, made of countries and other places.")
        .each(kRegionKeys),
    Key::of(named_tables, "notices", "Texts that rules put into pages.").each(kNoticeKeys),
    Key::of(tables, "rules",
            "What is done, where and for whom. A pack has at least one, unless it is retired.")
        .each(kRuleKeys)
        .like("[[rules]], with two brackets on each side"),
    Key::of(tables, "tests", "What is expected, so that `caveat test` can say whether it is so.")
        .each(kTestKeys)
        .like("[[tests]], with two brackets on each side"),
};

constexpr Key kPack[] = {
    Key::text("id",
              "Names the pack in records and in pages. No two packs share one. Letters, digits and hyphens.")
        .needed(),
    Key::text("title", "What the pack is about, for people.").needed(),
    Key::text("owner", "Who answers for the pack."),
    Key::text("legal_basis",
              "The law, judgment or agreement behind it. Notices can use it as `{legal_basis}`."),
    Key::text("publisher", "What notices call the publisher, as `{publisher}`.")
        .unless_given("the site's name"),
    Key::text("reference",
              "A whole address (https://...) where readers learn more. Notices use it as `{reference}`."),
    Key::date("effective",
              "The pack is in force from this moment on. A day begins at midnight in `time_zone`.")
        .unless_given("at once"),
    Key::date("expires", "The pack is in force until just before this moment.").unless_given("never"),
    Key::text("time_zone", "Where days begin and end: a name such as `\"Europe/Prague\"`.")
        .unless_given("UTC"),
    Key::date("review_by",
              "From this day on, `check` warns that the pack is due for review. The rules stay in force."),
    Key::of(
        truth, "retired",
        "`true`: none of the rules applies any more. Only then may the file be deleted while a server runs.")
        .unless_given("false"),
};

constexpr Key kRegion[] = {
    Key::text("title", "What notices call the region, where the reader's own place is not known."),
    Key::texts("include",
               "What the region is made of: countries (`\"RU\"`), subdivisions (`\"UA-43\"`), `\"EU\"`, "
               "`\"EEA\"`, continents (`\"continent:AF\"`), networks (`\"203.0.113.0/24\"`), autonomous "
               "systems (`\"asn:AS64500\"`), and other regions of the pack.")
        .needed(),
    Key::of(texts_or_none, "exclude", "What does not belong to it, though it is a part of what is included."),
    Key::word("uncertain", kUncertainWords,
              "How a reader counts who may be there or not: the country is known and the subdivision is not, "
              "or nothing is known.")
        .unless_given("inside"),
};

constexpr Key kNotice[] = {
    Key::word("kind", kNoticeKindWords,
              "What the notice is: it decides its heading and what screen readers call it.")
        .needed(),
    Key::of(named_texts, "text",
            "The words, in one language a line: `en = \"...\"`. Plain text with `**bold**`, "
            "`[links](https://...)`, `{variables}`, and an empty line between paragraphs. Readers get it in "
            "the language of the page; else in their own; else in the first of these.")
        .needed(Need::told_by_parser)
        .like("text.en = \"...\""),
};

}  // namespace

constinit const KeyTable kPackFileKeys = {
    "A pack's file", "One duty or one risk, in one file whose name ends in `.toml`.", kFile};

constinit const KeyTable kPackKeys = {
    "[pack]",
    "The head of the memo: what the pack is about, who answers for it, and when it is in force.",
    kPack,
    {},
    R"toml([pack]
id          = "ru-undesirable"
title       = "Readers at risk under Russia's law on undesirable organizations"
owner       = "legal@newsroom.example"
legal_basis = "Russian Code of Administrative Offences, Art. 20.33"
publisher   = "The Newsroom"
reference   = "https://www.newsroom.example/a/legal-help/"
effective   = 2024-02-20
expires     = 2099-01-01T18:00:00Z
time_zone   = "Europe/Prague"
review_by   = 2098-02-20
retired     = false

[[rules]]
id          = "no-share-buttons"
when.region = "RU"
remove      = { widgets = ["share"] }
)toml"};

constinit const KeyTable kRegionKeys = {
    "[regions.NAME]",
    "A place that the rules of this pack can name. A country holds its subdivisions: `\"UA\"` includes "
    "Sevastopol. These words are there without being defined, wherever a place is named: `everywhere`; "
    "`unknown` (nothing is known of the reader); `anonymous` (a VPN or the like, if your database tells); "
    "`lookup_failed` (the database is damaged there).",
    kRegion,
    {},
    R"toml([regions.russia-controlled]
title     = "Russia and the Russia-controlled parts of Ukraine"
include   = ["RU", "UA-43", "UA-40", "UA-14", "UA-09"]
exclude   = ["203.0.113.0/24"]
uncertain = "inside"
)toml"};

constinit const KeyTable kNoticeKeys = {
    "[notices.NAME]",
    "A text that rules of this pack put into pages. HTML in it is shown as text. A long text stands between "
    "`\"\"\"`."
    "\nVariables: `{publisher}`, as the pack sets it, else the site's name; `{region}`, the reader's place "
    "in the notice's language, else the title of the region; `{reference}`, `{legal_basis}` and `{title}`, "
    "as the pack sets them; `{site}` and `{url}` of the page.",
    kNotice,
    {},
    R"toml([notices.undesirable]
kind = "warning"

[notices.undesirable.text]
en = "In {region} you can be prosecuted for sharing this. [How to stay safe](https://www.newsroom.example/a/legal-help/)"
de = "In {region} können Sie **verfolgt** werden, wenn Sie diesen Artikel teilen."

[[rules]]
id          = "warn-readers"
when.region = "RU"
insert      = { notice = "undesirable", at = "start of article" }
)toml"};

}  // namespace caveat::rules
