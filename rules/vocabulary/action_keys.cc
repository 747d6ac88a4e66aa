// What a rule does.
#include "rules/vocabulary/pack_language.h"
#include "rules/vocabulary/words.h"

namespace caveat::rules {

namespace {

using enum ValueKind;

constexpr Key kWidgets =
    Key::of(words, "widgets", "Kinds of widgets that Caveat knows by itself.").one_of(kWidgetKindWords);
constexpr Key kElements = Key::texts(
    "elements", "Elements of your own site, by CSS selector, such as `\".share\"` or `\"#comments\"`.");
constexpr Key kMentions = Key::texts("mentions",
                                     "Names, as they are written. `*` stands for the rest of a word "
                                     "(`\"Медуз*\"`); `re:` begins an RE2 expression over whole words.");

constexpr std::string_view kWidgetsOrElements[] = {"widgets", "elements"};
constexpr std::string_view kMentionsOrElements[] = {"mentions", "elements"};
constexpr std::string_view kSetOrRemove[] = {"set", "remove"};

constexpr Key kInsert[] = {
    Key::text("notice", "The name of the notice.").needed(),
    Key::texts("at",
               "The best place first: `start of`, `end of`, `before` or `after`, then a CSS selector. The "
               "first that the page has and a browser shows is taken, once.")
        .unless_given("the end of the page's body, which is always the last resort"),
};

constexpr Key kRemove[] = {kWidgets, kElements};

constexpr Key kDisable[] = {
    kWidgets,
    kElements,
    Key::text(
        "reason",
        "The name of the notice that says why. It stands before the first of them in each part of the page.")
        .needed(),
};

constexpr Key kReplace[] = {
    Key(kElements).needed(Need::told_by_parser),
    Key::text("with", "The name of the notice that stands in their place.").needed(),
};

constexpr Key kLabel[] = {
    Key(kMentions).needed(Need::told_by_parser),
    Key::text("with", "A sign, which stands directly behind the name, or words, which stand behind a space.")
        .needed(),
    Key::word("which", kWhichWords, "`every` mention, or the `first` of each name that readers see.")
        .unless_given("every"),
};

constexpr Key kWithhold[] = {
    kMentions,
    kElements,
    Key::text("with", "What stands in their place, such as `\"[...]\"`.").needed(),
};

constexpr Key kAttribute[] = {
    Key::of(named_texts, "set", "Attributes and their values; never a script."),
    Key::texts("remove", "Attributes that are taken away."),
};

constexpr Key kHeader[] = {
    Key::of(
        named_texts, "set",
        "Fields and their values. The value of `Cache-Control` must not let shared caches keep the page."),
    Key::texts("remove", "Fields that are taken away."),
};

constexpr Key kBlock[] = {
    Key::text("notice", "The name of the notice that readers get instead of the page.").needed(),
    Key::of(integer, "status", "The status of the answer, from 400 to 599.")
        .unless_given("451, which says that a law stands behind it (RFC 7725)"),
    Key::text("authority", "The address of who demanded the block."),
};

constexpr Key kAcknowledge[] = {
    Key::text("notice", "The name of the notice that readers accept.").needed(),
    Key::of(integer, "days",
            "How long the acceptance holds, from 1 to 400 days. It is asked anew as soon as "
            "any word of the notice is another.")
        .unless_given("30"),
};

}  // namespace

constinit const KeyTable kInsertKeys = {
    "insert",
    "Puts a notice in once, at the best place that the page has. A page that already carries it does not get "
    "it twice.",
    kInsert,
    {},
    "insert = { notice = \"example\", at = [\"start of article\", \"start of main\", \"start of body\"] }\n"};

constinit const KeyTable kRemoveKeys = {
    "remove",
    "Takes elements out, with what is in them.",
    kRemove,
    {kWidgetsOrElements},
    "remove = { widgets = [\"share\", \"comment\"], elements = [\".follow-us\", \"#comments\"] }\n"};

constinit const KeyTable kDisableKeys = {
    "disable",
    "Leaves elements in sight, but nothing in them can be followed, filled in, sent or loaded, with scripts "
    "or without.",
    kDisable,
    {kWidgetsOrElements},
    "disable = { widgets = [\"comment\"], elements = [\"form.letter\"], reason = \"example\" }\n"};

constinit const KeyTable kReplaceKeys = {
    "replace",
    "Puts a notice in the place of every such element, for instance of an embedded player.",
    kReplace,
    {},
    "replace = { elements = [\"iframe.player\"], with = \"example\" }\n"};

constinit const KeyTable kLabelKeys = {
    "label",
    "Marks names in the page's text, also across bold and links, in any charset. Titles, form fields, "
    "scripts and attributes are not searched. Pages are labelled once, however often they pass.",
    kLabel,
    {},
    "label = { mentions = [\"Free Heron Foundation\", \"Свободн* цапл*\"], with = \"*\", which = \"first\" "
    "}\n"};

constinit const KeyTable kWithholdKeys = {
    "withhold",
    "Takes names and elements out of what readers see, and leaves a mark. A name in a title or an attribute "
    "stays.",
    kWithhold,
    {kMentionsOrElements},
    "withhold = { mentions = [\"John Heron\"], elements = [\".home-address\"], with = \"[...]\" }\n"};

constinit const KeyTable kAttributeKeys = {
    "attributes",
    "Changes attributes of every element that a CSS selector finds. Each selector has a table of its own.",
    kAttribute,
    {},
    "attributes = { \"a[target=_blank]\" = { set = { rel = \"noreferrer\" }, remove = [\"ping\"] } }\n"};

constinit const KeyTable kHeaderKeys = {
    "headers",
    "Changes fields of the response. Never its length, coding, type or Vary, and never so that a shared "
    "cache may keep it; a Content-Security-Policy of the site is neither replaced nor taken away.",
    kHeader,
    {kSetOrRemove},
    "headers = { set = { \"Referrer-Policy\" = \"no-referrer\" }, remove = [\"X-Example\"] }\n"};

constinit const KeyTable kBlockKeys = {"block",
                                       "Answers instead of the page, with a readable page in the reader's "
                                       "language. The rule must say `when_unknown`.",
                                       kBlock,
                                       {},
                                       "when.region  = \"DE\"\nblock        = { notice = \"example\", status "
                                       "= 451, authority = \"https://court.example/\" }\n"
                                       "when_unknown = \"skip\"\n"};

constinit const KeyTable kAcknowledgeKeys = {"acknowledge",
                                             "Shows the notice on a page of its own first, with a button, "
                                             "and the page once the reader has pressed it. "
                                             "What is kept is a cookie that names no one.",
                                             kAcknowledge,
                                             {},
                                             "acknowledge = { notice = \"example\", days = 30 }\n"};

}  // namespace caveat::rules
