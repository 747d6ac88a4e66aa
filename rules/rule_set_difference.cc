#include "rules/rule_set_difference.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace caveat::rules {

namespace {

/// Index of a reader class and of a page class.
using Trials = std::set<std::pair<std::size_t, std::size_t>>;

/// To whom and where each rule ("pack/rule") applies.
using Reached = std::map<std::string, Trials>;

struct Classes {
  std::vector<ReaderClass> readers;
  PageClasses pages;
};

Facts facts_of(const ReaderClass& reader, const PageClass& page, std::chrono::sys_seconds time) {
  Facts facts;
  facts.site = page.site;
  facts.path = page.path;
  facts.location = reader.reader;
  facts.time = time;
  facts.content_type = "text/html";
  facts.status = 200;
  facts.page = PageFacts{};
  facts.article.emplace().reading = ArticleReading::in_part;
  facts.page_mentions = PageMentions{.found = {}, .read_whole = false};
  return facts;
}

Reached reached_by(const RuleSet& rules, const Classes& classes, std::chrono::sys_seconds time) {
  Reached reached;
  for (std::size_t reader = 0; reader < classes.readers.size(); ++reader) {
    for (std::size_t page = 0; page < classes.pages.classes.size(); ++page) {
      const Facts facts = facts_of(classes.readers[reader], classes.pages.classes[page], time);
      for (const RuleTrace& trace : rules.explain(facts)) {
        if (trace.applies == Held::no) continue;
        reached[trace.rule.pack + "/" + trace.rule.rule].emplace(reader, page);
      }
    }
  }
  return reached;
}

Trials without(const Trials& from, const Trials& what) {
  Trials rest;
  std::ranges::set_difference(from, what, std::inserter(rest, rest.end()));
  return rest;
}

Trials both(const Trials& a, const Trials& b) {
  Trials common;
  std::ranges::set_intersection(a, b, std::inserter(common, common.end()));
  return common;
}

/// Pages with the same readers together.
std::vector<Audience> audiences(const Trials& trials, const Classes& classes) {
  std::map<std::size_t, std::set<std::size_t>> readers_of_page;
  for (const auto& [reader, page] : trials) readers_of_page[page].insert(reader);
  std::map<std::set<std::size_t>, std::vector<std::size_t>> pages_of_readers;
  for (const auto& [page, readers] : readers_of_page) pages_of_readers[readers].push_back(page);
  std::vector<Audience> result;
  for (const auto& [readers, pages] : pages_of_readers) {
    Audience& audience = result.emplace_back();
    for (const std::size_t reader : readers) audience.readers.push_back(classes.readers[reader]);
    for (const std::size_t page : pages) audience.pages.push_back(classes.pages.classes[page]);
  }
  return result;
}

std::vector<ValueChange> changes_between(const WrittenValues& earlier, const WrittenValues& later) {
  std::set<std::string> keys;
  for (const auto& [key, values] : earlier) keys.insert(key);
  for (const auto& [key, values] : later) keys.insert(key);
  const auto at = [](const WrittenValues& values, const std::string& key) {
    const auto found = values.find(key);
    return found == values.end() ? std::vector<std::string>() : found->second;
  };
  const auto lacking_in = [](const std::vector<std::string>& values, const std::vector<std::string>& others) {
    std::vector<std::string> lacking;
    for (const std::string& value : values) {
      if (std::ranges::find(others, value) == others.end()) lacking.push_back(value);
    }
    return lacking;
  };
  std::vector<ValueChange> changes;
  for (const std::string& key : keys) {
    const auto before = at(earlier, key);
    const auto after = at(later, key);
    if (before == after) continue;
    ValueChange change{key, lacking_in(before, after), lacking_in(after, before)};
    // The same values in another order: places are tried in theirs.
    if (change.taken_out.empty() && change.put_in.empty()) change = {key, before, after};
    changes.push_back(std::move(change));
  }
  return changes;
}

/// Where a rule is written.
struct WrittenRule {
  const PackText* pack = nullptr;
  const RuleText* rule = nullptr;

