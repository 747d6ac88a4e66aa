// What a pack of a set is, for those who compare sets, run its tests or report on it.
#pragma once

#include <string>
#include <vector>

#include "rules/breach_severity.h"
#include "rules/calendar.h"
#include "rules/pack_test.h"
#include "rules/region.h"
#include "rules/site_pattern.h"

namespace caveat::rules {

/// A notice that a rule may put into pages, and the mark that it bears there (`data-caveat`).
struct MarkedNotice {
  std::string mark;
  std::string notice;
};

struct RuleSummary {
  std::string id;
  int line = 0;
  std::vector<MarkedNotice> notices{};
  std::vector<std::string> places{};  ///< where it inserts its notice, as it writes them, in order
  std::string answer_notice{};        ///< what it answers with in place of the page; empty if it does not
  BreachSeverity severity = BreachSeverity::medium;
  bool shadow = false;
  std::vector<std::string> fields{};  ///< of the head that it sets or removes, as it writes them
  std::vector<SitePattern> sites{};   ///< it applies on no site that none of them matches; empty: on any
  AskedFacts asked{};                 ///< of its readers, by regions that it names
};

struct PackSummary {
  std::string id;
  std::string file;
  bool retired = false;
  Validity validity;
  std::vector<RuleSummary> rules;
  std::vector<PackTest> tests;
};

}  // namespace caveat::rules
