// [[rules]], and the conditions under `when` and `unless`.
#include "rules/vocabulary/pack_language.h"
#include "rules/vocabulary/words.h"

namespace caveat::rules {

namespace {

using enum ValueKind;

constexpr Key kRule[] = {
    Key::text("id", "Names the rule in records and in pages. No two rules of a pack share one.").needed(),
    Key::table("when", kConditionKeys,
               "All of these must hold. A rule without `when` applies to every page of every site.")
        .like("when.region = \"RU\""),
    Key::table("unless", kConditionKeys, "None of these may hold.").like("unless.path = \"/legal-help/**\""),
    Key::texts("in",
               "Where the HTML stands that the rule edits: `\"page\"`; `\"feed\"`, the items of RSS and "
               "Atom; `\"json:/article/body\"`, a text within JSON, by a JSON pointer; or a list of these.")
        .unless_given("page")
        .like("in = [\"page\", \"feed\"]"),
    Key::table("insert", kInsertKeys, "Puts a notice into the page.")
        .like("insert = { notice = \"NAME\", at = \"start of body\" }"),
    Key::table("remove", kRemoveKeys, "Takes widgets and other elements out of the page.")
        .like("remove = { widgets = [\"share\"] }"),
    Key::table("disable", kDisableKeys,
               "Leaves widgets and other elements in sight, but without any use, and says why."),
    Key::table("replace", kReplaceKeys, "Puts a notice in the place of elements."),
    Key::table("label", kLabelKeys, "Puts a sign or words behind names in the page's text."),
    Key::table("withhold", kWithholdKeys, "Puts a visible mark in the place of names and elements."),
    Key::of(named_tables, "attributes", "Changes attributes of elements, which are named by CSS selectors.")
        .each(kAttributeKeys)
        .like("attributes = { \"a\" = { set = { rel = \"noreferrer\" } } }"),
    Key::table("headers", kHeaderKeys,
               "Changes fields of the response: the part of it that browsers read and people do not see.")
        .like("headers = { set = { \"Referrer-Policy\" = \"no-referrer\" } }"),
    Key::table("block", kBlockKeys, "Answers instead of the page.").like("block = { notice = \"NAME\" }"),
    Key::table("acknowledge", kAcknowledgeKeys,
               "Shows a notice on a page of its own first, and the page once the reader has accepted it.")
        .like("acknowledge = { notice = \"NAME\" }"),
    Key::word(
        "when_unknown", kWhenUnknownWords,
        "Of a rule with `block`, which must say it: whether readers are blocked whose place is not known."),
    Key::word("on_failure", kFailureWords,
              "What readers get if the rule cannot be carried out: `refuse`, an error instead of the page; "
              "`serve`, the page as it is.")
        .unless_given("refuse for a rule that inserts, labels or withholds; else serve"),
    Key::word("non_html", kFailureWords,
              "What a covered response gets that the rule cannot edit, such as a PDF.")
        .unless_given("serve"),
    Key::word("mode", kModeWords,
              "`shadow`: the rule is decided, recorded and counted, and the page stays unchanged. To try a "
              "rule on real traffic.")
        .unless_given("enforce"),
    Key::word("severity", kSeverityWords,
              "How bad it is where a page was not served as the rule says. It orders what `caveat audit` "
              "finds, and changes nothing for readers.")
        .unless_given(
            "high for a rule that inserts, replaces, labels, withholds, asks or blocks; else medium"),
};

constexpr std::string_view kActions[] = {"insert",   "remove",     "disable", "replace", "label",
                                         "withhold", "attributes", "headers", "block",   "acknowledge"};

constexpr Key kConditions[] = {
    Key::texts("region", "The reader is there, or may be: a code, a region of the pack, or a reserved word.")
        .like("when.region = [\"RU\", \"UA-43\"]"),
    Key::texts("site", "The host name is this. `*.` stands for any subdomain, `*` alone for any site.")
        .like("when.site = [\"www.newsroom.example\", \"*.newsroom.example\"]"),
    Key::texts("path",
               "The path, without the query, is like this. `*` stands for any text within a segment, `**` "
               "also across segments; `re:` begins an RE2 expression.")
        .like("when.path = [\"/a/**\", \"re:^/z/[0-9]+\"]"),
    Key::texts("query",
               "The query has this parameter, or this parameter with this value, in which `*` stands for any "
               "text; `re:` begins an RE2 expression over the whole query.")
        .like("when.query = \"view=print\""),
    Key::of(ValueKind::words, "method", "This is asked for. A `HEAD` counts as the `GET` that it stands for.")
        .one_of(kMethodWords)
        .like("when.method = \"GET\""),
    Key::texts("language",
               "The page says that it is in this language. A page that says nothing may be in it: `when` "
               "matches it, and `unless` does not.")
        .like("when.language = [\"de\", \"fr\"]"),
    Key::texts("reader_language",
               "The reader's browser asks for this language. One that asks for none counts as asking for it.")
        .like("when.reader_language = \"ru\""),
    Key::texts("content_type", "The response is of this type.")
        .like("when.content_type = [\"application/pdf\", \"image/*\"]"),
    Key::of(statuses, "status", "The response has this status.").like("when.status = [404, 410]"),
    Key::texts("page_has",
               "The page has such an element, by CSS selector. A page that is too long to be waited for "
               "counts as having it.")
        .like("when.page_has = \".paywall\""),
    Key::texts("page_mentions",
               "The page's text mentions one of these names. A page that is too long to be waited for counts "
               "as mentioning it.")
        .like("when.page_mentions = [\"Медуз*\", \"Free Russia Foundation\"]"),
    Key::texts(
        "article_tag",
        "The page says that its article has this tag: the whole of it, its beginning (`\"war*\"`), or an "
        "RE2 expression (`re:`). A page that says nothing of tags counts as having it.")
        .like("when.article_tag = [\"Russia\", \"war*\"]"),
    Key::texts(
        "article_author",
        "The page says that its article is by this author. One that names none counts as being by them.")
        .like("when.article_author = \"Anna Heron\""),
    Key::of(period, "article_published",
            "The page says that its article was published in this time. One that says no date counts as "
            "published then.")
        .each(kPeriodKeys)
        .like("when.article_published = { from = 2024-02-20, before = 2024-03-01 }"),
    Key::of(two_dates, "between",
            "It is not before the first moment, and before the second: an election silence, for instance. A "
            "day begins at midnight in `time_zone`.")
        .like("when.between = [2026-03-06T22:00:00, 2026-03-08]"),
};

constexpr Key kPeriod[] = {
    Key::date("from", "On this day or later."),
    Key::date("before", "Before this day."),
};
constexpr std::string_view kFromOrBefore[] = {"from", "before"};

}  // namespace

constinit const KeyTable kRuleKeys = {
    "[[rules]]",
    "What is done, where and for whom. Each rule has its own heading with two brackets. If several rules "
    "apply, a block beats everything else, and an acknowledgement beats edits; otherwise all of their edits "
    "are made. Notices for one place "
    "stand in the order of the files' paths, then of the rules.",
    kRule,
    {kActions},
    R"toml([[rules]]
id          = "protect-readers"
when.region = "RU"
unless.path = "/a/legal-help/**"
insert      = { notice = "example", at = ["start of article", "start of body"] }
remove      = { widgets = ["share", "like"] }
on_failure  = "refuse"
mode        = "shadow"
)toml"};

constinit const KeyTable kConditionKeys = {
    "when and unless",
    "All conditions of `when` must hold, and none of `unless` may. A list means any of these. What is not "
    "known widens a rule: it never lets one fail in silence.",
    kConditions};

constinit const KeyTable kPeriodKeys = {
    "article_published",
    "A time, from the first day until before the second. A day begins at midnight in `time_zone`.",
    kPeriod,
    {kFromOrBefore},
    "when.article_published = { from = 2024-02-20, before = 2024-03-01T12:00:00Z }\n"};

}  // namespace caveat::rules
