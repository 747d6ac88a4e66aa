#include "audit/summary.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <tuple>

#include "rules/diagnostic_renderers.h"
#include "rules/utf8.h"

namespace caveat::audit {
namespace {

using rules::harmless_text;

constexpr std::size_t kLongestText = 200;

std::string counted(std::uint64_t number, const std::string& one, const std::string& many) {
  return grouped_digits(number) + " " + (number == 1 ? one : many);
}

/// Of hostile text no more than a line or two.
std::string short_text(std::string_view text) {
  std::string harmless = harmless_text(text);
  if (rules::count_code_points(harmless) <= kLongestText) return harmless;
  return std::string(rules::code_point_slice(harmless, 0, kLongestText)) + "…";
}

std::string reasons_text(const std::map<std::string, std::uint64_t>& reasons) {
  std::string out;
  for (const auto& [reason, count] : reasons) {
    out += (out.empty() ? "" : ", ") + short_text(reason) + " " + grouped_digits(count);
  }
  return out;
}

std::uint64_t sum_of(const std::map<std::string, std::uint64_t>& reasons) {
  std::uint64_t sum = 0;
  for (const auto& [reason, count] : reasons) sum += count;
  return sum;
}

/// Where an offset tells nobody anything (in JSON, in a folder), the record's own name: "log.entries[3]".
std::string place_text(const ArchivePlace& place) {
  if (place.offset == 0 && !place.record.empty())
    return short_text(place.archive) + ", " + short_text(place.record);
  return short_text(place.archive) + " at " + std::to_string(place.offset);
}

std::string rule_name(const std::string& pack, const std::string& rule) {
  return pack.empty() && rule.empty() ? "-" : pack + "/" + rule;
}

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(width, text.size()), ' ');
  return text;
}

std::string not_auditable_text(const AuditSummary& summary) {
  std::string out;
  for (const UnauditableReading& reading : summary.not_auditable) {
    out += "  " + place_text(reading.place) + ": " + short_text(reading.url);
    if (!reading.region.empty()) out += " for " + short_text(reading.region);
    out += ": " + short_text(reading.reason);
    if (!reading.detail.empty()) out += ", " + short_text(reading.detail);
    out += "\n";
  }
  if (sum_of(summary.totals.not_auditable) > summary.not_auditable.size()) out += "  ...\n";
  return out;
}

/// What was read.
std::string reading_text(const AuditSummary& summary) {
  const Totals& totals = summary.totals;
  std::string out = counted(totals.archives, "archive", "archives") + " (" +
                    bytes_text(totals.archive_bytes) + "), " +
                    counted(totals.responses, "response", "responses");
  if (!totals.passed_over.empty()) {
    out += ", of which " + grouped_digits(sum_of(totals.passed_over)) +
           " are no pages: " + reasons_text(totals.passed_over);
  }
  out += "\n" + counted(totals.readings, "reading", "readings") + " for ";
  std::string regions;
  for (const std::string& region : summary.regions)
    regions += (regions.empty() ? "" : ", ") + short_text(region);
  out += regions.empty() ? "the regions that were recorded" : regions;
  out += ": " + grouped_digits(totals.covered) + " covered by a rule, " + grouped_digits(totals.clean) +
         " of these without fault\n";
  if (!totals.not_auditable.empty()) {
    out += grouped_digits(sum_of(totals.not_auditable)) +
           " not auditable: " + reasons_text(totals.not_auditable) + "\n" + not_auditable_text(summary);
  }
  if (!totals.partly_checked.empty()) {
    out += grouped_digits(sum_of(totals.partly_checked)) +
           " checked in part: " + reasons_text(totals.partly_checked) + "\n";
  }
  return out;
}

/// The first of `all` faults.
std::string fault_lines(const std::vector<ArchiveFault>& faults, std::uint64_t all) {
  std::string out;
  for (const ArchiveFault& fault : faults) {
    out += "  " + place_text(fault.place);
    if (fault.place.offset > 0 && !fault.place.record.empty())
      out += " (" + short_text(fault.place.record) + ")";
    out += ": " + short_text(fault.reason) + "\n";
  }
  return all > faults.size() ? out + "  ...\n" : out;
}

std::string faults_text(const AuditSummary& summary) {
  std::string out;
  if (const std::uint64_t all = summary.totals.unreadable_records; all > 0) {
    out += counted(all, "record", "records") + " could not be read\n" + fault_lines(summary.faults, all);
  }
  if (const std::uint64_t all = summary.unreadable_bodies; all > 0) {
    out += counted(all, "record", "records") +
           " could not be read in archives that were looked into for bodies\n" +
           fault_lines(summary.bodies_faults, all);
  }
  return out;
}

