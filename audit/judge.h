// One archived response against the rules, for every region that is asked for.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "audit/archived_page.h"
#include "audit/finding.h"
#include "audit/question.h"
#include "audit/reading.h"
#include "audit/totals.h"
#include "audit/unauditable_reading.h"
#include "filter/passage.h"
#include "rules/canonical_url.h"
#include "rules/rule_set.h"

namespace caveat::audit {

struct Judgement {
  Totals totals;
  std::vector<Finding> findings;                  ///< in their order (stands_before)
  std::vector<UnauditableReading> not_auditable;  ///< those that `totals` counts by reason, in their order
};

/// Immutable; safe to use from any thread. Pure: the same response gives the same Judgement.
class Judge {
 public:
  Judge(std::shared_ptr<const rules::RuleSet> rules, Question question);

  /// Bodies that are longer need not be taken out of an archive.
  std::size_t most_body_bytes() const { return limits_.page_bytes; }
  Judgement judge(ArchivedResponse response) const;
  /// Of a response of which no more is known than `exchange` tells: no reading of it can be judged, because
  /// of `reason`.
  Judgement cannot_judge(ArchivedExchange exchange, const std::string& reason) const;

 private:
  struct Asked;

  std::string passed_over_because(const ArchivedPage& page, const std::optional<Asked>& asked) const;
  std::optional<Asked> asked_for(const ArchivedExchange& exchange) const;
  void note_other_rules(const ArchivedExchange& exchange, Totals& totals) const;
  void judge_region(const ArchivedPage& page, const Asked& asked, const AskedRegion& region,
                    Judgement& judgement) const;
  void note(const Reading& reading, const ArchivedPage& page, const Asked& asked, const std::string& region,
            Judgement& judgement) const;

  UnauditableReading unauditable(const Reading& reading, const ArchivedPage& page, const Asked& asked,
                                 const std::string& region) const;

  Question question_;
  std::string rules_digest_;
  filter::PassageLimits limits_;
  Reader reader_;
};

}  // namespace caveat::audit
