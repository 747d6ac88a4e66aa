#include <algorithm>

#include "app/test_reports.h"
#include "rules/diagnostic_renderers.h"

namespace caveat::app {
namespace {

std::string count(std::size_t number, std::string_view one) {
  return std::to_string(number) + " " + std::string(one) + (number == 1 ? "" : "s");
}

void append_result(const PackTrials& trials, const TestResult& result, std::string& out) {
  out += (result.passed() ? "  ok    " : "  FAIL  ") + rules::harmless_text(result.test.name);
  if (result.passed()) {
    out += "\n";
    return;
  }
  out += "  (" + rules::harmless_text(trials.pack.file) + ":" + std::to_string(result.test.line) + ")\n";
  if (!result.could_not.empty()) out += "        could not be run: " + result.could_not + "\n";
  for (const filter::TrialFinding& finding : result.findings) {
    for (const std::string& line : finding_lines(finding)) out += "        " + line + "\n";
  }
}

struct Totals {
  std::size_t tests = 0;
  std::size_t failed = 0;
};

Totals totals_of(const std::vector<PackTrials>& packs) {
  Totals totals;
  for (const PackTrials& trials : packs) {
    totals.tests += trials.results.size();
    totals.failed += static_cast<std::size_t>(
        std::ranges::count_if(trials.results, [](const TestResult& result) { return !result.passed(); }));
  }
  return totals;
}

void append_condition(const filter::ConditionCoverage& condition, std::string& out) {
  out += "    " + condition.key + "  held in " + std::to_string(condition.held) + ", failed in " +
         std::to_string(condition.failed);
  if (condition.held == 0) out += "  <- no test in which it holds";
  if (condition.held != 0 && condition.failed == 0) out += "  <- no test in which it fails";
  out += "\n";
}

void append_coverage(const PackTrials& trials, std::string& out) {
  out += "\nCoverage of " + trials.pack.id + "  (" + rules::harmless_text(trials.pack.file) + ")\n";
  for (const filter::RuleCoverage& rule : trials.coverage.rules()) {
    out += "  " + rule.id + "  (line " + std::to_string(rule.line) + "): ";
    out += rule.applied == 0 ? "no test reaches this rule"
                             : "applies in " + std::to_string(rule.applied) + " of " +
                                   count(trials.coverage.tests(), "test");
    out += "\n";
    for (const filter::ConditionCoverage& condition : rule.conditions) append_condition(condition, out);
    for (const filter::PlaceCoverage& place : rule.places) {
      out +=
          "    " + place.place + "  " +
          (place.used == 0 ? "<- no test puts the notice there" : "used in " + std::to_string(place.used)) +
          "\n";
    }
  }
}

}  // namespace

std::vector<std::string> finding_lines(const filter::TrialFinding& finding) {
  std::vector<std::string> lines;
  lines.push_back("expect." + finding.expectation + ": expected " + rules::harmless_text(finding.expected));
  lines.push_back(std::string(finding.expectation.size() + 9, ' ') + "got      " +
                  rules::harmless_text(finding.got));
  for (const std::string& reason : finding.reasons)
    lines.push_back("because " + rules::harmless_text(reason));
  if (!finding.place) return lines;
  const std::string number = std::to_string(finding.place->line);
  lines.push_back("line " + number + " of " + std::string(finding.place_of) + ":");
  lines.push_back("  " + number + " | " + finding.place->excerpt);
  lines.push_back("  " + std::string(number.size(), ' ') + " | " + std::string(finding.place->caret, ' ') +
                  "^");
  return lines;
}

std::string test_text(const std::vector<PackTrials>& packs) {
  std::string out;
  for (const PackTrials& trials : packs) {
    out += trials.pack.id + "  (" + rules::harmless_text(trials.pack.file) + ")\n";
    if (trials.pack.tests.empty()) out += "  no tests: nobody knows whether this pack does what it should\n";
    for (const TestResult& result : trials.results) append_result(trials, result, out);
  }
  const Totals totals = totals_of(packs);
  return out + count(totals.tests, "test") + ": " + std::to_string(totals.tests - totals.failed) +
         " passed, " + std::to_string(totals.failed) + " failed\n";
}

std::string coverage_text(const std::vector<PackTrials>& packs) {
  std::string out;
  for (const PackTrials& trials : packs) append_coverage(trials, out);
  return out;
}

}  // namespace caveat::app
