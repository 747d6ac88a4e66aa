#include "audit/totals.h"

#include <iterator>

namespace caveat::audit {
namespace {

template <class Key>
void merge_counts(std::map<Key, std::uint64_t>& into, const std::map<Key, std::uint64_t>& from) {
  for (const auto& [key, count] : from) into[key] += count;
}

}  // namespace

void Totals::count(const Finding& finding) {
  FindingCount& counted = findings[{.kind = finding.kind,
                                    .severity = finding.severity,
                                    .pack = finding.pack,
                                    .rule = finding.rule,
                                    .region = finding.region,
                                    .site = finding.site}];
  ++counted.findings;
  counted.places += finding.count;
}

/// Whichever digests are among the first ones of all are among the first ones of each part that has them: so
/// that it does not matter in which order parts are merged.
void Totals::count_other_rules(const std::string& digest, std::uint64_t count) {
  other_rules[digest] += count;
  while (other_rules.size() > kMostOtherRules + other_rules.count("")) {
    const auto last = std::prev(other_rules.end());
    const std::uint64_t further = last->second;
    other_rules.erase(last);
    other_rules[""] += further;
  }
}

void Totals::merge(const Totals& other) {
  archives += other.archives;
  archive_bytes += other.archive_bytes;
  unreadable_records += other.unreadable_records;
  responses += other.responses;
  merge_counts(passed_over, other.passed_over);
  body_bytes += other.body_bytes;
  readings += other.readings;
  covered += other.covered;
  clean += other.clean;
  merge_counts(not_auditable, other.not_auditable);
  merge_counts(partly_checked, other.partly_checked);
  for (const auto& [digest, count] : other.other_rules) count_other_rules(digest, count);
  for (const auto& [group, count] : other.findings) {
    FindingCount& sum = findings[group];
    sum.findings += count.findings;
    sum.places += count.places;
  }
  for (const auto& [slot, count] : other.coverage) {
    CoverageCount& sum = coverage[slot];
    sum.readings += count.readings;
    sum.covered += count.covered;
    sum.with_findings += count.with_findings;
    sum.not_auditable += count.not_auditable;
  }
}

bool is_sha256(std::string_view digest) {
  constexpr std::size_t kDigits = 64;
  return digest.size() == kDigits && digest.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::uint64_t finding_count(const Totals& totals) {
  std::uint64_t sum = 0;
  for (const auto& [group, count] : totals.findings) sum += count.findings;
  return sum;
}

std::uint64_t finding_count(const Totals& totals, Severity severity) {
  std::uint64_t sum = 0;
  for (const auto& [group, count] : totals.findings) {
    if (group.severity == severity) sum += count.findings;
  }
  return sum;
}

std::uint64_t not_auditable_count(const Totals& totals) {
  std::uint64_t sum = 0;
  for (const auto& [reason, count] : totals.not_auditable) sum += count;
  return sum;
}

std::uint64_t other_rules_count(const Totals& totals) {
  std::uint64_t sum = 0;
  for (const auto& [digest, count] : totals.other_rules) sum += count;
  return sum;
}

}  // namespace caveat::audit
