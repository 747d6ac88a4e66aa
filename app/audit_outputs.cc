#include "app/audit_outputs.h"

#include <algorithm>
#include <iostream>
#include <map>
#include <utility>

#include "app/known_findings.h"
#include "app/partial_output.h"
#include "audit/partials/archive_digest.h"
#include "audit/reports/report_folder.h"
#include "audit/reports/unauditable_json.h"
#include "audit/reports/visible_text.h"

namespace caveat::app {
namespace {

bool complain_of_output(const std::string& what) {
  std::cerr << "caveat: " << what << '\n';
  return false;
}

/// Whether each archive is another; else what they say of pages would count twice.
bool differ_or_complain(const std::vector<audit::AuditedArchive>& archives) {
  std::map<std::string, std::string> names;
  for (const audit::AuditedArchive& archive : archives) {
    if (archive.digest.empty()) continue;  // nothing of it was read
    const auto [same, is_new] = names.emplace(archive.digest, archive.name);
    if (!is_new) {
      return complain_of_output(audit::visible_text(archive.name) + " has the very bytes of " +
                                audit::visible_text(same->second));
    }
  }
  return true;
}

}  // namespace

std::optional<RunHead> head_or_complain(const std::vector<std::string>& archives,
                                        const audit::Question& question, const std::string& rules_digest,
                                        const std::string& version, const audit::Totals& totals,
                                        audit::RunStore& store) {
  std::map<std::string, std::vector<audit::UnreadableRecord>> unreadable;
  const auto note = [&](const audit::ArchiveFault& fault) {
    auto& records = unreadable[fault.place.archive];
    if (records.size() == audit::AuditedArchive::kMostUnreadable) return;
    records.push_back(
        {fault.place.offset, audit::valid_utf8(fault.place.record), audit::valid_utf8(fault.reason)});
  };
  const auto read = store.each_fault(note);
  if (!read) {
    complain_of_output(read.error().reason);
    return std::nullopt;
  }
  const auto bodies = store.bodies_archives();
  if (!bodies) {
    complain_of_output(bodies.error().reason);
    return std::nullopt;
  }
  RunHead made;
  audit::ReportHead& head = made.head;
  head.version = version;
  head.rules_digest = rules_digest;
  head.question = audit::digest_of(question, rules_digest, version);
  for (const audit::AskedRegion& region : question.regions) head.regions.push_back(region.code);
  head.at = question.at;
  head.totals = totals;
  const auto named = [&](const std::string& path) {
    audit::DigestedArchive digested = audit::digested_archive(path, store);
    // Reading them for their pages has named them in the report.
    for (const std::string& fault : digested.faults) made.all_read = complain_of_output(fault);
    digested.archive.unreadable = std::move(unreadable[path]);
    return std::move(digested.archive);
  };
  for (const std::string& path : archives) head.archives.push_back(named(path));
  for (const audit::BodiesArchive& archive : *bodies) {
    for (const audit::ArchiveFault& fault : archive.faults) note(fault);
    head.bodies.push_back(named(archive.path));
  }
  std::ranges::sort(head.archives, {}, &audit::AuditedArchive::name);
  std::ranges::sort(head.bodies, [](const auto& a, const auto& b) { return stands_before(a, b); });
  return made;
}

bool write_report_or_complain(const std::string& folder, const audit::ReportHead& head,
                              audit::RunStore& store, audit::Baseline& baseline) {
  audit::ReportFolder report(folder, head);
  const auto unauditable = store.each_not_auditable(
      [&](const audit::UnauditableReading& reading) { report.add_unauditable(audit::reported(reading)); });
  if (!unauditable) return complain_of_output(unauditable.error().reason);
  const auto read = store.each_finding(
      [&](const audit::Finding& finding) { report.add(against(baseline, audit::reported(finding))); });
  if (!read) return complain_of_output(read.error().reason);
  const std::string fault = report.finish();
  return fault.empty() || complain_of_output(fault);
}

bool write_partial_or_complain(const std::string& path, const audit::ReportHead& head,
                               audit::RunStore& store) {
  if (!differ_or_complain(head.archives)) return false;
  return write_partial_or_complain(path, head, [&](audit::PartialWriter& writer) {
    const auto unauditable = store.each_not_auditable(
        [&](const audit::UnauditableReading& reading) { writer.add_unauditable(audit::reported(reading)); });
    if (!unauditable) return complain_of_output(unauditable.error().reason);
    const auto read =
        store.each_finding([&](const audit::Finding& finding) { writer.add(audit::reported(finding)); });
    return read || complain_of_output(read.error().reason);
  });
}

}  // namespace caveat::app
