// What is read out of the store once a run is over.
#include <utility>

#include "audit/store/run_store.h"
#include "audit/store/stored_values.h"

namespace caveat::audit {
namespace {

template <class Value>
using Result = boost::system::result<Value, StoreError>;

Finding finding_of_row(const Statement& row) {
  Finding finding;
  int column = 0;
  finding.place = place_in(row, column);
  column += 3;
  finding.url = row.text(column++);
  finding.site = row.text(column++);
  finding.path = row.text(column++);
  finding.time = time_in(row, column++);
  finding.region = row.text(column++);
  finding.kind = finding_kind_of(row.text(column++)).value_or(FindingKind::notice_missing);
  finding.severity = severity_of(row.text(column++)).value_or(Severity::medium);
  finding.pack = row.text(column++);
  finding.rule = row.text(column++);
  finding.rule_place = row.text(column++);
  finding.expected = row.text(column++);
  finding.seen = row.text(column++);
  finding.excerpt = row.text(column++);
  finding.excerpt_mark = static_cast<std::size_t>(row.count(column++));
  finding.excerpt_length = static_cast<std::size_t>(row.count(column++));
  finding.count = static_cast<std::size_t>(row.count(column++));
  return finding;
}

void add_count(const std::string& name, const std::string& reason, std::uint64_t value, Totals& totals) {
  for (const auto& [known, sum] : kSums) {
    if (name == known) totals.*sum += value;
  }
  if (name == kOtherRules) return totals.count_other_rules(reason, value);
  for (const auto& [known, by_reason] : kByReason) {
    if (name == known) (totals.*by_reason)[reason] += value;
  }
}

}  // namespace

Result<Totals> RunStore::totals() {
  Totals totals;
  Statement counts = database_.prepare(
      "SELECT name, reason, SUM(value) FROM count JOIN archive ON archive.id = count.archive WHERE in_run "
      "GROUP BY name, reason");
  for (auto row = counts.step(); !row || *row; row = counts.step()) {
    if (!row) return row.error();
    add_count(counts.text(0), counts.text(1), counts.count(2), totals);
  }
  Statement coverage = database_.prepare(
      "SELECT day, region, SUM(readings), SUM(covered), SUM(with_findings), SUM(not_auditable) FROM coverage "
      "JOIN archive ON archive.id = coverage.archive WHERE in_run GROUP BY day, region");
  for (auto row = coverage.step(); !row || *row; row = coverage.step()) {
    if (!row) return row.error();
    CoverageSlot slot{.day = std::nullopt, .region = coverage.text(1)};
    if (const std::int64_t day = coverage.integer(0); day != kNoDay)
      slot.day = std::chrono::sys_days(std::chrono::days(day));
    totals.coverage[slot] = {.readings = coverage.count(2),
                             .covered = coverage.count(3),
                             .with_findings = coverage.count(4),
                             .not_auditable = coverage.count(5)};
  }
  Statement groups = database_.prepare(
      "SELECT kind, severity, pack, rule, region, site, COUNT(*), SUM(finding.count) FROM finding "
      "JOIN archive ON archive.id = finding.archive WHERE in_run GROUP BY 1, 2, 3, 4, 5, 6");
  for (auto row = groups.step(); !row || *row; row = groups.step()) {
    if (!row) return row.error();
    FindingGroup group;
    group.kind = finding_kind_of(groups.text(0)).value_or(FindingKind::notice_missing);
    group.severity = severity_of(groups.text(1)).value_or(Severity::medium);
    group.pack = groups.text(2);
    group.rule = groups.text(3);
    group.region = groups.text(4);
    group.site = groups.text(5);
    totals.findings[group] = {.findings = groups.count(6), .places = groups.count(7)};
  }
  return totals;
}

/// In the order of `stands_before`: SQLite compares texts as std::string does.
Result<void> RunStore::each_finding(const std::function<void(const Finding&)>& take) {
  Statement rows = database_.prepare(
      "SELECT file, offset, record, url, site, finding.path, time, region, kind, severity, pack, "
      "rule, "
      "rule_place, expected, seen, excerpt, excerpt_mark, excerpt_length, finding.count FROM finding "
      "JOIN archive ON archive.id = finding.archive WHERE in_run ORDER BY file, offset, record, url, "
      "region, "
      "pack, rule, kind_order, expected, seen, excerpt, excerpt_mark, excerpt_length, finding.count, "
      "finding.rowid");
  for (auto row = rows.step(); !row || *row; row = rows.step()) {
    if (!row) return row.error();
    take(finding_of_row(rows));
  }
  return {};
}

/// In the order of `stands_before`.
Result<void> RunStore::each_not_auditable(const std::function<void(const UnauditableReading&)>& take) {
  Statement rows = database_.prepare(
      "SELECT file, offset, record, url, time, region, reason, detail FROM not_auditable "
      "JOIN archive ON archive.id = not_auditable.archive WHERE in_run "
      "ORDER BY file, offset, record, url, region, reason, detail, time");
  for (auto row = rows.step(); !row || *row; row = rows.step()) {
    if (!row) return row.error();
    take({.place = place_in(rows, 0),
          .url = rows.text(3),
          .time = time_in(rows, 4),
          .region = rows.text(5),
          .reason = rows.text(6),
          .detail = rows.text(7)});
  }
  return {};
}

Result<void> RunStore::each_fault(const std::function<void(const ArchiveFault&)>& take) {
  Statement rows = database_.prepare(
      "SELECT file, offset, record, reason, is_last FROM fault "
      "JOIN archive ON archive.id = fault.archive WHERE in_run ORDER BY 1, 2, 3, 4, fault.rowid");
  for (auto row = rows.step(); !row || *row; row = rows.step()) {
    if (!row) return row.error();
    take({.place = place_in(rows, 0), .reason = rows.text(3), .is_last = rows.integer(4) != 0});
  }
  return {};
}

}  // namespace caveat::audit