/// Not more of them than a person will read.
std::string other_rules_text(const Totals& totals) {
  if (totals.other_rules.empty()) return {};
  std::string out = "Warning: " + counted(other_rules_count(totals), "response was", "responses were") +
                    " captured under other rules than those given:\n";
  std::size_t shown = 0;
  for (const auto& [digest, count] : totals.other_rules) {
    if (++shown > kShownFaults) return out + "  ...\n";
    const std::string which = digest.empty() ? "further ones" : short_text(digest);
    out += "  " + which + "  " + grouped_digits(count) + "\n";
  }
  return out;
}

/// A line for each rule, region and kind.
std::string groups_text(const Totals& totals) {
  using Row = std::tuple<int, FindingKind, std::string, std::string>;
  std::map<Row, std::uint64_t> rows;
  for (const auto& [group, count] : totals.findings) {
    rows[{-static_cast<int>(group.severity), group.kind, rule_name(group.pack, group.rule), group.region}] +=
        count.findings;
  }
  std::string out;
  for (const auto& [row, count] : rows) {
    const auto& [severity, kind, rule, region] = row;
    out += "  " + padded(std::string(name_of(static_cast<Severity>(-severity))), 8) +
           padded(std::string(name_of(kind)), 24) + padded(harmless_text(region), 8) +
           padded(grouped_digits(count), 8) + harmless_text(rule) + "\n";
  }
  return out;
}

std::string finding_text(const Finding& finding) {
  std::string out = "  " + std::string(name_of(finding.severity)) + "  " +
                    std::string(name_of(finding.kind)) + "  " + harmless_text(finding.region) + "  " +
                    short_text(finding.url) + "\n";
  out += "    " + std::string(in_words(finding.kind));
  if (finding.count > 1) out += ", " + grouped_digits(finding.count) + " times";
  out += ": " + harmless_text(rule_name(finding.pack, finding.rule));
  if (!finding.rule_place.empty()) out += " (" + harmless_text(finding.rule_place) + ")";
  out += "\n    expected  " + short_text(finding.expected) + "\n    seen      " + short_text(finding.seen) +
         "\n    in        " + place_text(finding.place) + "\n";
  return out;
}

std::string findings_text(const AuditSummary& summary) {
  const Totals& totals = summary.totals;
  const std::uint64_t all = finding_count(totals);
  if (all == 0 && totals.responses == 0)
    return "Nothing was audited: there is no response in what was named.\n";
  if (all == 0) return "No findings.\n";
  std::string out = counted(all, "finding", "findings") + ": " +
                    grouped_digits(finding_count(totals, Severity::high)) + " high, " +
                    grouped_digits(finding_count(totals, Severity::medium)) + " medium, " +
                    grouped_digits(finding_count(totals, Severity::low)) + " low";
  if (summary.known > 0) {
    out +=
        "; " + grouped_digits(summary.known) + " known, " + grouped_digits(summary.new_findings()) + " new";
  }
  out += "\n" + groups_text(totals);
  if (summary.first.empty()) return out;
  out += summary.known > 0 ? "\nNew:\n" : "\n";
  for (const Finding& finding : summary.first) out += finding_text(finding);
  if (summary.new_findings() > summary.first.size()) {
    out += "  and " + grouped_digits(summary.new_findings() - summary.first.size()) + " more\n";
  }
  return out;
}

std::string gone_text(const std::vector<KnownFinding>& gone) {
  if (gone.empty()) return {};
  std::string out =
      "\n" + counted(gone.size(), "entry", "entries") + " of the baseline that no longer occur\n";
  for (std::size_t i = 0; i < gone.size() && i < kShownFindings; ++i) {
    const KnownFinding& known = gone[i];
    out += "  " + short_text(known.kind) + "  " + short_text(known.region) + "  " + short_text(known.site) +
           short_text(known.path) + "  " + short_text(known.fingerprint) + "\n";
  }
  if (gone.size() > kShownFindings) out += "  ...\n";
  return out;
}

}  // namespace

void AuditSummary::add_bodies_fault(const ArchiveFault& fault) {
  ++unreadable_bodies;
  if (bodies_faults.size() < kShownFaults) bodies_faults.push_back(fault);
}

std::string summary_text(const AuditSummary& summary) {
  return reading_text(summary) + faults_text(summary) + other_rules_text(summary.totals) + "\n" +
         findings_text(summary) + gone_text(summary.gone);
}

std::string grouped_digits(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return digits;
}

std::string bytes_text(std::uint64_t bytes) {
  constexpr std::array<const char*, 5> kUnits = {"bytes", "kB", "MB", "GB", "TB"};
  if (bytes < 1000) return std::to_string(bytes) + " bytes";
  auto amount = static_cast<double>(bytes);
  std::size_t unit = 0;
  while (amount >= 999.95 && unit + 1 < kUnits.size()) {
    amount /= 1000;
    ++unit;
  }
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f %s", amount, kUnits.at(unit));
  return text.data();
}

}  // namespace caveat::audit
