#include <iostream>
#include <optional>

#include "app/commands.h"
#include "app/exit_codes.h"
#include "app/rule_loading.h"
#include "app/served_differences.h"
#include "app/version_difference.h"
#include "app/wall_clock.h"
#include "audit/formats/open_archive.h"
#include "rules/diagnostic_renderers.h"
#include "rules/difference_text.h"
#include "rules/pack_files.h"

namespace caveat::app {
namespace {

std::optional<rules::RuleSetVersion> version_or_complain(const std::string& path) {
  const auto rules = load_rules_or_complain(path);
  if (!rules) return std::nullopt;
  return version_of(rules, rules::read_pack_files(path).files);
}

int print_over(const DiffArguments& arguments, const rules::RuleSetVersion& earlier,
               const rules::RuleSetVersion& later, std::chrono::sys_seconds time,
               const rules::RuleSetDifference& difference) {
  for (const std::string& archive : arguments.over) {
    const auto opened = audit::open_archive(archive);
    if (!opened) {
      std::cerr << "caveat: --over " << rules::harmless_text(archive)
                << " cannot be read: " << opened.error().reason << "\n";
      return kCouldNot;
    }
    std::cout << "\nOver " << rules::harmless_text(archive) << ": "
              << served_differences_text(
                     compare_over(**opened, readers_concerned(difference), earlier.rules, later.rules, time));
  }
  return kClean;
}

}  // namespace

int diff(const DiffArguments& arguments) {
  const auto time = arguments.at.empty() ? now() : parse_moment(arguments.at);
  if (!time) {
    std::cerr << "caveat: --at " << arguments.at << " is no time; write 2026-03-01T12:00:00Z\n";
    return kCouldNot;
  }
  const auto earlier = version_or_complain(arguments.earlier);
  const auto later = version_or_complain(arguments.later);
  if (!earlier || !later) return kCouldNot;
  const rules::RuleSetDifference difference = rules::compare(*earlier, *later, *time);
  std::cout << (arguments.json ? rules::difference_json(difference)
                               : difference_over_time(*earlier, *later, *time, difference));
  if (!arguments.json) {
    const int over = print_over(arguments, *earlier, *later, *time, difference);
    if (over != kClean) return over;
  }
  return arguments.detailed_exit_code && !difference.empty() ? kFindings : kClean;
}

}  // namespace caveat::app
