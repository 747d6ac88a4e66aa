#include <algorithm>

#include "app/test_reports.h"
#include "filter/xml_text.h"
#include "rules/diagnostic_renderers.h"

namespace caveat::app {
namespace {

/// Control characters come out harmless.
std::string attribute(std::string_view name, std::string_view value) {
  return filter::xml_attribute(name, rules::harmless_text(value));
}

std::string message_of(const TestResult& result) {
  if (!result.could_not.empty()) return result.could_not;
  const filter::TrialFinding& first = result.findings.front();
  return "expect." + first.expectation + ": expected " + first.expected + ", got " + first.got;
}

void append_case(const PackTrials& trials, const TestResult& result, std::string& out) {
  out += "    <testcase" + attribute("name", result.test.name) + attribute("classname", trials.pack.id) +
         attribute("file", trials.pack.file) + attribute("line", std::to_string(result.test.line));
  if (result.passed()) {
    out += "/>\n";
    return;
  }
  const std::string element = result.could_not.empty() ? "failure" : "error";
  out += ">\n      <" + element + attribute("message", message_of(result)) + ">";
  for (const filter::TrialFinding& finding : result.findings) {
    for (const std::string& line : finding_lines(finding)) out += filter::xml_escaped(line) + "\n";
  }
  out += "</" + element + ">\n    </testcase>\n";
}

std::string counts_of(const PackTrials& trials) {
  const auto errors = std::ranges::count_if(
      trials.results, [](const TestResult& result) { return !result.could_not.empty(); });
  const auto failed =
      std::ranges::count_if(trials.results, [](const TestResult& result) { return !result.passed(); });
  return attribute("tests", std::to_string(trials.results.size())) +
         attribute("failures", std::to_string(failed - errors)) + attribute("errors", std::to_string(errors));
}

}  // namespace

std::string test_junit(const std::vector<PackTrials>& packs) {
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"caveat\">\n";
  for (const PackTrials& trials : packs) {
    out += "  <testsuite" + attribute("name", trials.pack.id) + counts_of(trials) + ">\n";
    for (const TestResult& result : trials.results) append_case(trials, result, out);
    out += "  </testsuite>\n";
  }
  return out + "</testsuites>\n";
}

}  // namespace caveat::app
