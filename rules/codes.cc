#include "rules/codes.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace caveat::rules {

namespace {

constexpr Severity kError = Severity::error;
constexpr Severity kWarning = Severity::warning;

constexpr CodeEntry kCodes[] = {
    {Code::toml_syntax, kError, "not valid TOML",
     "The file does not follow the TOML format (toml.io), so nothing after this place can be read. Look for "
     "a "
     "missing quotation mark, bracket or equals sign at the caret or on the line before it."},
    {Code::unreadable_text, kError, "not plain UTF-8 text",
     "Rule files are UTF-8 text without NUL bytes. Save the file again as UTF-8 in your editor."},
    {Code::too_large, kError, "too large or too deeply nested",
     "A rule file may have 1 MiB, 32 levels of brackets and 32 dotted parts in a key. Split the pack."},
    {Code::no_rule_files, kError, "no rule files",
     "The folder holds no *.toml file. Without rules every page would pass unchanged, so this is refused "
     "unless "
     "it is allowed explicitly."},
    {Code::unreadable_file, kError, "a file cannot be read",
     "The file or folder is missing, or may not be read by this user."},
    {Code::not_a_file, kError, "not a file",
     "Rules are read from ordinary files. A pipe, socket or device of that name is left alone: reading it "
     "could wait for ever. Save the rules as a file."},
    {Code::unsettled_file, kError, "a file is being written",
     "The file changed while it was read, so half of it could be missing. Nothing is taken until it rests: "
     "try again, and write rule files under another name first, then rename them."},
    {Code::passed_over_file, kWarning, "a file that is not taken",
     "Only files whose names end in .toml, in small letters, are rules. This one looks as if it was meant to "
     "be one: rename it, or move it out of the folder."},
    {Code::unknown_key, kError, "unknown key",
     "The rule language has no such key. A misspelt condition would widen a rule and a misspelt action would "
     "drop a duty, so nothing is ignored."},
    {Code::not_built_yet, kError, "not known to this version",
     "The key belongs to the rule language, but this version of Caveat cannot carry it out yet. It is "
     "refused "
     "rather than ignored; take the rule out or use a newer version."},
    {Code::wrong_type, kError, "wrong kind of value",
     "The key wants another kind of value: text in quotation marks, a list in brackets, a table in braces, "
     "or a "
     "date without quotation marks."},
    {Code::missing_key, kError, "missing key", "A key that this table must have is not there."},
    {Code::empty_value, kError, "empty value",
     "An empty text or list says nothing: as a condition it would never hold. Leave the key out or fill it."},
    {Code::unknown_word, kError, "not one of the words allowed here",
     "The key takes one of a few words; the message lists them."},
    {Code::bad_id, kError, "not usable as an id",
     "Ids name packs, rules, regions and notices in records and in pages: letters, digits and hyphens."},
    {Code::duplicate_id, kError, "id used twice",
     "Packs are told apart by their id, rules by their id within the pack."},
    {Code::no_rules, kError, "a pack without rules",
     "The file defines no [[rules]], so it would protect nobody. Often the rest of the file is missing: it "
     "was "
     "cut off when it was saved or copied. Put the rules back; or, to take the pack out of force, write "
     "retired = true under [pack]."},
    {Code::lost_pack, kError, "a pack in force has gone",
     "The pack is in force or is required, and no rule file holds it any more. A file can vanish by mistake, "
     "so the rules in force stay. To take a pack out of force on purpose, put its file back with retired = "
     "true under [pack], load the rules again, then delete the file. A pack that has expired may be deleted "
     "at once."},
    {Code::unknown_region_code, kError, "no such region code",
     "Regions are ISO 3166-1 countries (\"UA\"), ISO 3166-2 subdivisions (\"UA-43\"), EU, EEA, continent:XX, "
     "asn:AS64500, networks (203.0.113.0/24), or the name of a region of this pack."},
    {Code::unknown_region_name, kError, "no such region",
     "The pack defines no region of that name; add [regions.NAME] or mend the spelling."},
    {Code::region_cycle, kError, "regions include each other in a circle",
     "A region cannot be part of itself, directly or by way of others."},
    {Code::bad_network, kError, "not a network or AS number",
     "Networks are written 203.0.113.0/24 or 2001:db8::/32 with no bits set after the prefix; autonomous "
     "systems "
     "asn:AS64500."},
    {Code::reserved_region_name, kError, "region name is taken",
     "Codes and the words everywhere, unknown, anonymous, lookup_failed, EU and EEA already mean something."},
    {Code::bad_site, kError, "not a site",
     "A site is a host name without scheme, port and path: \"www.example.org\", \"*.example.org\" for every "
     "subdomain, or \"*\"."},
    {Code::bad_path, kError, "not a path pattern",
     "A path pattern begins with \"/\" and knows \"*\" (within a segment) and \"**\" (across segments); "
     "paths are "
     "matched without the query. Begin with \"re:\" for a regular expression."},
    {Code::bad_pattern, kError, "not a regular expression",
     "What follows \"re:\" must be a pattern that RE2 accepts (no look-around, no back-references)."},
    {Code::bad_language, kError, "not a language tag",
     "Languages are BCP 47 tags: \"ru\", \"pt-BR\", \"zh-Hant\"."},
    {Code::bad_url, kError, "not a usable URL",
     "A whole URL is wanted here: https://..., http://... or mailto:..."},
    {Code::bad_mention, kError, "not a mention that can be looked for",
     "A mention is a name of at least one letter or digit, found whole and in any case; \"Медуз*\" also "
     "finds "
     "its declined forms; \"re:...\" is an RE2 expression over whole words."},
    {Code::mention_of_many_names, kWarning, "a register's entry, not a name",
     "Mentions are found as they are written. Registers put several names, their translations and the "
     "country into one entry, which no article repeats: write each name as an entry of its own."},
    {Code::bad_query, kError, "not a part of a query",
     "A query is named by one of its parameters, \"print\", or by a parameter and its value, \"view=print\", "
     "where "
     "\"*\" stands for any text. Begin with \"re:\" for a regular expression over the whole query."},
    {Code::bad_content_type, kError, "not a content type",
     "Content types are written without parameters: \"text/html\", \"application/pdf\", or \"image/*\" for "
     "all "
     "of a kind."},
    {Code::bad_status, kError, "not a status",
     "A status is a number from 200 to 599, or \"4xx\" for all of a class."},
    {Code::unknown_notice, kError, "no such notice",
     "The pack defines no notice of that name; add [notices.NAME] or mend the spelling."},
    {Code::notice_without_text, kError, "a notice without text",
     "A notice needs its text in at least one language, under [notices.NAME.text]."},
    {Code::bad_markup, kError, "markup that cannot be read",
     "Notices know **bold**, [links](https://...) and {variables}. Links lead to http, https or mailto "
     "addresses."},
    {Code::unknown_variable, kError, "no such variable",
     "Notices know {publisher}, {region}, {reference}, {title}, {legal_basis}, {site} and {url}."},
    {Code::unused_notice, kWarning, "a notice that no rule uses",
     "It will never be shown. Is a rule missing?"},
    {Code::variable_without_value, kError, "a variable without a value",
     "The notice uses a variable whose key the [pack] table does not set."},
    {Code::markup_is_text, kWarning, "HTML in a notice is shown as text",
     "Notices are plain text: readers will see the angle brackets. Use **bold** and [links](https://...)."},
    {Code::bad_selector, kError, "selector refused",
     "Elements are named by CSS selectors that can be decided when an element begins, because pages are "
     "edited "
     "while they stream."},
    {Code::bad_insert_place, kError, "not a place for a notice",
     "A place is \"start of\", \"end of\", \"before\" or \"after\", then a CSS selector: \"start of "
     "article\"."},
    {Code::unknown_widget_kind, kError, "no such kind of widget",
     "Widgets are share, like, comment, save, contact, subscribe, embed and tracker."},
    {Code::rule_without_action, kError, "a rule that does nothing",
     "A rule needs at least one action: insert, remove, disable, replace, label, withhold, attributes, "
     "headers or block."},
    {Code::block_without_when_unknown, kError,
     "a block must say what happens to readers who cannot be placed",
     "Blocking a reader by mistake and not blocking one by mistake are both serious, so a rule with `block` "
     "says "
     "when_unknown = \"apply\" or \"skip\"."},
    {Code::misplaced_when_unknown, kError, "when_unknown without a block",
     "Only a rule with `block` says when_unknown; for other rules each region's `uncertain` decides."},
    {Code::bad_header, kError, "not a field of a response head",
     "Field names are HTTP tokens (RFC 9110, 5.1); values are one line of visible ASCII."},
    {Code::protected_header, kError, "a field that rules may not change",
     "Framing, codings, connections and validators belong to the proxy. A Content-Security-Policy is neither "
     "replaced nor taken away, and neither is Vary: what the site says there protects its readers."},
    {Code::bad_attribute, kError, "not an attribute that rules may change",
     "Attribute names are ASCII without spaces, quotes, =, / and >. Scripts in attributes (on..., "
     "javascript:) are "
     "refused."},
    {Code::edits_never_happen, kWarning, "edits of a rule that blocks never happen",
     "A block answers instead of the page, so the rule's other actions on the page have nothing to act on."},
    {Code::bad_date, kError, "not a date",
     "Dates are written without quotation marks: 2024-02-20, or with time and offset: 2024-02-20T12:00:00Z."},
    {Code::ends_before_it_begins, kError, "ends before it begins",
     "The second moment must be later than the first: `expires` than `effective`, the end of `between` than "
     "its "
     "start."},
    {Code::expired, kWarning, "the pack has expired", "None of its rules applies any more."},
    {Code::review_due, kWarning, "the pack is due for review",
     "`review_by` has passed: check that the law and the text still stand, then move the date."},
    {Code::unknown_time_zone, kError, "no such time zone",
     "Time zones are names of the IANA database: \"Europe/Prague\", \"UTC\"."},
    {Code::retired, kWarning, "the pack is retired",
     "It says retired = true, so none of its rules applies. Once that has been loaded, the file may be "
     "deleted."},
    {Code::incomplete_test, kError, "a test that cannot be run",
     "A test has a name, a reader ({ region = \"UA-40\" } or { ip = \"...\" }), a url, one of page or html, "
     "and "
     "what to expect."},
    {Code::broken_widget, kError, "a broken entry of the widget catalogue",
     "The catalogue is built into the program, so this is a fault of Caveat itself. Please report it."},
    {Code::unsafe_header_value, kError, "a value that undoes what protects readers",
     "Pages that rules change differ from reader to reader. With this value a cache between the site and its "
     "readers could keep one reader's page and give it to another, who would miss a warning or get one that "
     "is not meant for them. Say \"private, no-store\", or leave the field out: Caveat makes the pages that "
     "it "
     "changes private by itself."},
    {Code::exposed_readers, kWarning, "a field that exposes readers",
     "The rule takes away a field that protects readers, or sets one that can show what they read. There can "
     "be good reasons; ask whoever runs the site."},
    {Code::bad_json_pointer, kError, "not a JSON pointer",
     "A pointer (RFC 6901) names the members on the way from the outside in: \"json:/article/body\". A "
     "number counts elements of a list from 0, and \"*\" stands for every element or member. \"~1\" is a "
     "\"/\" within a name, \"~0\" a \"~\"."},
    {Code::misplaced_in, kError, "`in` does not go together with this",
     "`in` says in which responses a rule edits HTML: in pages, in the items of a feed, in a string of JSON. "
     "A rule that only blocks or sets fields edits none; what pages have and mention is not known of feeds "
     "and JSON; and non_html is about responses that a rule for pages cannot edit."},
    {Code::layout_refused, kError, "not put into the one layout",
     "`caveat fmt` compares what a file says before and after, and found a difference that it would have "
     "made. "
     "The file was left as it is. That is a fault in Caveat and not in the file: please report it."},
};

}  // namespace

std::span<const CodeEntry> code_table() {
  return kCodes;
}

std::string code_name(Code code) {
  std::array<char, 8> text{};
  const int length = std::snprintf(text.data(), text.size(), "CV%03d", static_cast<int>(code));
  return {text.data(), static_cast<std::size_t>(length)};
}

const CodeEntry* find_code(std::string_view name) {
  const auto same_letter = [](char a, char b) { return (a & ~0x20) == (b & ~0x20) || a == b; };
  for (const CodeEntry& entry : kCodes) {
    const std::string known = code_name(entry.code);
    if (std::equal(known.begin(), known.end(), name.begin(), name.end(), same_letter)) return &entry;
  }
  return nullptr;
}

const CodeEntry& code_entry(Code code) {
  return *std::find_if(std::begin(kCodes), std::end(kCodes),
                       [code](const CodeEntry& entry) { return entry.code == code; });
}

}  // namespace caveat::rules
