// Who reads which page, and when, as a question of the studio says it.
#pragma once

#include <string>
#include <vector>

#include "app/studio/studio.h"
#include "rules/facts.h"
#include "rules/rule_set.h"

namespace caveat::app {

struct AskedVisit {
  rules::Facts facts;
  std::vector<std::string> known_from;  ///< how it is known where the reader is; empty if that was stated
};

/// The members `reader` {region | ip, languages, accepted} and `at` of the question; `accepted` is true for
/// everything that `rules` ask to be acknowledged, or a list of "pack/rule".
studio::Asked<AskedVisit> asked_visit(const Studio& studio, const boost::json::object& question,
                                      const std::string& url, const rules::RuleSet& rules);

/// `at` of the question; now if it is not there.
studio::Asked<std::chrono::sys_seconds> asked_time(const boost::json::object& question);

/// Where the reader is, for the page.
boost::json::object location_json(const geoip::Location& location);

/// The Decision JSON of `caveat decide`, with every condition of every rule.
boost::json::value memo_json(const rules::RuleSet& rules, const rules::Facts& facts,
                             const std::vector<std::string>& known_from);

}  // namespace caveat::app