  std::string place() const { return rule ? pack->file + ":" + std::to_string(rule->line) : std::string(); }
};

using WrittenRules = std::map<std::string, WrittenRule>;

WrittenRules written_rules(const std::vector<PackText>& packs) {
  WrittenRules rules;
  for (const PackText& pack : packs) {
    for (const RuleText& rule : pack.rules) rules[pack.id + "/" + rule.id] = {&pack, &rule};
  }
  return rules;
}

class Comparison {
 public:
  Comparison(const RuleSetVersion& earlier, const RuleSetVersion& later, std::chrono::sys_seconds time)
      : earlier_(earlier), later_(later) {
    std::vector<PackText> packs = earlier.packs;
    packs.insert(packs.end(), later.packs.begin(), later.packs.end());
    classes_ = {reader_classes(packs), page_classes(packs)};
    reached_before_ = reached_by(*earlier.rules, classes_, time);
    reached_after_ = reached_by(*later.rules, classes_, time);
  }

  RuleSetDifference run() {
    RuleSetDifference difference;
    add_packs(difference);
    const WrittenRules before = written_rules(earlier_.packs);
    const WrittenRules after = written_rules(later_.packs);
    std::set<std::string> names;
    for (const auto& [name, rule] : before) names.insert(name);
    for (const auto& [name, rule] : after) names.insert(name);
    const auto find = [](const WrittenRules& rules, const std::string& name) {
      const auto found = rules.find(name);
      return found == rules.end() ? WrittenRule() : found->second;
    };
    for (const std::string& name : names) add_rule(name, find(before, name), find(after, name), difference);
    difference.not_compared = classes_.pages.without_page;
    return difference;
  }

 private:
  void add_packs(RuleSetDifference& difference) const {
    for (const PackText& pack : later_.packs) {
      const auto before = std::ranges::find(earlier_.packs, pack.id, &PackText::id);
      if (before == earlier_.packs.end()) continue;
      auto changes = changes_between(before->head, pack.head);
      if (!changes.empty()) difference.packs.push_back({pack.id, std::move(changes)});
    }
  }

  void add_rule(const std::string& name, const WrittenRule& before, const WrittenRule& after,
                RuleSetDifference& difference) const {
    RuleDifference rule;
    const WrittenRule& written = after.rule ? after : before;
    // NOLINTBEGIN(clang-analyzer-core.NonNullParamChecker): one of the two sets has the rule.
    rule.pack = written.pack->id;
    rule.rule = written.rule->id;
    // NOLINTEND(clang-analyzer-core.NonNullParamChecker)
    rule.old_place = before.place();
    rule.new_place = after.place();
    const Trials& reached_before = trials_of(reached_before_, name);
    const Trials& reached_after = trials_of(reached_after_, name);
    rule.gain = audiences(without(reached_after, reached_before), classes_);
    rule.lose = audiences(without(reached_before, reached_after), classes_);
    if (before.rule && after.rule) rule.changes = changes_between(before.rule->effect, after.rule->effect);
    if (!rule.changes.empty()) rule.keep = audiences(both(reached_before, reached_after), classes_);
    const bool same =
        before.rule && after.rule && rule.gain.empty() && rule.lose.empty() && rule.changes.empty();
    if (!same) difference.rules.push_back(std::move(rule));
  }

  static const Trials& trials_of(const Reached& reached, const std::string& name) {
    static const Trials kNone;
    const auto found = reached.find(name);
    return found == reached.end() ? kNone : found->second;
  }

  const RuleSetVersion& earlier_;
  const RuleSetVersion& later_;
  Classes classes_;
  Reached reached_before_;
  Reached reached_after_;
};

}  // namespace

RuleSetDifference compare(const RuleSetVersion& earlier, const RuleSetVersion& later,
                          std::chrono::sys_seconds time) {
  return Comparison(earlier, later, time).run();
}

}  // namespace caveat::rules
