#include <algorithm>
#include <iostream>
#include <optional>
#include <set>

#include "app/commands.h"
#include "app/exit_codes.h"
#include "app/rule_loading.h"
#include "app/served_differences.h"
#include "app/wall_clock.h"
#include "audit/formats/open_archive.h"
#include "rules/difference_text.h"
#include "rules/pack_files.h"

namespace caveat::app {
namespace {

std::optional<rules::RuleSetVersion> version_or_complain(const std::string& path) {
  rules::RuleSetVersion version;
  version.rules = load_rules_or_complain(path);
  if (!version.rules) return std::nullopt;
  for (const rules::SourceFile& file : rules::read_pack_files(path).files) {
    if (auto pack = rules::read_pack_text(file)) version.packs.push_back(*std::move(pack));
  }
  return version;
}

/// When either version begins or ends something, from now on.
std::set<std::chrono::sys_seconds> moments_after(std::chrono::sys_seconds time,
                                                 const rules::RuleSetVersion& earlier,
                                                 const rules::RuleSetVersion& later) {
  std::set<std::chrono::sys_seconds> moments;
  for (const rules::RuleSetVersion* version : {&earlier, &later}) {
    for (const rules::PackSummary& pack : version->rules->packs()) {
      for (const auto& bound : {pack.validity.begins, pack.validity.ends}) {
        if (bound && bound->instant > time) moments.insert(bound->instant);
      }
    }
  }
  return moments;
}

/// One of each class of readers for whom something changes.
std::vector<rules::ReaderClass> readers_concerned(const rules::RuleSetDifference& difference) {
  std::vector<rules::ReaderClass> readers;
  const auto add = [&](const std::vector<rules::Audience>& audiences) {
    for (const rules::Audience& audience : audiences) {
      for (const rules::ReaderClass& reader : audience.readers) {
        if (std::ranges::find(readers, reader.name, &rules::ReaderClass::name) == readers.end())
          readers.push_back(reader);
      }
    }
  };
  for (const rules::RuleDifference& rule : difference.rules) {
    add(rule.gain);
    add(rule.lose);
    add(rule.keep);
  }
  return readers;
}

/// Later periods are told of only where they differ from the one before.
std::string text_of(const rules::RuleSetVersion& earlier, const rules::RuleSetVersion& later,
                    std::chrono::sys_seconds time, const rules::RuleSetDifference& now) {
  std::string before = rules::difference_text(now);
  std::string out = "At " + rules::iso_time(time) + "\n" + (now.empty() ? "Nothing changes.\n" : before);
  for (const auto moment : moments_after(time, earlier, later)) {
    std::string then = rules::difference_text(rules::compare(earlier, later, moment));
    if (then == before) continue;
    out +=
        "\nFrom " + rules::iso_time(moment) + " on\n" + (then.empty() ? "Nothing differs any more.\n" : then);
    before = std::move(then);
  }
  return out;
}

int print_over(const DiffArguments& arguments, const rules::RuleSetVersion& earlier,
               const rules::RuleSetVersion& later, std::chrono::sys_seconds time,
               const rules::RuleSetDifference& difference) {
  for (const std::string& archive : arguments.over) {
    const auto opened = audit::open_archive(archive);
    if (!opened) {
      std::cerr << "caveat: --over " << archive << " cannot be read: " << opened.error().reason << "\n";
      return kCouldNot;
    }
    std::cout << "\nOver " << archive << ": "
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
                               : text_of(*earlier, *later, *time, difference));
  if (!arguments.json) {
    const int over = print_over(arguments, *earlier, *later, *time, difference);
    if (over != kClean) return over;
  }
  return arguments.detailed_exit_code && !difference.empty() ? kFindings : kClean;
}

}  // namespace caveat::app
