#include "studio/language_tables.h"

#include <string>
#include <vector>

#include "rules/codes.h"
#include "rules/diagnostic_renderers.h"
#include "rules/iso_regions.h"
#include "rules/notice_variables.h"
#include "rules/region_book.h"
#include "rules/vocabulary/pack_language.h"
#include "rules/vocabulary/words.h"
#include "rules/widget_catalogue.h"

namespace caveat::studio {

namespace {

namespace json = boost::json;
using rules::ValueKind;

std::string_view name_of(ValueKind kind) {
  constexpr std::string_view kNames[] = {"text",          "texts",    "texts_or_none", "word",
                                         "words_or_none", "words",    "named_texts",   "truth",
                                         "integer",       "statuses", "date",          "two_dates",
                                         "period",        "table",    "tables",        "named_tables"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view name_of(rules::Need need) {
  return need == rules::Need::none ? "none" : "always";
}

template <typename Texts>
json::array array_of_texts(const Texts& texts) {
  json::array out;
  for (const auto& text : texts) out.emplace_back(std::string_view(text));
  return out;
}

json::object table_json(const rules::KeyTable& table) {
  json::array keys;
  for (const rules::Key& key : table.keys) {
    keys.push_back(json::object{
        {"name", key.name},
        {"kind", name_of(key.kind)},
        {"about", key.about},
        {"words", array_of_texts(key.words)},
        {"need", name_of(key.need)},
        {"otherwise", key.otherwise},
        {"written", key.written},
        {"later", key.later},
        {"inner", key.inner != nullptr ? json::value(table_json(*key.inner)) : json::value(nullptr)}});
  }
  return {{"heading", table.heading},
          {"about", table.about},
          {"keys", std::move(keys)},
          {"choice",
           json::object{{"keys", array_of_texts(table.choice.keys)}, {"only_one", table.choice.only_one}}},
          {"example", table.example}};
}

json::array names_in(const rules::KeyTable& table) {
  json::array names;
  for (const rules::Key& key : table.keys) names.emplace_back(key.name);
  return names;
}

/// A subdivision's parent is the subdivision around it, else its country.
json::array regions(const Wording& wording) {
  json::array out;
  for (const rules::IsoRegion& region : rules::iso_regions()) {
    const bool is_country = region.code.find('-') == std::string_view::npos;
    const std::string_view within =
        region.parent.empty() && !is_country ? region.code.substr(0, 2) : region.parent;
    out.push_back(
        json::object{{"code", region.code}, {"name", wording.region_name(region)}, {"parent", within}});
  }
  return out;
}

json::array widgets() {
  json::array out;
  for (const rules::Widget& widget : rules::WidgetCatalogue::built_in().widgets()) {
    out.push_back(json::object{{"kind", widget.kind}, {"name", widget.name}, {"network", widget.network}});
  }
  return out;
}

json::object codes() {
  json::object out;
  for (const rules::CodeEntry& entry : rules::code_table()) {
    out[rules::code_name(entry.code)] =
        json::object{{"title", entry.title}, {"severity", rules::severity_name(entry.severity)}};
  }
  return out;
}

}  // namespace

json::object language_tables(const Wording& wording) {
  return {{"pack", table_json(rules::kPackFileKeys)},
          {"conditions", names_in(rules::kConditionKeys)},
          {"actions", array_of_texts(rules::kRuleKeys.choice.keys)},
          {"region_words", array_of_texts(rules::reserved_region_names())},
          {"continents", array_of_texts(rules::continents())},
          {"regions", regions(wording)},
          {"widget_kinds", array_of_texts(rules::widget_kinds())},
          {"widgets", widgets()},
          {"variables", array_of_texts(rules::notice_variables())},
          {"codes", codes()}};
}

}  // namespace caveat::studio
