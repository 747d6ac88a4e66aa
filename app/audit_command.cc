#include "app/audit_command.h"

#include <iostream>
#include <utility>

#include "app/audit_outputs.h"
#include "app/audit_question.h"
#include "app/exit_codes.h"
#include "app/file_replacement.h"
#include "app/known_findings.h"
#include "app/progress_bar.h"
#include "app/rule_loading.h"
#include "app/wall_clock.h"
#include "audit/baseline.h"
#include "audit/formats/open_archive.h"
#include "audit/formats/revisit_originals.h"
#include "audit/formats/warc_archive.h"
#include "audit/run.h"
#include "audit/summary.h"
#include "proxy/usable_cores.h"
#include "rules/calendar.h"
#include "rules/diagnostic_renderers.h"

namespace caveat::app {
namespace {

std::string today() {
  return rules::iso_time(now()).substr(0, 10);
}

unsigned jobs_of(const AuditArguments& arguments) {
  return arguments.jobs > 0 ? arguments.jobs : proxy::usable_cores();
}

boost::system::result<audit::RunStore, audit::StoreError> run(const AuditArguments& arguments,
                                                              const std::vector<std::string>& archives,
                                                              const std::vector<std::string>& bodies_from,
                                                              const audit::Question& question,
                                                              std::shared_ptr<const rules::RuleSet> rules) {
  auto store = audit::RunStore::open(arguments.store);
  if (!store) return store.error();
  std::string regions;
  for (const auto& region : question.regions) regions += (regions.empty() ? "" : ",") + region.code;
  if (auto begun = store->begin(audit::digest_of(question, rules->digest(), arguments.version),
                                rules->digest(), regions);
      !begun) {
    return begun.error();
  }
  ProgressBar bar;
  audit::RunOptions options;
  options.jobs = jobs_of(arguments);
  options.bodies_from = bodies_from;
  options.open_at = [](const std::string& path, std::uint64_t offset) -> std::unique_ptr<audit::Archive> {
    return audit::open_warc_at(path, offset);
  };
  options.progress = [&bar](const audit::RunProgress& progress) {
    bar.show(progress.responses, progress.bytes_read, progress.bytes_total);
  };
  const audit::Judge judge(std::move(rules), question);
  if (auto done = audit::run_audit(archives, judge, audit::open_archive, *store, options); !done) {
    return done.error();
  }
  return store;
}

/// Sorts findings into new and known ones, and keeps of the new ones what is shown.
class FindingSorter {
 public:
  FindingSorter(audit::Baseline& baseline, bool keeps_all) : baseline_(baseline), keeps_all_(keeps_all) {}

  void take(const audit::Finding& finding, audit::AuditSummary& summary) {
    const audit::KnownFinding* known = baseline_.find(audit::fingerprint(finding));
    if (known != nullptr) {
      ++summary.known;
    } else if (summary.first.size() < audit::kShownFindings) {
      summary.first.push_back(finding);
    }
    if (!keeps_all_) return;
    audit::KnownFinding entry = audit::known_finding(finding, today());
    if (known != nullptr) entry = *known;
    all_.push_back(std::move(entry));
  }
  std::vector<audit::KnownFinding> take_all() { return std::move(all_); }

