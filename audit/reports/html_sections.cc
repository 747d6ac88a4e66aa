#include "audit/reports/html_sections.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <vector>

#include "audit/reports/html_charts.h"
#include "audit/reports/html_text.h"
#include "audit/reports/report_warnings.h"
#include "rules/calendar.h"

namespace caveat::audit {
namespace {

constexpr std::size_t kMostBars = 62;
constexpr std::size_t kMostSectionRows = 100;

std::string paragraph(std::string_view style, std::string_view text) {
  return "<p class=\"" + std::string(style) + "\">" + html_text(text) + "</p>\n";
}

std::string heading(std::string_view text) {
  return "<h2>" + html_text(text) + "</h2>\n";
}

std::uint64_t readings_with_findings(const Totals& totals) {
  std::uint64_t sum = 0;
  for (const auto& [slot, count] : totals.coverage) sum += count.with_findings;
  return sum;
}

std::string lead(const ReportHead& head, const ReportWords& words) {
  const Totals& totals = head.totals;
  std::string out = paragraph("lead", words.text("lead", {{"readings", totals.readings},
                                                          {"responses", totals.responses},
                                                          {"regions", std::uint64_t{head.regions.size()}},
                                                          {"with", readings_with_findings(totals)},
                                                          {"clean", totals.clean},
                                                          {"covered", totals.covered}}));
  const auto caution = [&](std::string_view key, std::uint64_t count) {
    if (count > 0) out += paragraph("lead caution", words.text(key, {{"n", count}}));
  };
  caution("lead.not_auditable", not_auditable_count(totals));
  caution("lead.unreadable", totals.unreadable_records);
  caution("lead.other_rules", other_rules_count(totals));
  if (head.accepted) out += paragraph("lead", words.text("lead.accepted", {{"n", *head.accepted}}));
  return out;
}

std::string figure(std::string_view style, const std::string& name, std::uint64_t count,
                   const ReportWords& words) {
  return "<div class=\"" + std::string(style) + (count == 0 ? " zero" : "") + "\"><dt>" + html_text(name) +
         "</dt><dd>" + words.number(count) + "</dd></div>";
}

std::string figures(const Totals& totals, const ReportWords& words) {
  std::string out = "<dl class=\"figures\" aria-label=\"" + html_attribute(words.text("figures")) + "\">";
  for (const Severity severity : {Severity::high, Severity::medium, Severity::low}) {
    const std::string name(name_of(severity));
    out += figure(name, words.text("severity." + name), finding_count(totals, severity), words);
  }
  out += figure("", words.text("figures.readings"), totals.readings, words);
  out += figure("", words.text("figures.covered"), totals.covered, words);
  out += figure("", words.text("figures.clean"), totals.clean, words);
  return out + figure("", words.text("figures.not_auditable"), not_auditable_count(totals), words) +
         "</dl>\n";
}

std::string period(const Totals& totals, const ReportWords& words) {
  std::optional<std::chrono::sys_days> first, last;
  for (const auto& [slot, count] : totals.coverage) {
    if (!slot.day) continue;
    first = first ? std::min(*first, *slot.day) : *slot.day;
    last = last ? std::max(*last, *slot.day) : *slot.day;
  }
  if (!first) return words.text("facts.period.none");
  const std::string begin = rules::iso_time(*first).substr(0, 10), end = rules::iso_time(*last).substr(0, 10);
  if (begin == end) return begin;
  return words.text("facts.period.value",
                    {{"first", std::string_view(begin)}, {"last", std::string_view(end)}});
}

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : ", ") + text;
  return out;
}

std::string facts(const ReportHead& head, const ReportWords& words) {
  std::string out = "<dl class=\"facts\" aria-label=\"" + html_attribute(words.text("facts")) + "\">";
  const auto fact = [&](std::string_view key, std::string_view value, std::string_view style = {}) {
    out += "<dt>" + html_text(words.text(key)) + "</dt><dd class=\"" + std::string(style) + "\">" +
           html_isolated(value) + "</dd>";
  };
  fact("facts.period", period(head.totals, words));
  fact("facts.regions", head.regions.empty() ? words.text("facts.regions.recorded") : joined(head.regions));
  fact("facts.at", head.at ? rules::iso_time(*head.at) : words.text("facts.at.capture"));
  fact("facts.archives", words.text("facts.archives.value", {{"n", std::uint64_t{head.archives.size()}},
                                                             {"bytes", head.totals.archive_bytes}}));
  fact("facts.rules", head.rules_digest, "digest");
  fact("facts.program", "caveat " + head.version);
  return out + "</dl>\n";
}

