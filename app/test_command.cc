#include <algorithm>
#include <iostream>

#include "app/commands.h"
#include "app/exit_codes.h"
#include "app/test_reports.h"

namespace caveat::app {
namespace {

std::string report_of(const std::vector<PackTrials>& packs, const TestArguments& arguments) {
  if (arguments.format == "json") return test_json(packs);
  if (arguments.format == "junit") return test_junit(packs);
  return test_text(packs) + (arguments.coverage ? coverage_text(packs) : "");
}

template <typename Predicate>
bool any_result(const std::vector<PackTrials>& packs, Predicate predicate) {
  return std::ranges::any_of(
      packs, [&](const PackTrials& trials) { return std::ranges::any_of(trials.results, predicate); });
}

}  // namespace

int test(const TestArguments& arguments) {
  const std::vector<std::string> here = {"."};
  const auto packs = run_trials_or_complain(arguments.paths.empty() ? here : arguments.paths, arguments.name);
  if (!packs) return kCouldNot;
  std::cout << report_of(*packs, arguments);
  if (!arguments.name.empty() && !any_result(*packs, [](const TestResult&) { return true; })) {
    std::cerr << "caveat: no test has `" << arguments.name << "` in its name\n";
    return kCouldNot;
  }
  if (any_result(*packs, [](const TestResult& result) { return !result.could_not.empty(); }))
    return kCouldNot;
  return any_result(*packs, [](const TestResult& result) { return !result.passed(); }) ? kFindings : kClean;
}

}  // namespace caveat::app
