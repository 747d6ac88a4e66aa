// One of a pack's own [[tests]], put through a Passage.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "filter/head.h"
#include "filter/record.h"
#include "rules/facts.h"
#include "rules/pack_summary.h"
#include "rules/rule_set.h"

namespace caveat::filter {

/// What was served, and why.
struct Trial {
  ResponseHead head;
  std::string body;
  Record record;
  rules::Facts facts;                    ///< as they were when the page was over
  std::vector<rules::RuleTrace> traces;  ///< of every rule
};

/// Serves `page` to the reader of `test`, who is at `location`, at `time`.
Trial run_trial(const std::shared_ptr<const rules::RuleSet>& rules, const rules::PackTest& test,
                const geoip::Location& location, std::chrono::sys_seconds time, std::string_view page);

/// When a test that names no moment takes place: `now`, if the pack is in force then, else the first or the
/// last second of the time that it is.
std::chrono::sys_seconds trial_time(const rules::PackTest& test, const rules::PackSummary& pack,
                                    std::chrono::sys_seconds now);

}  // namespace caveat::filter
