#include "audit/reports/report_warnings.h"

#include "audit/reports/report_words.h"

namespace caveat::audit {

std::vector<ReportWarning> warnings_of(const ReportHead& head) {
  std::vector<ReportWarning> warnings;
  for (const auto& [rules, responses] : head.totals.other_rules)
    warnings.push_back({.kind = "other-rules", .count = responses, .rules = rules});
  for (const auto* archives : {&head.archives, &head.bodies}) {
    for (const AuditedArchive& archive : *archives) {
      for (const UnreadableRecord& record : archive.unreadable) {
        warnings.push_back(
            {.kind = "unreadable-record",
             .place = {.archive = archive.name, .offset = record.offset, .record = record.record},
             .reason = record.reason});
      }
    }
  }
  return warnings;
}

std::string rules_in_words(const ReportWarning& warning) {
  return warning.rules.empty() ? ReportWords::english().text("other_rules.further") : warning.rules;
}

std::string in_words(const ReportWarning& warning) {
  const ReportWords& words = ReportWords::english();
  if (warning.kind == "unreadable-record") return words.text("warning.unreadable-record");
  const std::string which = rules_in_words(warning);
  return words.text("warning.other-rules", {{"n", warning.count}, {"rules", std::string_view(which)}});
}

}  // namespace caveat::audit
