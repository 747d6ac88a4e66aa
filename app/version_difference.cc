#include "app/version_difference.h"

#include <algorithm>
#include <set>
#include <utility>

#include "rules/difference_text.h"

namespace caveat::app {
namespace {

/// When either version begins or ends something, from now on.
std::set<std::chrono::sys_seconds> moments_after(std::chrono::sys_seconds time,
                                                 const rules::RuleSetVersion& earlier,
                                                 const rules::RuleSetVersion& later) {
  std::set<std::chrono::sys_seconds> moments;
  for (const rules::RuleSetVersion* version : {&earlier, &later}) {
    for (const rules::PackText& pack : version->packs) {
      for (const rules::TurningPoint& one : pack.turning_points) {
        if (one.instant > time) moments.insert(one.instant);
      }
    }
  }
  return moments;
}

}  // namespace

rules::RuleSetVersion version_of(std::shared_ptr<const rules::RuleSet> rules,
                                 const std::vector<rules::SourceFile>& files) {
  rules::RuleSetVersion version;
  version.rules = std::move(rules);
  for (const rules::SourceFile& file : files) {
    if (auto pack = rules::read_pack_text(file)) version.packs.push_back(*std::move(pack));
  }
  return version;
}

std::string difference_over_time(const rules::RuleSetVersion& earlier, const rules::RuleSetVersion& later,
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

}  // namespace caveat::app
