// What an audit has to know of rules beside what they decide.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "audit/finding.h"
#include "rules/decision.h"
#include "rules/rule_set.h"

namespace caveat::audit {

struct BookedRule {
  std::string pack;
  std::string rule;
  std::string place;  ///< FILE:LINE
  Severity severity = Severity::medium;
  std::vector<std::string> fields;  ///< of the head that it changes
};

/// Immutable; safe to use from any thread.
class RuleBook {
 public:
  explicit RuleBook(const rules::RuleSet& rules);

  /// The rule of a mark ("pack/rule", "pack/rule:label"). One that is not in the set has no place and is of
  /// medium severity.
  BookedRule rule_of(std::string_view mark) const;
  BookedRule rule_of(const rules::Reason& reason) const;
  /// The last of the rules that apply which changes that field; the last of all if none says so.
  BookedRule owner_of_field(const rules::Decision& decision, std::string_view name) const;

 private:
  std::map<std::string, BookedRule, std::less<>> rules_;  ///< by "pack/rule"
};

}  // namespace caveat::audit