struct TableColumn {
  std::string_view key;
  bool is_number = false;
};

std::string table_head(const std::vector<TableColumn>& columns, const ReportWords& words) {
  std::string out = "<table><thead><tr>";
  for (const TableColumn& column : columns) {
    out += std::string("<th scope=\"col\"") + (column.is_number ? " class=\"n\"" : "") + ">" +
           html_text(words.text(column.key)) + "</th>";
  }
  return out + "</tr></thead><tbody>\n";
}

std::string number_cell(std::uint64_t number, const ReportWords& words) {
  return "<td class=\"n\">" + words.number(number) + "</td>";
}

std::string reasons_table(const std::string& title, std::string_view counted, const std::string& about,
                          const std::map<std::string, std::uint64_t>& reasons, const ReportWords& words) {
  if (reasons.empty()) return {};
  std::string out = heading(title);
  if (!about.empty()) out += paragraph("about", about);
  out += table_head({{"reason"}, {counted, true}}, words);
  for (const auto& [reason, count] : reasons) {
    out += "<tr><th scope=\"row\">" + html_text(reason) + "</th>" + number_cell(count, words) + "</tr>\n";
  }
  return out + "</tbody></table>\n";
}

std::string other_rules_table(const Totals& totals, const ReportWords& words) {
  if (totals.other_rules.empty()) return {};
  std::string out = heading(words.text("other_rules")) + paragraph("about", words.text("other_rules.about"));
  out += table_head({{"facts.rules"}, {"responses", true}}, words);
  for (const auto& [digest, count] : totals.other_rules) {
    out += "<tr><th scope=\"row\" class=\"digest\">" +
           html_text(digest.empty() ? words.text("other_rules.further") : digest) + "</th>" +
           number_cell(count, words) + "</tr>\n";
  }
  return out + "</tbody></table>\n";
}

std::string unreadable_table(const ReportHead& head, const ReportWords& words) {
  std::size_t shown = 0;
  std::string rows;
  std::uint64_t all = head.totals.unreadable_records;
  for (const AuditedArchive& archive : head.bodies) all += archive.unreadable.size();
  for (const ReportWarning& warning : warnings_of(head)) {
    if (warning.kind != "unreadable-record") continue;
    if (shown == kMostSectionRows) break;
    ++shown;
    rows += "<tr><th scope=\"row\">" + html_isolated(warning.place.archive) + "</th>" +
            number_cell(warning.place.offset, words) + "<td>" + html_isolated(warning.place.record) +
            "</td><td>" + html_text(warning.reason) + "</td></tr>\n";
  }
  if (shown == 0) return {};
  std::string out = heading(words.text("unreadable"));
  out += table_head({{"archive"}, {"unreadable.offset", true}, {"record"}, {"reason"}}, words) + rows +
         "</tbody></table>\n";
  if (shown >= all) return out;
  return out +
         paragraph("about", words.text("unreadable.more", {{"shown", std::uint64_t{shown}}, {"all", all}}));
}

std::string archives_table(std::string_view title, const std::vector<AuditedArchive>& archives,
                           const ReportWords& words) {
  std::string out = heading(words.text(title));
  out += table_head({{"archive"}, {"archives.digest"}, {"archives.bytes", true}}, words);
  for (std::size_t i = 0; i < std::min(archives.size(), kMostSectionRows); ++i) {
    const AuditedArchive& archive = archives[i];
    out += "<tr><th scope=\"row\">" + html_isolated(archive.name) + "</th><td class=\"digest\">" +
           html_text(archive.digest) + "</td>" + number_cell(archive.bytes, words) + "</tr>\n";
  }
  out += "</tbody></table>\n";
  if (archives.size() <= kMostSectionRows) return out;
  return out + paragraph("about", words.text("archives.more",
                                             {{"n", std::uint64_t{archives.size() - kMostSectionRows}}}));
}

