// One rule of a pack, compiled.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "rules/action.h"
#include "rules/actions/acknowledge.h"
#include "rules/actions/block.h"
#include "rules/breach_severity.h"
#include "rules/decision.h"
#include "rules/matcher.h"
#include "rules/pack_head.h"
#include "rules/pack_summary.h"
#include "rules/reach.h"

namespace caveat::rules {

/// What the matcher of a condition says, or of an exception, of which it must not hold.
Held allowed_by(const Matcher& matcher, bool exception, const Facts& facts);

/// One `when.*` or `unless.*`.
struct Condition {
  std::string key;  ///< as written: "when.region"
  int line = 0;
  bool exception = false;  ///< `unless`: must not hold
  std::unique_ptr<const Matcher> matcher;

  /// Whether the rule may apply as far as this condition goes.
  Held allows(const Facts& facts) const { return allowed_by(*matcher, exception, facts); }
  /// Whether nothing but the reader's place decides it.
  bool asks_for_place_only() const { return matcher->asks_about_reader() && matcher->asks_for_place_only(); }
};

/// Where the rule says one of the things that it does.
struct WrittenAction {
  std::string key;
  int line = 0;
};

struct Rule {
  std::shared_ptr<const PackHead> pack;
  Reason reason;
  std::string mark;  ///< "pack/rule"
  Reach reach;
  OnFailure on_failure = OnFailure::serve;
  NonHtml non_html = NonHtml::serve;
  BreachSeverity severity = BreachSeverity::medium;
  std::vector<Condition> conditions;
  std::vector<std::unique_ptr<const Action>> actions;
  std::unique_ptr<const BlockAnswer> block;
  std::unique_ptr<const AcknowledgedNotice> acknowledgement;
  Terms terms;  ///< of the acknowledgement
  /// One for each of `actions`, then those of `block` and `acknowledgement`.
  std::vector<WrittenAction> written_actions;

  /// `no` if any condition fails; else `undecided` if any waits for a fact. Dates count.
  Held applies(const Facts& facts) const;
  /// The first fact that an undecided rule waits for.
  Awaits awaits(const Facts& facts) const;
  /// Whether the reader has accepted the rule's acknowledgement.
  bool accepted(const Facts& facts) const;
  /// Whether, where it applies, the reader has to accept something first.
  bool asks(const Facts& facts) const;
  /// Whether another reader of the same URL could be treated differently.
  bool varies_by_reader(const Facts& facts) const;
  /// Whether what it does, where it applies, could differ from reader to reader.
  bool acts_differ(const Facts& facts) const;
};

RuleSummary summary_of(const Rule& rule);

/// The one that is known earlier; `nothing` counts as none.
Awaits earlier(Awaits a, Awaits b);

}  // namespace caveat::rules
