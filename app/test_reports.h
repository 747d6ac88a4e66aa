// What `caveat test` prints.
#pragma once

#include <string>
#include <vector>

#include "app/pack_trials.h"

namespace caveat::app {

/// For people: every test by its name, and of those that fail what was expected, what came, why, and where.
std::string test_text(const std::vector<PackTrials>& packs);
/// Which rules, conditions and places the tests have tried, and which they have not.
std::string coverage_text(const std::vector<PackTrials>& packs);
/// Both as one JSON object.
std::string test_json(const std::vector<PackTrials>& packs);
/// As JUnit's XML, which CI systems read: a suite for each pack.
std::string test_junit(const std::vector<PackTrials>& packs);

/// "Expected X, got Y" and all that is known of it, a line each.
std::vector<std::string> finding_lines(const filter::TrialFinding& finding);

}  // namespace caveat::app
