// The [[tests]] of packs on disk, run.
#pragma once

#include <boost/system/result.hpp>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "filter/trial_coverage.h"
#include "filter/trial_findings.h"
#include "rules/pack_summary.h"
#include "rules/rule_set.h"

namespace caveat::app {

/// Why a test's page is not there: "cannot be read".
struct UnreadablePage {
  UnreadablePage() = default;
  explicit UnreadablePage(const char* why) : reason(why) {}
  std::string reason;
};

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

/// Reads a page that a test names, by its path as seen from where packs' paths begin; in words why not.
using TestPages = std::function<boost::system::result<std::string, UnreadablePage>(const std::string& path)>;

struct TrialRun {
  std::vector<PackTrials> packs;
  std::vector<rules::Diagnostic> diagnostics;  ///< of packs with errors, which are not run
};

/// Runs the tests of each of `files` whose names hold `name`; each pack by itself, whatever other packs lie
/// beside it.
TrialRun run_trials(const std::vector<rules::SourceFile>& files, const std::string& name,
                    const TestPages& pages);

/// The same of every pack at `paths` (files or folders). Complains on standard error and answers nullopt if a
/// pack has errors or cannot be read.
std::optional<std::vector<PackTrials>> run_trials_or_complain(const std::vector<std::string>& paths,
                                                              const std::string& name);

}  // namespace caveat::app
