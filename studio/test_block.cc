#include "studio/test_block.h"

#include <algorithm>
#include <set>
#include <utility>

#include "filter/readable_page.h"
#include "filter/shown_notices.h"
#include "rules/toml_edit.h"
#include "rules/widget_search.h"

namespace caveat::studio {

namespace {

using rules::TomlTable;
using rules::TomlValue;

TomlValue text_value(std::string text) {
  return {std::move(text), {}};
}

TomlValue texts_value(const std::set<std::string>& texts) {
  rules::TomlArray list;
  for (const std::string& text : texts) list.push_back(text_value(text));
  return {std::move(list), {}};
}

std::string readable(const SiteResponse& page) {
  auto out = filter::readable_page(page.body, charset_of(page.head));
  return out ? std::move(out->bytes) : std::string();
}

/// A rule file is UTF-8, and a test reads its page as that, whatever the page says of itself.
std::string page_in_utf8(const SiteResponse& page) {
  const auto read = filter::readable_page(page.body, charset_of(page.head));
  return read ? filter::in_utf8(*read) : page.body;
}

/// Kinds of widgets that were there and are not.
std::set<std::string> removed_kinds(const std::string& before, const std::string& after) {
  const auto& catalogue = rules::WidgetCatalogue::built_in();
  std::set<std::string> kinds;
  for (const std::string_view kind : rules::widget_kinds()) {
    const auto had = rules::find_widgets(before, catalogue, kind);
    const auto has = rules::find_widgets(after, catalogue, kind);
    if (had && has && !had->empty() && has->empty()) kinds.emplace(kind);
  }
  return kinds;
}

TomlTable expectation_of(const rules::PackSummary& pack, const ServedPage& served,
                         const PreviewedVisit& visit) {
  const std::string page = readable({served.head, served.body});
  const filter::Trial trial{served.head, served.body, served.record, served.facts, served.traces};
  std::set<std::string> notices;
  std::set<std::string> languages;
  for (const filter::ShownNotice& notice : filter::shown_notices(pack, trial, page)) {
    notices.insert(notice.name);
    languages.insert(notice.language);
  }
  TomlTable expect{{"notices", {}, texts_value(notices)}};
  if (languages.size() == 1 && !languages.begin()->empty())
    expect.push_back({"language", {}, text_value(*languages.begin())});
  const bool is_whole = served.record.ending == filter::Ending::complete;
  const auto kinds = is_whole ? removed_kinds(readable(visit.response), page) : std::set<std::string>();
  if (!kinds.empty()) expect.push_back({"removed", {}, texts_value(kinds)});
  expect.push_back({"status", {}, {std::int64_t{served.head.status}, {}}});
  return expect;
}

TomlTable reader_of(const PreviewedVisit& visit) {
  TomlTable reader;
  if (!visit.region.empty()) reader.push_back({"region", {}, text_value(visit.region)});
  if (visit.region.empty()) reader.push_back({"ip", {}, text_value(visit.address)});
  const std::set<std::string> none;
  if (!visit.languages.empty()) {
    rules::TomlArray list;
    for (const std::string& language : visit.languages) list.push_back(text_value(language));
    reader.push_back({"languages", {}, {std::move(list), {}}});
  }
  if (visit.accepted) reader.push_back({"accepted", {}, {true, {}}});
  return reader;
}

rules::TomlDateTime moment_of(std::chrono::sys_seconds time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  return {std::chrono::year_month_day(day), time - day, std::chrono::minutes(0)};
}

TomlTable test_of(const rules::PackSummary& pack, const ServedPage& served, const PreviewedVisit& visit) {
  const std::string reader = visit.region.empty() ? "a reader at an address" : "a reader in " + visit.region;
  const std::string name = visit.name.empty() ? reader + ": " + visit.facts.path : visit.name;
  TomlTable test{{"name", {}, text_value(name)}, {"reader", {}, {reader_of(visit), {}}}};
  if (visit.has_moment) test.push_back({"at", {}, {moment_of(visit.facts.time), {}}});
  test.push_back({"url", {}, text_value(visit.url)});
  test.push_back({"html", {}, text_value(page_in_utf8(visit.response))});
  if (visit.response.head.status != 200) {
    TomlTable response{{"status", {}, {std::int64_t{visit.response.head.status}, {}}}};
    test.push_back({"response", {}, {std::move(response), {}}});
  }
  test.push_back({"expect", {}, {expectation_of(pack, served, visit), {}}});
  return test;
}

}  // namespace

Asked<std::string> with_test_of(const rules::SourceFile& pack, const PreviewedVisit& visit,
                                std::chrono::sys_seconds now) {
  const auto compilation = rules::RuleSet::compile({&pack, 1}, now);
  if (!compilation.rules) return ApiError{422, "broken-rules", "The pack has errors: mend them first."};
  const ServedPage served = serve_page(compilation.rules, visit.facts, visit.response);
  rules::TomlEdit edit{rules::TomlEdit::Kind::append, {std::string("tests")}};
  edit.value.data = test_of(compilation.rules->packs().front(), served, visit);
  auto edited = rules::edit_toml(pack.text, {&edit, 1});
  if (!edited) return ApiError{422, "not-edited", "The test was not added: " + edited.error().message + "."};
  return std::move(edited->text);
}

}  // namespace caveat::studio
