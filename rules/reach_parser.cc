#include "rules/reach_parser.h"

#include <algorithm>
#include <array>

#include "rules/nearest_name.h"

namespace caveat::rules {

namespace {

constexpr std::string_view kPage = "page";
constexpr std::string_view kFeed = "feed";
constexpr std::string_view kJson = "json:";

/// Actions that edit HTML.
constexpr auto kEdits = std::to_array<std::string_view>(
    {"insert", "remove", "disable", "replace", "label", "withhold", "attributes"});

/// Conditions that are only known of pages.
constexpr auto kPageConditions = std::to_array<std::string_view>(
    {"page_has", "page_mentions", "article_tag", "article_author", "article_published"});

void report_word(const PlacedText& text, Problems& problems) {
  constexpr auto kWords = std::to_array<std::string_view>({kPage, kFeed, "json:/article/body"});
  const bool json = text.text->starts_with("json");
  std::string advice = did_you_mean(*text.text, std::to_array<std::string_view>({kPage, kFeed}));
  if (json) advice = "say where in it the HTML stands: `json:/article/body`";
  problems.add(Code::unknown_word, text.value->place,
               "`in` is " + one_of(kWords) + ", not " + in_quotes(*text.text), std::move(advice));
}

void read_json(const PlacedText& text, Problems& problems, Reach& reach) {
  JsonPointer::Fault fault;
  auto pointer = JsonPointer::parse(std::string_view(*text.text).substr(kJson.size()), fault);
  if (pointer) {
    reach.inner.push_back({std::move(pointer)});
    return;
  }
  problems.add(Code::bad_json_pointer,
               problems.within(*text.value, kJson.size() + fault.offset, fault.length),
               std::move(fault.message), std::move(fault.suggestion));
}

/// What goes together with pages only.
void check_conditions(const TomlTable& rule, Problems& problems) {
  for (const std::string_view group : {"when", "unless"}) {
    const TomlValue* conditions = find(rule, group);
    if (!conditions || !conditions->table()) continue;
    for (const TomlEntry& entry : *conditions->table()) {
      if (std::find(kPageConditions.begin(), kPageConditions.end(), entry.key) == kPageConditions.end())
        continue;
      problems.add(
          Code::misplaced_in, entry.key_place,
          in_quotes(entry.key) + " is only known of pages, and the rule says `in` for other responses",
          "write a rule of its own for feeds and JSON, without this condition");
    }
  }
}

void check_actions(const TomlTable& rule, const TomlValue& in, Problems& problems) {
  const bool edits =
      std::any_of(kEdits.begin(), kEdits.end(), [&rule](std::string_view key) { return find(rule, key); });
  if (edits) return;
  problems.add(Code::misplaced_in, in.place, "`in` says where a rule edits HTML, and this rule edits none",
               "choose responses by `when.content_type` instead");
}

void check_non_html(const TomlTable& rule, Problems& problems) {
  const auto found =
      std::find_if(rule.begin(), rule.end(), [](const TomlEntry& entry) { return entry.key == "non_html"; });
  if (found == rule.end()) return;
  problems.add(Code::misplaced_in, found->key_place,
               "`non_html` is about responses that a rule for pages cannot edit; this rule is for none",
               "leave it out, or add `page` to `in`");
}

}  // namespace

Reach read_reach(TableReader& reader, const TomlTable& rule, Problems& problems) {
  Reach reach;
  const TomlValue* in = reader.value("in");
  if (!in) return reach;
  reach.page = false;
  for (const PlacedText& text : texts_of(*in, "in", problems)) {
    if (*text.text == kPage) {
      reach.page = true;
    } else if (*text.text == kFeed) {
      reach.inner.push_back({});
    } else if (text.text->starts_with(kJson)) {
      read_json(text, problems, reach);
    } else {
      report_word(text, problems);
    }
  }
  if (!reach.inner.empty()) check_conditions(rule, problems);
  if (!reach.inner.empty() && !reach.page) check_non_html(rule, problems);
  check_actions(rule, *in, problems);
  return reach;
}

}  // namespace caveat::rules
