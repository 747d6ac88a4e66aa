// Where a Trial came out otherwise than its test expects.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "filter/page_excerpt.h"
#include "filter/trial.h"
#include "rules/widget_catalogue.h"

namespace caveat::filter {

struct TrialFinding {
  std::string expectation;  ///< the key under `expect`: "absent"
  std::string expected;     ///< in words: "nothing that matches .share"
  std::string got;          ///< in words: "2 elements"
  std::vector<std::string>
      reasons;  ///< which rule, condition and line this comes from, as far as it is known
  std::optional<PagePlace> place;
  std::string_view place_of;  ///< what `place` is in: "the page as served", "the page as it came", ...
};

/// Everything that differs; empty if the test passes. `pack` is the test's own, `page` what the site sent.
std::vector<TrialFinding> findings_of(const rules::PackTest& test, const rules::PackSummary& pack,
                                      const Trial& trial, std::string_view page,
                                      const rules::WidgetCatalogue& catalogue);

}  // namespace caveat::filter