 private:
  audit::Baseline& baseline_;
  bool keeps_all_;
  std::vector<audit::KnownFinding> all_;
};

boost::system::result<audit::AuditSummary, audit::StoreError> summarize(audit::RunStore& store,
                                                                        FindingSorter& sorter) {
  audit::AuditSummary summary;
  auto totals = store.totals();
  if (!totals) return totals.error();
  summary.totals = *std::move(totals);
  const auto sorted =
      store.each_finding([&](const audit::Finding& finding) { sorter.take(finding, summary); });
  if (!sorted) return sorted.error();
  const auto unauditable = store.each_not_auditable([&](const audit::UnauditableReading& reading) {
    if (summary.not_auditable.size() < audit::kShownFaults) summary.not_auditable.push_back(reading);
  });
  if (!unauditable) return unauditable.error();
  const auto faults = store.each_fault([&](const audit::ArchiveFault& fault) {
    if (summary.faults.size() < audit::kShownFaults) summary.faults.push_back(fault);
    if (fault.is_last && fault.place.offset == 0) summary.unopened.push_back(fault.place.archive);
  });
  if (!faults) return faults.error();
  const auto bodies = store.bodies_archives();
  if (!bodies) return bodies.error();
  for (const audit::BodiesArchive& archive : *bodies) {
    for (const audit::ArchiveFault& fault : archive.faults) {
      summary.add_bodies_fault(fault);
      if (fault.is_last && fault.place.offset == 0) summary.unopened.push_back(fault.place.archive);
    }
  }
  return summary;
}

/// Whether it is written, and of all that was named.
bool write_report(const AuditArguments& arguments, const std::vector<std::string>& archives,
                  const audit::Question& question, const audit::AuditSummary& summary, audit::RunStore& store,
                  audit::Baseline& baseline) {
  auto made =
      head_or_complain(archives, question, summary.rules_digest, arguments.version, summary.totals, store);
  if (!made) return false;
  if (!arguments.baseline.empty()) made->head.accepted = summary.known;
  return write_report_or_complain(arguments.report, made->head, store, baseline) && made->all_read;
}

}  // namespace

int audit(const AuditArguments& arguments) {
  if (arguments.rules.empty()) return could_not("say which rules were in force, with --rules FOLDER");
  const auto question = question_or_complain(arguments);
  const auto archives = archives_or_complain(arguments.archives);
  const auto bodies_from = bodies_or_complain(arguments.bodies_from);
  if (!question || !archives || !bodies_from) return kCouldNot;
  const auto rules = load_rules_or_complain(arguments.rules);
  auto baseline = baseline_or_complain(arguments.baseline);
  if (!rules || !baseline) return kCouldNot;

  auto store = run(arguments, *archives, *bodies_from, *question, rules);
  if (!store) return could_not(store.error().reason);
  FindingSorter sorter(*baseline, !arguments.write_baseline.empty());
  auto summary = summarize(*store, sorter);
  if (!summary) return could_not(summary.error().reason);
  summary->rules_digest = rules->digest();
  for (const auto& region : question->regions) summary->regions.push_back(region.code);
  summary->gone = baseline->gone();
  if (!arguments.write_baseline.empty()) {
    const std::string text = audit::baseline_text(sorter.take_all());
    if (const std::string why = replace_file(arguments.write_baseline, text); !why.empty())
      return could_not(why);
  }
  const bool reported =
      arguments.report.empty() || write_report(arguments, *archives, *question, *summary, *store, *baseline);
  std::cout << (arguments.json ? summary_json(*summary) : summary_text(*summary)) << std::flush;
  if (!std::cout || !reported || !summary->unopened.empty()) return kCouldNot;
  return summary->new_findings() > 0 ? kFindings : kClean;
}

int audit_map(const AuditArguments& arguments, const std::string& output) {
  if (arguments.rules.empty()) return could_not("say which rules were in force, with --rules FOLDER");
  const auto question = question_or_complain(arguments);
  const auto archives = archives_or_complain(arguments.archives);
  const auto bodies_from = bodies_or_complain(arguments.bodies_from);
  if (!question || !archives || !bodies_from) return kCouldNot;
  const auto rules = load_rules_or_complain(arguments.rules);
  if (!rules) return kCouldNot;
  auto store = run(arguments, *archives, *bodies_from, *question, rules);
  if (!store) return could_not(store.error().reason);
  audit::Baseline none;
  FindingSorter sorter(none, false);
  const auto summary = summarize(*store, sorter);
  if (!summary) return could_not(summary.error().reason);
  for (const std::string& archive : summary->unopened) {
    could_not(rules::harmless_text(archive) + " is no archive that can be read");
  }
  const auto made =
      head_or_complain(*archives, *question, rules->digest(), arguments.version, summary->totals, *store);
  if (!made || !write_partial_or_complain(output, made->head, *store)) return kCouldNot;
  return made->all_read && summary->unopened.empty() ? kClean : kCouldNot;
}

}  // namespace caveat::app
