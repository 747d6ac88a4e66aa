// One archived response as the readers of one region were given it.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "audit/archived_page.h"
#include "audit/finding.h"
#include "audit/rule_book.h"
#include "filter/passage.h"
#include "rules/facts.h"
#include "rules/rule_set.h"

namespace caveat::audit {

/// What came of it. A value.
struct Reading {
  bool covered = false;         ///< some rule applies
  bool answered = false;        ///< a rule answers in place of the page
  std::string not_auditable{};  ///< the reason; empty if it could be judged
  std::string partly_checked{};
  std::vector<Finding> findings{};  ///< but for the response's own fields
};

/// Immutable; safe to use from any thread.
class Reader {
 public:
  Reader(std::shared_ptr<const rules::RuleSet> rules, const filter::PassageLimits& limits);

  const RuleBook& book() const { return book_; }

  /// `facts`: of the request. `accepted`: the reader had accepted what rules ask to be acknowledged.
  /// Where it is not known which languages the reader asked for, a notice in any of its languages will do,
  /// as long as the page does not state one.
  Reading read(const ArchivedPage& page, const rules::Facts& facts, bool languages_known,
               bool accepted) const;
  /// Whether rules would do anything to this response, as far as its head tells.
  bool concerns(const ArchivedPage& page, const rules::Facts& facts) const;

 private:
  class Attempt;

  std::shared_ptr<const rules::RuleSet> rules_;
  filter::PassageLimits limits_;
  RuleBook book_;
};

}  // namespace caveat::audit
