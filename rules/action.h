// One thing that a rule does.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "html/program.h"
#include "rules/decision.h"
#include "rules/facts.h"
#include "rules/head_edits.h"
#include "rules/pack_summary.h"
#include "rules/rule_trace.h"
#include "rules/variant_key.h"

namespace caveat::rules {

/// What an action may know when it contributes to a Decision.
struct ActionContext {
  const Facts& facts;
  std::uint32_t owner;    ///< index of the rule's Reason in the Decision
  std::string_view mark;  ///< "pack/rule", for `data-caveat`
};

/// Immutable. One implementation a file in actions/, one line each in actions/actions.cc. Blocks are no page
/// edits: RuleSet asks for them before any action contributes. An action that appends no variant, does not
/// vary or does not wait where nothing is known (an empty Facts) never does.
class Action {
 public:
  virtual ~Action() = default;
  virtual void contribute(const ActionContext& context, html::ProgramBuilder& program,
                          HeadEdits& head) const = 0;
  /// Appends all that the contribution depends on beside the rule itself: where two facts append the same,
  /// they get the same Program.
  virtual void append_variant(const Facts& facts, VariantKey& variant) const {
    static_cast<void>(facts);
    static_cast<void>(variant);
  }
  /// Whether other readers of this URL could get another contribution.
  virtual bool varies_by_reader(const Facts& facts) const {
    static_cast<void>(facts);
    return false;
  }
  /// Adds the notices that it may show, and where. `mark` is "pack/rule".
  virtual void describe(std::string_view mark, RuleSummary& summary) const {
    static_cast<void>(mark);
    static_cast<void>(summary);
  }
  /// What it shows to this reader, for explanations: fills in all but key and line.
  virtual void explain(const Facts& facts, ActionTrace& trace) const {
    static_cast<void>(facts);
    static_cast<void>(trace);
  }
  /// The fact without which it cannot contribute yet.
  virtual Awaits awaits(const Facts& facts) const {
    static_cast<void>(facts);
    return Awaits::nothing;
  }
};

}  // namespace caveat::rules
