// How schema/finding.schema.json writes a finding, and how that is read again.
#include <boost/json/value.hpp>
#include <charconv>

#include "audit/partials/json_members.h"
#include "audit/reports/json_line.h"
#include "audit/reports/reported_finding.h"
#include "rules/calendar.h"

namespace caveat::audit {
namespace {

using boost::json::object;

bool read_place(const object& json, ArchivePlace& place) {
  return read_text(json, "archive", place.archive) && read_number(json, "offset", place.offset) &&
         read_text(json, "record", place.record);
}

bool read_excerpt(const object& json, Finding& finding) {
  const object* excerpt = member_object(json, "excerpt");
  std::string before, marked, after;
  if (excerpt == nullptr || !read_text(*excerpt, "before", before) ||
      !read_text(*excerpt, "marked", marked) || !read_text(*excerpt, "after", after)) {
    return false;
  }
  finding.excerpt_mark = before.size();
  finding.excerpt_length = marked.size();
  finding.excerpt = before + marked + after;
  return true;
}

bool read_words(const object& json, Finding& finding) {
  std::string kind, severity;
  if (!read_text(json, "kind", kind) || !read_text(json, "severity", severity)) return false;
  const auto known_kind = finding_kind_of(kind);
  const auto known_severity = severity_of(severity);
  if (!known_kind || !known_severity) return false;
  finding.kind = *known_kind;
  finding.severity = *known_severity;
  return true;
}

bool read_time(const object& json, Finding& finding) {
  if (!json.contains("time")) return true;
  std::string text;
  if (!read_text(json, "time", text)) return false;
  finding.time = time_from_text(text);
  return finding.time.has_value();
}

/// `count` digits at `offset`; nullopt if there are others.
std::optional<int> digits(std::string_view text, std::size_t offset, std::size_t count) {
  int value = 0;
  const char* begin = text.data() + offset;
  const auto [end, error] = std::from_chars(begin, begin + count, value);
  if (error != std::errc() || end != begin + count || *begin == '-') return std::nullopt;
  return value;
}

}  // namespace

std::string finding_json(const ReportedFinding& reported) {
  const Finding& f = reported.finding;
  const MarkedExcerpt excerpt = reported.excerpt();
  JsonLine json;
  json.begin_object().text("fingerprint", reported.fingerprint);
  json.text("severity", name_of(f.severity)).text("kind", name_of(f.kind));
  json.text("region", f.region).text("site", f.site).text("path", f.path).text("url", f.url);
  if (f.time) json.text("time", rules::iso_time(*f.time));
  json.text("pack", f.pack).text("rule", f.rule).text("rule_place", f.rule_place);
  json.text("expected", f.expected).text("seen", f.seen).begin_object("excerpt");
  json.text("before", excerpt.before).text("marked", excerpt.marked).text("after", excerpt.after);
  json.end_object().number("count", f.count).text("archive", f.place.archive);
  json.number("offset", f.place.offset).text("record", f.place.record);
  if (reported.accepted) json.text("accepted", *reported.accepted);
  return std::move(json.end_object()).take();
}

std::optional<ReportedFinding> finding_from_json(const boost::json::value& value) {
  const object* json = value.if_object();
  ReportedFinding out;
  Finding& f = out.finding;
  if (json == nullptr || !read_place(*json, f.place) || !read_words(*json, f) || !read_time(*json, f) ||
      !read_excerpt(*json, f)) {
    return std::nullopt;
  }
  const bool all = read_text(*json, "fingerprint", out.fingerprint) && read_text(*json, "region", f.region) &&
                   read_text(*json, "site", f.site) && read_text(*json, "path", f.path) &&
                   read_text(*json, "url", f.url) && read_text(*json, "pack", f.pack) &&
                   read_text(*json, "rule", f.rule) && read_text(*json, "rule_place", f.rule_place) &&
                   read_text(*json, "expected", f.expected) && read_text(*json, "seen", f.seen) &&
                   read_number(*json, "count", f.count);
  if (!all) return std::nullopt;
  if (fingerprint(f) != out.fingerprint) return std::nullopt;
  if (json->contains("accepted") && !read_text(*json, "accepted", out.accepted.emplace()))
    return std::nullopt;
  return out;
}

std::optional<std::chrono::sys_seconds> time_from_text(std::string_view text) {
  namespace chrono = std::chrono;
  constexpr std::string_view kForm = "0000-00-00T00:00:00Z";
  if (text.size() != kForm.size()) return std::nullopt;
  for (std::size_t i = 0; i < kForm.size(); ++i) {
    if (kForm[i] != '0' && text[i] != kForm[i]) return std::nullopt;
  }
  const auto year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
  const auto hour = digits(text, 11, 2), minute = digits(text, 14, 2), second = digits(text, 17, 2);
  if (!year || !month || !day || !hour || !minute || !second) return std::nullopt;
  const chrono::year_month_day date = chrono::year(*year) / *month / *day;
  if (!date.ok() || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
  return chrono::sys_days(date) + chrono::hours(*hour) + chrono::minutes(*minute) + chrono::seconds(*second);
}

}  // namespace caveat::audit
