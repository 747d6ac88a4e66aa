#include "rules/lints/rule_meeting.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

#include "rules/canonical_url.h"
#include "rules/expression_text.h"
#include "rules/problems.h"
#include "rules/region.h"

namespace caveat::rules {

namespace {

constexpr std::size_t kMostPairs = 64;

bool asks(const Condition& condition, std::string_view key) {
  const std::string_view whole = condition.key;
  const std::size_t dot = whole.find('.');
  return (dot == std::string_view::npos ? whole : whole.substr(dot + 1)) == key;
}

/// Looks for facts, one respect after the other, in which both rules hold.
class MeetingSearch {
 public:
  MeetingSearch(const ScopedRule& a, const ScopedRule& b) : rules_{&a, &b} {}

  std::optional<Facts> find() {
    const auto moment = rules_[0]->scope.moments.meeting(rules_[1]->scope.moments);
    if (!moment) return std::nullopt;
    facts_.time = *moment;
    facts_.page.emplace();
    give_page_all_it_may_have();
    const bool found = find_reader() && find_address() && find_response() && find_languages();
    if (!found || !std::all_of(rules_.begin(), rules_.end(), [&](const ScopedRule* rule) {
          return rule->written->rule->applies(facts_) == Held::yes;
        })) {
      return std::nullopt;
    }
    return std::move(facts_);
  }

 private:
  bool allow(std::initializer_list<std::string_view> keys) const {
    for (const ScopedRule* rule : rules_) {
      for (const Condition& condition : rule->written->rule->conditions) {
        const bool asked =
            std::any_of(keys.begin(), keys.end(), [&](std::string_view key) { return asks(condition, key); });
        if (asked && condition.allows(facts_) != Held::yes) return false;
      }
    }
    return true;
  }

  /// Tries values for one fact until both rules hold as far as these conditions go.
  template <typename Fact, typename Values>
  bool choose(std::initializer_list<std::string_view> keys, Fact& fact, const Values& values) {
    for (const auto& value : values) {
      fact = value;
      if (allow(keys)) return true;
    }
    return false;
  }

  /// The texts of a condition of both rules, in the order of writing.
  std::vector<std::string> texts(std::string_view key) const {
    std::vector<std::string> out;
    for (const ScopedRule* rule : rules_) {
      for (const PlacedText& text : rule->written->texts("when", key)) out.push_back(*text.text);
    }
    return out;
  }

  void give_page_all_it_may_have() {
    PageMentions& page = facts_.page_mentions.emplace();
    for (const ScopedRule* rule : rules_) {
      for (const Condition& condition : rule->written->rule->conditions) {
        if (condition.exception) continue;
        if (const auto mentions = condition.matcher->mentions()) page.found.push_back(mentions.get());
        if (const auto elements = condition.matcher->elements()) page.elements.push_back(elements.get());
      }
    }
  }

  bool find_reader() {
    const RegionScope& a = *rules_[0]->scope.regions;
    const RegionScope& b = *rules_[1]->scope.regions;
    ReaderSet both = a.telling;
    both &= b.telling;
    ReaderSet certain = both;
    certain &= a.certain;
    certain &= b.certain;
    const auto reader = certain.first() ? certain.first() : both.first();
    if (!reader) return false;
    facts_.location = sample_readers()[*reader];
    return allow({"region"});
  }

  bool find_address() {
    std::vector<std::string> sites;
    for (const ScopedRule* rule : rules_) {
      for (const SitePattern& site : rule->scope.sites.when) sites.push_back(site.example());
    }
    for (const auto& url : tested()) sites.push_back(url.site);
    sites.emplace_back("www.example.org");
    if (!choose({"site"}, facts_.site, sites)) return false;
    const bool path = choose({"path"}, facts_.path, paths('x')) || choose({"path"}, facts_.path, paths('1'));
    if (!path) return false;
    return choose({"query"}, facts_.query, queries());
  }

