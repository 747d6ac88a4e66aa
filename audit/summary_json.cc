// The summary for other programs.
#include <array>
#include <cstdio>
#include <utility>

#include "audit/summary.h"
#include "rules/calendar.h"
#include "rules/json_text.h"
#include "rules/utf8.h"

namespace caveat::audit {
namespace {

std::int64_t number(std::uint64_t value) {
  return static_cast<std::int64_t>(value);
}

void add_reasons(std::string_view key, const std::map<std::string, std::uint64_t>& reasons,
                 rules::JsonText& json) {
  json.begin_object(key);
  for (const auto& [reason, count] : reasons) json.number(reason, number(count));
  json.end_object();
}

void add_groups(const Totals& totals, rules::JsonText& json) {
  json.begin_list("groups");
  for (const auto& [group, count] : totals.findings) {
    json.begin_object();
    json.text("kind", name_of(group.kind)).text("severity", name_of(group.severity));
    json.text("pack", group.pack).text("rule", group.rule);
    json.text("region", group.region).text("site", group.site);
    json.number("findings", number(count.findings)).number("places", number(count.places));
    json.end_object();
  }
  json.end_list();
}

void add_findings(const std::vector<Finding>& findings, rules::JsonText& json) {
  json.begin_list("first_new");
  for (const Finding& finding : findings) {
    json.begin_object();
    json.text("kind", name_of(finding.kind)).text("severity", name_of(finding.severity));
    json.text("pack", finding.pack).text("rule", finding.rule).text("rule_place", finding.rule_place);
    json.text("region", finding.region).text("url", finding.url);
    if (finding.time) json.text("time", rules::iso_time(*finding.time));
    json.text("expected", finding.expected).text("seen", finding.seen);
    json.text("excerpt", finding.excerpt);
    json.number("excerpt_mark", number(finding.excerpt_mark));
    json.number("excerpt_length", number(finding.excerpt_length));
    json.number("count", number(finding.count)).text("archive", finding.place.archive);
    json.number("offset", number(finding.place.offset)).text("record", finding.place.record);
    json.text("fingerprint", fingerprint(finding));
    json.end_object();
  }
  json.end_list();
}

void add_faults(std::string_view key, const std::vector<ArchiveFault>& faults, rules::JsonText& json) {
  json.begin_list(key);
  for (const ArchiveFault& fault : faults) {
    json.begin_object();
    json.text("archive", fault.place.archive).number("offset", number(fault.place.offset));
    json.text("record", fault.place.record).text("reason", fault.reason);
    json.end_object();
  }
  json.end_list();
}

void add_not_auditable(const std::vector<UnauditableReading>& readings, rules::JsonText& json) {
  json.begin_list("first_not_auditable");
  for (const UnauditableReading& reading : readings) {
    json.begin_object().text("reason", reading.reason).text("detail", reading.detail);
    json.text("region", reading.region).text("url", reading.url);
    if (reading.time) json.text("time", rules::iso_time(*reading.time));
    json.text("archive", reading.place.archive).number("offset", number(reading.place.offset));
    json.text("record", reading.place.record).end_object();
  }
  json.end_list();
}

/// Control characters and marks that turn the direction of text, which all stand within strings here, as
/// escapes: a terminal would obey them.
std::string harmless_json(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const rules::CodePoint point = rules::code_point_at(text, at);
    const char32_t c = point.value;
    const bool control = c == 0x7F || (c >= 0x80 && c <= 0x9F);
    const bool turns = c == 0x61C || c == 0x200E || c == 0x200F || (c >= 0x2028 && c <= 0x202E) ||
                       (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
    if (control || turns) {
      std::array<char, 8> escape{};
      std::snprintf(escape.data(), escape.size(), "\\u%04x", static_cast<unsigned>(c));
      out += escape.data();
    } else {
      out += text.substr(at, point.bytes);
    }
    at += point.bytes;
  }
  return out;
}

}  // namespace

std::string summary_json(const AuditSummary& summary) {
  const Totals& totals = summary.totals;
  rules::JsonText json;
  json.begin_object().text("rules_digest", summary.rules_digest);
  json.begin_list("regions");
  for (const std::string& region : summary.regions) json.text({}, region);
  json.end_list();
  json.number("archives", number(totals.archives)).number("archive_bytes", number(totals.archive_bytes));
  json.number("unreadable_records", number(totals.unreadable_records));
  json.number("unreadable_bodies", number(summary.unreadable_bodies));
  json.number("responses", number(totals.responses));
  add_reasons("passed_over", totals.passed_over, json);
  json.number("body_bytes", number(totals.body_bytes));
  json.number("readings", number(totals.readings)).number("covered", number(totals.covered));
  json.number("clean", number(totals.clean));
  add_reasons("not_auditable", totals.not_auditable, json);
  add_reasons("partly_checked", totals.partly_checked, json);
  add_reasons("other_rules", totals.other_rules, json);
  json.number("findings", number(finding_count(totals)));
  json.number("known", number(summary.known)).number("new", number(summary.new_findings()));
  add_groups(totals, json);
  add_findings(summary.first, json);
  add_not_auditable(summary.not_auditable, json);
  add_faults("first_unreadable", summary.faults, json);
  add_faults("first_unreadable_bodies", summary.bodies_faults, json);
  json.begin_list("gone");
  for (const KnownFinding& known : summary.gone) {
    json.begin_object();
    json.text("fingerprint", known.fingerprint).text("kind", known.kind);
    json.text("site", known.site).text("path", known.path).text("reason", known.reason);
    json.end_object();
  }
  json.end_list().end_object();
  return harmless_json(std::move(json).take());
}

}  // namespace caveat::audit
