#include "audit/partials/totals_json.h"

#include <algorithm>
#include <boost/json/value.hpp>

#include "audit/partials/json_members.h"
#include "audit/reports/json_line.h"
#include "audit/reports/reported_finding.h"
#include "rules/calendar.h"

namespace caveat::audit {
namespace {

using boost::json::object;
using Reasons = std::map<std::string, std::uint64_t>;

struct Number {
  std::string_view key;
  std::uint64_t Totals::*member;
};
constexpr Number kNumbers[] = {
    {"archives", &Totals::archives},     {"archive_bytes", &Totals::archive_bytes},
    {"responses", &Totals::responses},   {"unreadable_records", &Totals::unreadable_records},
    {"body_bytes", &Totals::body_bytes}, {"readings", &Totals::readings},
    {"covered", &Totals::covered},       {"clean", &Totals::clean},
};

struct ReasonList {
  std::string_view key;
  Reasons Totals::*member;
};
constexpr ReasonList kReasons[] = {
    {"passed_over", &Totals::passed_over},
    {"not_auditable", &Totals::not_auditable},
    {"partly_checked", &Totals::partly_checked},
    {"other_rules", &Totals::other_rules},
};

struct GroupText {
  std::string_view key;
  std::string FindingGroup::*member;
};
constexpr GroupText kGroupTexts[] = {
    {"pack", &FindingGroup::pack},
    {"rule", &FindingGroup::rule},
    {"region", &FindingGroup::region},
    {"site", &FindingGroup::site},
};

struct Coverage {
  std::string_view key;
  std::uint64_t CoverageCount::*member;
};
constexpr Coverage kCoverage[] = {
    {"readings", &CoverageCount::readings},
    {"covered", &CoverageCount::covered},
    {"with_findings", &CoverageCount::with_findings},
    {"not_auditable", &CoverageCount::not_auditable},
};

constexpr std::string_view kMidnight = "T00:00:00Z";

/// Whether each of the list `key` is an object that `read` can read.
template <class Read>
bool read_list(const object& json, std::string_view key, Read read) {
  const boost::json::array* list = member_list(json, key);
  if (list == nullptr) return false;
  for (const boost::json::value& value : *list) {
    const object* entry = value.if_object();
    if (entry == nullptr || !read(*entry)) return false;
  }
  return true;
}

/// "body-truncated": as all reasons are that a run gives.
bool is_reason(const std::string& text) {
  constexpr std::size_t kLongest = 64;
  return !text.empty() && text.size() <= kLongest &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
}

/// What Totals::other_rules may have for a digest.
bool is_rules_name(const std::string& text) {
  return text.empty() || text == Totals::kUnrecordedRules || is_sha256(text);
}

bool is_bounded(const Totals& totals) {
  return totals.other_rules.size() <= Totals::kMostOtherRules + totals.other_rules.count("");
}

bool read_reason(const object& json, Reasons& reasons) {
  std::string reason;
  std::uint64_t count = 0;
  if (!read_text(json, "reason", reason) || !read_number(json, "count", count)) return false;
  return reasons.emplace(std::move(reason), count).second;
}

bool read_group(const object& json, std::map<FindingGroup, FindingCount>& groups) {
  FindingGroup group;
  FindingCount count;
  std::string kind, severity;
  if (!read_text(json, "kind", kind) || !read_text(json, "severity", severity)) return false;
  const auto known_kind = finding_kind_of(kind);
  const auto known_severity = severity_of(severity);
  if (!known_kind || !known_severity) return false;
  group.kind = *known_kind;
  group.severity = *known_severity;
  for (const GroupText& text : kGroupTexts) {
    if (!read_text(json, text.key, group.*text.member)) return false;
  }
  if (!read_number(json, "findings", count.findings) || !read_number(json, "places", count.places))
    return false;
  return groups.emplace(std::move(group), count).second;
}

bool read_slot(const object& json, std::map<CoverageSlot, CoverageCount>& slots) {
  CoverageSlot slot;
  CoverageCount count;
  std::string day;
  if (json.contains("day")) {
    if (!read_text(json, "day", day)) return false;
    const auto begins = time_from_text(day + std::string(kMidnight));
    if (!begins) return false;
    slot.day = std::chrono::floor<std::chrono::days>(*begins);
  }
  if (!read_text(json, "region", slot.region)) return false;
  for (const Coverage& number : kCoverage) {
    if (!read_number(json, number.key, count.*number.member)) return false;
  }
  return slots.emplace(std::move(slot), count).second;
}

void append_groups(JsonLine& json, const Totals& totals) {
  json.begin_list("findings");
  for (const auto& [group, count] : totals.findings) {
    json.begin_object().text("kind", name_of(group.kind)).text("severity", name_of(group.severity));
    for (const GroupText& text : kGroupTexts) json.text(text.key, group.*text.member);
    json.number("findings", count.findings).number("places", count.places).end_object();
  }
  json.end_list();
}

void append_coverage(JsonLine& json, const Totals& totals) {
  json.begin_list("coverage");
  for (const auto& [slot, count] : totals.coverage) {
    json.begin_object();
    if (slot.day) json.text("day", rules::iso_time(*slot.day).substr(0, 10));
    json.text("region", slot.region);
    for (const Coverage& number : kCoverage) json.number(number.key, count.*number.member);
    json.end_object();
  }
  json.end_list();
}

}  // namespace

std::string totals_json(const Totals& totals) {
  JsonLine json;
  json.begin_object();
  for (const Number& number : kNumbers) json.number(number.key, totals.*number.member);
  for (const ReasonList& list : kReasons) {
    json.begin_list(list.key);
    for (const auto& [reason, count] : totals.*list.member) {
      json.begin_object().text("reason", reason).number("count", count).end_object();
    }
    json.end_list();
  }
  append_groups(json, totals);
  append_coverage(json, totals);
  return std::move(json.end_object()).take();
}

std::optional<Totals> totals_from_json(const boost::json::value& value) {
  const object* json = value.if_object();
  if (json == nullptr) return std::nullopt;
  Totals totals;
  for (const Number& number : kNumbers) {
    if (!read_number(*json, number.key, totals.*number.member)) return std::nullopt;
  }
  for (const ReasonList& list : kReasons) {
    Reasons& reasons = totals.*list.member;
    if (!read_list(*json, list.key, [&](const object& entry) { return read_reason(entry, reasons); }))
      return std::nullopt;
    const bool names_rules = list.member == &Totals::other_rules;
    const auto is_known = [&](const auto& entry) {
      return names_rules ? is_rules_name(entry.first) : is_reason(entry.first);
    };
    if (!std::ranges::all_of(reasons, is_known)) return std::nullopt;
  }
  if (!is_bounded(totals)) return std::nullopt;
  if (!read_list(*json, "findings",
                 [&](const object& entry) { return read_group(entry, totals.findings); }) ||
      !read_list(*json, "coverage", [&](const object& entry) { return read_slot(entry, totals.coverage); })) {
    return std::nullopt;
  }
  return totals;
}

}  // namespace caveat::audit
