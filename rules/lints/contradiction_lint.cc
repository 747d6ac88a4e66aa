// Rules that do to one thing what does not go together: set a field twice, label and withhold a name, remove
// and disable a widget, show a notice twice.
#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "rules/ascii_case.h"
#include "rules/lints/lints.h"
#include "rules/lints/rule_neighbours.h"

namespace caveat::rules {

namespace {

/// One thing that a rule does something to.
struct Claim {
  std::size_t rule = 0;
  std::string verb;  ///< "sets"
  std::string rest;  ///< " to `no-referrer`"; two rules that do the same do not contradict each other
  SourcePlace place;
  std::string shown;  ///< the thing as written

  bool does_same(const Claim& other) const { return verb == other.verb && rest == other.rest; }
};

struct Subject {
  Code code;
  std::vector<Claim> claims;
};

/// By kind and name of the thing.
using Subjects = std::map<std::string, Subject>;

class Claims {
 public:
  void add(const ScopedRule& rule) {
    add_fields(rule);
    for (const PlacedText& text : rule.written->texts({"label", "mentions"})) {
      claim(rule, Code::label_and_withhold, "labels", text);
    }
    for (const PlacedText& text : rule.written->texts({"withhold", "mentions"})) {
      claim(rule, Code::label_and_withhold, "withholds", text);
    }
    for (const std::string_view kind : {"widgets", "elements"}) {
      for (const PlacedText& text : rule.written->texts({"remove", kind})) {
        claim(rule, Code::remove_and_disable, "removes", text);
      }
      for (const PlacedText& text : rule.written->texts({"disable", kind})) {
        claim(rule, Code::remove_and_disable, "disables", text);
      }
    }
    add_notice(rule);
  }

  Subjects take() { return std::move(subjects_); }

 private:
  void add_fields(const ScopedRule& rule) {
    // A block's fields are set only when it answers, and then no other rule's are.
    if (rule.written->rule->block) return;
    const TomlValue* set = rule.written->value({"headers", "set"});
    for (const TomlEntry& entry : entries_of(set)) {
      const std::string* value = entry.value.string();
      if (!value) continue;
      add(Code::header_conflict, "field " + lower_case(entry.key),
          {rule.order, "sets", " to " + in_quotes(*value), entry.value.place, entry.key});
    }
    for (const PlacedText& name : rule.written->texts({"headers", "remove"})) {
      add(Code::header_conflict, "field " + lower_case(*name.text),
          {rule.order, "removes", "", name.value->place, *name.text});
    }
  }

  /// Notices have names within their pack. The first place is where the notice most likely goes.
  void add_notice(const ScopedRule& rule) {
    const auto notice = rule.written->texts({"insert", "notice"});
    if (notice.empty()) return;
    const auto places = rule.written->texts({"insert", "at"});
    const std::string at = places.empty() ? "end of body" : *places.front().text;
    add(Code::notice_twice, "notice " + rule.pack->file->path + '\n' + *notice.front().text + '\n' + at,
        {rule.order, "shows", std::to_string(rule.order), notice.front().value->place, *notice.front().text});
  }

  void claim(const ScopedRule& rule, Code code, std::string verb, const PlacedText& text) {
    add(code, std::to_string(static_cast<int>(code)) + " " + *text.text,
        {rule.order, std::move(verb), "", text.value->place, *text.text});
  }

  void add(Code code, const std::string& subject, Claim claim) {
    subjects_.emplace(subject, Subject{code, {}}).first->second.claims.push_back(std::move(claim));
  }

  Subjects subjects_;
};

std::string message_of(Code code, const Claim& later, const std::string& reader,
                       const std::string& earlier_rule, const Claim& earlier) {
  if (code == Code::notice_twice) {
    return reader + " sees the notice " + in_quotes(later.shown) + " twice: " + earlier_rule +
           " puts it at the same place";
  }
  return "this rule " + later.verb + " " + in_quotes(later.shown) + later.rest + ", and " + earlier_rule +
         " " + earlier.verb + " it" + earlier.rest + ": both apply to " + reader;
}

/// Of two claims of one rule: they meet wherever it applies.
bool report_within_rule(const Subject& subject, std::size_t later, std::span<const ScopedRule> rules) {
  const Claim& claim = subject.claims[later];
  if (later == 0) return false;
  const Claim& earlier = subject.claims[later - 1];
  if (earlier.rule != claim.rule || earlier.does_same(claim)) return false;
  rules[claim.rule].problems->add(
      subject.code, claim.place,
      "this rule both " + earlier.verb + " and " + claim.verb + " " + in_quotes(claim.shown),
      "keep one of the two");
  return true;
}

void look_at(const Subject& subject, std::span<const ScopedRule> rules) {
  const auto& claims = subject.claims;
  const bool all_same = std::all_of(claims.begin(), claims.end(),
                                    [&](const Claim& claim) { return claim.does_same(claims.front()); });
  if (all_same) return;
  RuleNeighbours near;
  for (std::size_t i = 0; i < claims.size(); ++i) near.add(rules[claims[i].rule].scope, i);
  for (std::size_t i = 0; i < claims.size(); ++i) {
    const Claim& claim = claims[i];
    const ScopedRule& rule = rules[claim.rule];
    if (report_within_rule(subject, i, rules)) continue;
    near.any_near(rule.scope, [&](std::size_t other) {
      const Claim& earlier = claims[other];
      if (other >= i || earlier.does_same(claim)) return false;
      const ScopedRule& earlier_rule = rules[earlier.rule];
      const auto meeting = meeting_of(earlier_rule, rule);
      if (!meeting) return false;
      rule.problems->add(
          subject.code, claim.place,
          message_of(subject.code, claim, meeting->words, named_place(earlier_rule, rule), earlier),
          subject.code == Code::notice_twice ? "join the two rules, or keep their conditions apart"
                                             : "let one rule decide, or keep their conditions apart");
      return true;
    });
  }
}

}  // namespace

void lint_contradictions(std::span<const ScopedRule> rules) {
  Claims claims;
  for (const ScopedRule& rule : rules) {
    if (rule.written->is_carried_out() && !rule.scope.moments.spans.empty()) claims.add(rule);
  }
  for (const auto& [name, subject] : claims.take()) look_at(subject, rules);
}

}  // namespace caveat::rules
