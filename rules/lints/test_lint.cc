// Tests at a time when the pack is not in force, and conditions that no test meets.
#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "rules/calendar.h"
#include "rules/canonical_url.h"
#include "rules/expression_text.h"
#include "rules/lints/lints.h"
#include "rules/path_automaton.h"
#include "rules/path_readings.h"
#include "rules/site_pattern.h"

namespace caveat::rules {

namespace {

constexpr std::size_t kMostNamed = 3;

/// Whether the test can only pass if a rule applies. Others may well show that none does.
bool expects_a_rule(const TomlTable& test) {
  const TomlTable& expect = entries_of(find(test, "expect"));
  const auto lists_some = [&](std::string_view key) {
    const TomlValue* value = find(expect, key);
    return value && !texts_in(*value).empty();
  };
  return lists_some("notices") || lists_some("removed");
}

void lint_moment(const LintedPack& pack, const TomlTable& test) {
  const TomlValue* at = find(test, "at");
  const auto moment =
      at && at->date_time() ? instant_of(*at->date_time(), pack.head().time_zone) : std::nullopt;
  if (!moment || pack.head().validity.holds({*moment, *moment}) || !expects_a_rule(test)) return;
  const auto& [begins, ends] = pack.head().validity;
  const bool early = begins && *moment < begins->instant;
  pack.problems.add(Code::test_outside_validity, at->place,
                    early ? "the pack is not yet in force at this time, so the test cannot pass"
                          : "the pack has expired at this time, so the test cannot pass",
                    early ? "choose a time from " + iso_time(begins->instant) + " on"
                          : "choose a time before " + iso_time(ends->instant));
}

/// What the tests of a pack ask for.
class TestedAddresses {
 public:
  explicit TestedAddresses(const std::vector<PackTest>& tests) {
    for (const PackTest& test : tests) {
      const auto url = canonical_url(test.url);
      if (!url) continue;
      sites_.insert(url->site);
      paths_.insert(url->target.path);
      if (parameters_begin(url->target.path) != std::string::npos)
        paths_.insert(path_without_parameters(url->target.path));
    }
  }

  bool meet_site(const std::string& text) const {
    const auto site = SitePattern::parse(text);
    return site && std::any_of(sites_.begin(), sites_.end(),
                               [&](const std::string& one) { return site->matches(one); });
  }

  /// Remembers its answers: packs repeat their patterns.
  bool meet_path(const std::string& text) {
    const auto [known, is_new] = met_.emplace(text, false);
    if (is_new)
      known->second = is_expression(text) ? meets_expression(text) : meets_glob(PathAutomaton(text));
    return known->second;
  }

 private:
  bool meets_glob(const PathAutomaton& glob) const {
    for (auto path = paths_.lower_bound(glob.literal_prefix());
         path != paths_.end() && path->starts_with(glob.literal_prefix()); ++path) {
      if (glob.matches(*path)) return true;
    }
    return false;
  }

  bool meets_expression(const std::string& text) const {
    const auto expression = expression_of(text.substr(text.find(':') + 1));
    return std::any_of(paths_.begin(), paths_.end(),
                       [&](const std::string& path) { return re2::RE2::PartialMatch(path, *expression); });
  }

  std::set<std::string, std::less<>> sites_;
  std::set<std::string, std::less<>> paths_;
  std::map<std::string, bool> met_;
};

/// One warning a condition, at the first of its patterns.
void report(const LintedPack& pack, const std::vector<PlacedText>& untested) {
  if (untested.empty()) return;
  std::string also;
  for (std::size_t i = 1; i < untested.size() && i <= kMostNamed; ++i)
    also += " or " + in_quotes(*untested[i].text);
  const std::size_t more = untested.size() > kMostNamed + 1 ? untested.size() - kMostNamed - 1 : 0;
  if (more > 0) also += ", and " + std::to_string(more) + " more";
  pack.problems.add(
      Code::untested_condition, untested.front().value->place,
      "no test of the pack has a URL that " + in_quotes(*untested.front().text) + also + " matches",
      "is it misspelt? If not, write a test with such a URL");
}

}  // namespace

void lint_tests(const LintedPack& pack) {
  const TomlValue* tests = find(pack.document(), "tests");
  if (!tests || !tests->array() || tests->array()->empty() || pack.head().retired()) return;
  for (const TomlValue& test : *tests->array()) lint_moment(pack, *test.table());
  TestedAddresses tested(pack.written.pack.tests);
  for (const WrittenRule& rule : pack.rules) {
    if (!rule.rule->reach.page) continue;  // Tests have pages.
    for (const std::string_view group : {"when", "unless"}) {
      const std::vector<PlacedText> paths = rule.texts(group, "path");
      std::vector<PlacedText> untested = paths;
      std::erase_if(untested, [&](const PlacedText& path) { return tested.meet_path(*path.text); });
      // Of a list of exceptions one shows that they are heeded.
      if (group == "when" || untested.size() == paths.size()) report(pack, untested);
    }
    // Sites are often alike ("www." and without): one of them is enough.
    const std::vector<PlacedText> sites = rule.texts("when", "site");
    const bool met = std::any_of(sites.begin(), sites.end(),
                                 [&](const PlacedText& site) { return tested.meet_site(*site.text); });
    if (!met) report(pack, sites);
  }
}

}  // namespace caveat::rules
