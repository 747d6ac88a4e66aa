// The [[tests]] of packs on disk, run.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "filter/trial_coverage.h"
#include "filter/trial_findings.h"
#include "rules/pack_summary.h"

namespace caveat::app {

struct TestResult {
  rules::PackTest test;
  std::string could_not;  ///< why it could not be run; empty if it was
  std::vector<filter::TrialFinding> findings;

  bool passed() const { return could_not.empty() && findings.empty(); }
};

struct PackTrials {
  rules::PackSummary pack;
  std::vector<TestResult> results;
  filter::TrialCoverage coverage;
};

/// Runs the tests of every pack at `paths` (files or folders) whose names hold `name`; each pack by itself,
/// whatever other packs lie beside it. Complains on standard error and answers nullopt if a pack has errors
/// or cannot be read.
std::optional<std::vector<PackTrials>> run_trials_or_complain(const std::vector<std::string>& paths,
                                                              const std::string& name);

}  // namespace caveat::app