std::string bodies_table(const ReportHead& head, const ReportWords& words) {
  if (head.bodies.empty()) return {};
  return archives_table("bodies", head.bodies, words) + paragraph("about", words.text("bodies.about"));
}

}  // namespace

std::string report_title(const Totals& totals, const ReportWords& words) {
  const std::string title = words.text("title", {{"n", finding_count(totals)}});
  std::map<std::string_view, std::uint64_t> sites;
  for (const auto& [group, count] : totals.findings) sites[group.site] += count.findings;
  if (sites.empty()) return title;
  const auto most = std::ranges::max_element(sites, {}, [](const auto& site) { return site.second; });
  return words.text(
      "title.sites",
      {{"title", std::string_view(title)}, {"site", most->first}, {"more", std::uint64_t{sites.size() - 1}}});
}

std::string summary_section(const ReportHead& head, const ReportWords& words) {
  return "<header><p class=\"product\">" + html_text(words.text("product")) + "</p>\n<h1>" +
         html_text(report_title(head.totals, words)) + "</h1>\n" + lead(head, words) + "</header>\n" +
         figures(head.totals, words) + facts(head, words);
}

std::string charts_section(const Totals& totals, const ReportWords& words) {
  const auto chart = [&](std::string_view key, const std::string& drawn) {
    return "<section><h2>" + html_text(words.text(key)) + "</h2>" + drawn + "</section>\n";
  };
  return "<div class=\"charts\">\n" +
         chart("charts.time", time_chart(coverage_over_time(totals, kMostBars), words)) +
         chart("charts.region", region_chart(coverage_by_region(totals), words)) + "</div>\n" +
         chart_legend(words);
}

std::string rules_section(const Totals& totals, const ReportWords& words) {
  using Row = std::tuple<std::string, FindingKind, Severity>;
  std::map<Row, FindingCount> sums;
  for (const auto& [group, count] : totals.findings) {
    FindingCount& sum = sums[{group.pack + "/" + group.rule, group.kind, group.severity}];
    sum.findings += count.findings;
    sum.places += count.places;
  }
  if (sums.empty()) return {};
  std::vector<std::pair<Row, FindingCount>> rows(sums.begin(), sums.end());
  std::ranges::stable_sort(rows, std::ranges::greater(), [](const auto& row) { return row.second.findings; });
  std::string out = heading(words.text("rules"));
  out += table_head(
      {{"rules.rule"}, {"rules.kind"}, {"rules.severity"}, {"rules.findings", true}, {"rules.places", true}},
      words);
  for (std::size_t i = 0; i < std::min(rows.size(), kMostSectionRows); ++i) {
    const auto& [rule, kind, severity] = rows[i].first;
    const std::string level(name_of(severity));
    out += "<tr><th scope=\"row\">" + html_isolated(rule) + "</th><td>" +
           html_text(words.text("kind." + std::string(name_of(kind)))) + "</td><td><span class=\"severity " +
           level + "\">" + html_text(words.text("severity." + level)) + "</span></td>" +
           number_cell(rows[i].second.findings, words) + number_cell(rows[i].second.places, words) +
           "</tr>\n";
  }
  out += "</tbody></table>\n";
  if (rows.size() <= kMostSectionRows) return out;
  return out +
         paragraph("about", words.text("rules.more", {{"n", std::uint64_t{rows.size() - kMostSectionRows}}}));
}

std::string closing_sections(const ReportHead& head, const ReportWords& words,
                             const std::string& not_auditable) {
  const Totals& totals = head.totals;
  std::string out = other_rules_table(totals, words);
  out += reasons_table(words.text("not_auditable"), "readings", words.text("not_auditable.about"),
                       totals.not_auditable, words) +
         not_auditable;
  out += reasons_table(words.text("partly_checked"), "readings", {}, totals.partly_checked, words);
  out += reasons_table(words.text("passed_over"), "responses", words.text("passed_over.about"),
                       totals.passed_over, words);
  out += unreadable_table(head, words) + archives_table("archives", head.archives, words) +
         bodies_table(head, words) + heading(words.text("reading"));
  for (const std::string_view key :
       {"reading.reading", "reading.excerpt", "reading.fingerprint", "reading.repeat"}) {
    out += paragraph("", words.text(key));
  }
  return out;
}

}  // namespace caveat::audit