  std::vector<std::string> paths(char filler) const {
    std::vector<std::string> out;
    const std::vector<PathAutomaton> any = {PathAutomaton("/**")};
    const PathScope& a = rules_[0]->scope.paths;
    const PathScope& b = rules_[1]->scope.paths;
    std::size_t pairs = 0;
    for (const PathAutomaton& one : a.when.empty() ? any : a.when) {
      for (const PathAutomaton& other : b.when.empty() ? any : b.when) {
        if (++pairs > kMostPairs) break;
        if (auto path = meeting_of(one, other, filler)) out.push_back(std::move(*path));
      }
    }
    for (const auto& url : tested()) out.push_back(url.target.path);
    out.emplace_back("/");
    std::erase_if(out, [](const std::string& path) { return canonical_path(path) != path; });
    return out;
  }

  std::vector<std::string> queries() const {
    std::vector<std::string> out = {""};
    for (std::string text : texts("query")) {
      if (is_expression(text)) continue;
      std::replace(text.begin(), text.end(), '*', 'x');
      out.push_back(std::move(text));
    }
    for (const auto& url : tested()) out.push_back(url.target.query);
    return out;
  }

  /// The addresses of both packs' tests, for expressions, of which no example can be made.
  std::vector<CanonicalUrl> tested() const {
    constexpr std::size_t kMostTests = 32;
    std::vector<CanonicalUrl> out;
    const bool needed = std::any_of(rules_.begin(), rules_.end(), [](const ScopedRule* rule) {
      return !rule->scope.paths.when_expressions.empty() || rule->written->condition("when", "query");
    });
    if (!needed) return out;
    for (const ScopedRule* rule : rules_) {
      for (const PackTest& test : rule->pack->pack.tests) {
        if (auto url = canonical_url(test.url); url && out.size() < kMostTests)
          out.push_back(std::move(*url));
      }
    }
    return out;
  }

  bool find_response() {
    constexpr auto kMethods =
        std::to_array<std::string_view>({"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"});
    std::vector<std::string> types = {"text/html"};
    for (std::string text : texts("content_type")) {
      std::replace(text.begin(), text.end(), '*', 'x');
      types.push_back(std::move(text));
    }
    for (const char* type : {"application/rss+xml", "application/json", "image/png"})
      types.emplace_back(type);
    static const std::vector<int> kStatuses = [] {
      std::vector<int> all;
      for (int status = 200; status < 600; ++status) all.push_back(status);
      return all;
    }();
    return choose({"method"}, facts_.method, kMethods) &&
           choose({"content_type", "in"}, facts_.content_type, types) &&
           choose({"status"}, facts_.status, kStatuses);
  }

  bool find_languages() {
    std::vector<PageFacts> pages(1);
    for (const std::string& text : texts("language")) pages.insert(pages.end() - 1, PageFacts{text, false});
    std::vector<std::vector<std::string>> readers;
    for (const std::string& text : texts("reader_language")) readers.push_back({text});
    readers.emplace_back();
    return choose({"language"}, facts_.page, pages) &&
           choose({"reader_language"}, facts_.reader_languages, readers);
  }

  std::array<const ScopedRule*, 2> rules_;
  Facts facts_;
};

std::string words_of(const Facts& facts, const ScopedRule& a, const ScopedRule& b) {
  const bool by_region = a.written->condition("when", "region") || b.written->condition("when", "region");
  std::string out = "a reader ";
  const std::string region = region_code(facts.location);
  const bool unplaced = region == "unknown" || region == "lookup_failed";
  if (by_region) out += unplaced ? "who cannot be placed, " : "in " + region + " ";
  out += "of https://" + facts.site + facts.path;
  if (!facts.query.empty()) out += "?" + facts.query;
  if (facts.method != "GET") out += " by " + facts.method;
  return out;
}

}  // namespace

std::optional<RuleMeeting> meeting_of(const ScopedRule& a, const ScopedRule& b) {
  auto facts = MeetingSearch(a, b).find();
  if (!facts) return std::nullopt;
  std::string words = words_of(*facts, a, b);
  return RuleMeeting{std::move(*facts), std::move(words)};
}

std::string named_place(const ScopedRule& rule, const ScopedRule& seen_from) {
  const Reason& reason = rule.written->rule->reason;
  const int line = rule.written->place().line;
  const bool same_file = rule.pack == seen_from.pack;
  return in_quotes(reason.rule) + " (" + (same_file ? "line " : rule.pack->file->path + ":") +
         std::to_string(line) + ")";
}

}  // namespace caveat::rules
