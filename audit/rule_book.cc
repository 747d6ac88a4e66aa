#include "audit/rule_book.h"

#include <algorithm>

namespace caveat::audit {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool same_name(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lower, lower);
}

/// Ids have no other characters: what a hostile page says else is not repeated.
bool is_of_marks(char c) {
  return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '/';
}

}  // namespace

RuleBook::RuleBook(const rules::RuleSet& rules) {
  for (const rules::PackSummary& pack : rules.packs()) {
    for (const rules::RuleSummary& rule : pack.rules) {
      rules_[pack.id + "/" + rule.id] = {.pack = pack.id,
                                         .rule = rule.id,
                                         .place = pack.file + ":" + std::to_string(rule.line),
                                         .severity = rule.severity,
                                         .fields = rule.fields};
    }
  }
}

BookedRule RuleBook::rule_of(std::string_view mark) const {
  mark = mark.substr(0, mark.find(':'));
  const auto known = rules_.find(mark);
  if (known != rules_.end()) return known->second;
  BookedRule rule;
  if (!std::ranges::all_of(mark, is_of_marks)) return rule;
  const std::size_t slash = std::min(mark.find('/'), mark.size());
  rule.pack = mark.substr(0, slash);
  rule.rule = mark.substr(std::min(slash + 1, mark.size()));
  return rule;
}

BookedRule RuleBook::rule_of(const rules::Reason& reason) const {
  return rule_of(reason.pack + "/" + reason.rule);
}

BookedRule RuleBook::owner_of_field(const rules::Decision& decision, std::string_view name) const {
  BookedRule owner;
  bool named = false;
  for (const rules::Reason& reason : decision.reasons) {
    if (reason.shadow) continue;
    BookedRule rule = rule_of(reason);
    const bool names =
        std::ranges::any_of(rule.fields, [name](const std::string& field) { return same_name(field, name); });
    if (names || !named) owner = std::move(rule);
    named = named || names;
  }
  return owner;
}

}  // namespace caveat::audit
