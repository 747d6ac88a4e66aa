#include "app/studio/sheet_previews.h"

#include <filesystem>

#include "app/studio/asked_rules.h"
#include "app/studio/asked_visit.h"
#include "app/wall_clock.h"
#include "filter/trial.h"
#include "rules/calendar.h"
#include "studio/page_marks.h"

namespace caveat::app {
namespace {

namespace json = boost::json;

/// More make a sheet that nobody reads.
constexpr std::size_t kMostPreviews = 8;

/// The reader of a test, as questions name readers.
json::object reader_of(const rules::PackTest& test) {
  json::object reader{{"accepted", test.reader_has_accepted}};
  if (test.reader_address.empty()) {
    reader["region"] = test.reader_region;
  } else {
    reader["ip"] = test.reader_address;
  }
  json::array languages;
  for (const std::string& language : test.reader_languages) languages.emplace_back(language);
  reader["languages"] = std::move(languages);
  return reader;
}

studio::SiteResponse response_of(const rules::PackTest& test, std::string page) {
  studio::SiteResponse response;
  response.head.status = test.response_status;
  if (!test.response_type.empty()) response.head.fields.append("Content-Type", test.response_type);
  response.body = std::move(page);
  return response;
}

class Previews {
 public:
  Previews(Studio& studio, const rules::SourceFile& pack, std::shared_ptr<const rules::RuleSet> rules)
      : studio_(studio), pack_(pack), rules_(std::move(rules)), pages_(test_pages_in(studio.rules)) {}

  json::object of(const rules::PackTest& test, const rules::PackSummary& pack) {
    json::object shown{{"name", test.name}, {"url", test.url}, {"reader", reader_of(test)}};
    const std::string at = rules::iso_time(filter::trial_time(test, pack, now()));
    shown["at"] = at;
    const auto visit = asked_visit(studio_, {{"reader", reader_of(test)}, {"at", at}}, test.url, *rules_);
    if (!visit) return could_not(shown, visit.error().message);
    auto page = page_of(test);
    if (!page) return could_not(shown, "the page " + test.page + " " + page.error().reason);
    const studio::SiteResponse response = response_of(test, *std::move(page));
    const auto served = studio::serve_page(rules_, visit->facts, response);
    auto marked = studio::mark_pages(rules_, visit->facts, response, served, studio_.token);
    const bool is_page = studio::is_page(served.head) && !marked.served.is_text;
    std::string type = is_page ? "text/html" : "text/plain";
    // What is written out in the pack is UTF-8, whatever it says of itself.
    const std::string charset = test.page.empty() ? "utf-8" : marked.served.charset;
    if (!charset.empty()) type += "; charset=" + charset;
    shown["status"] = served.head.status;
    shown["preview"] = studio_.previews.keep({std::move(type), std::move(marked.served.bytes)});
    shown["marks"] = std::move(marked.marks);
    return shown;
  }

 private:
  static json::object could_not(json::object& shown, const std::string& why) {
    shown["could_not"] = why;
    return std::move(shown);
  }

  boost::system::result<std::string, UnreadablePage> page_of(const rules::PackTest& test) const {
    if (test.page.empty()) return test.html;
    const auto path = (std::filesystem::path(pack_.path).parent_path() / test.page).string();
    return pages_(path);
  }

  Studio& studio_;
  const rules::SourceFile& pack_;
  std::shared_ptr<const rules::RuleSet> rules_;
  TestPages pages_;
};

}  // namespace

json::array sheet_previews(Studio& studio, const rules::SourceFile& pack) {
  json::array shown;
  const auto compilation = rules::RuleSet::compile({&pack, 1}, now());
  if (!compilation.rules) return shown;
  Previews previews(studio, pack, compilation.rules);
  for (const rules::PackSummary& one : compilation.rules->packs()) {
    for (const rules::PackTest& test : one.tests) {
      if (shown.size() < kMostPreviews) shown.push_back(previews.of(test, one));
    }
  }
  return shown;
}

}  // namespace caveat::app
