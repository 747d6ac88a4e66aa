// One of the files that include CLI11.
#include "app/audit_options.h"

#include <CLI/CLI.hpp>

namespace caveat::app {

void add_question_options(CLI::App& audit, AuditArguments& a) {
  audit.add_option("archives", a.archives,
                   "WARC, ARC and HAR files, folders of pages, and @FILE, a list of these");
  audit.add_option("--rules", a.rules, "A rule file or a folder of them");
  auto* as = audit.add_option(
      "--as", a.regions, "What readers of these regions were given: RU,UA-43,CZ; also unknown, anonymous");
  auto* recorded = audit.add_flag("--recorded", a.recorded,
                                  "The region that the proxy's own capture noted beside each page");
  as->excludes(recorded);
  audit.add_option("--at", a.at,
                   "Rules of this moment, as 2026-03-01T12:00:00Z; of each capture if it is not given");
  audit
      .add_option("--site", a.sites,
                  "HOST=SITE: pages archived from HOST, or HOST:PORT, are the rules' SITE; may be given "
                  "several times")
      ->allow_extra_args(false);
  audit
      .add_option("--bodies-from", a.bodies_from,
                  "An archive, or @FILE, a list of them, where revisits have their bodies, and which is not "
                  "audited; may be given several times")
      ->allow_extra_args(false);
  audit.add_flag("--accepted", a.accepted, "The readers had accepted what rules ask to be acknowledged");
  audit.add_option(
      "--store", a.store,
      "An SQLite file for results: an interrupted run goes on, unchanged archives are not read again");
  audit.add_option("--jobs", a.jobs, "Threads; as many as there are cores if it is not given")
      ->check(CLI::Range(1U, 256U));
}

void add_audit_options(CLI::App& audit, AuditArguments& a) {
  add_question_options(audit, a);
  audit.add_option("--report", a.report, "A folder for a report in all formats; report.html is for people");
  audit.add_option("--baseline", a.baseline, "A file of known findings, which are accepted");
  audit.add_option("--write-baseline", a.write_baseline, "Write all findings into this file as known ones");
  audit
      .add_option_function<std::string>(
          "--format", [&a](const std::string& format) { a.json = format == "json"; }, "text or json")
      ->check(CLI::IsMember({"text", "json"}));
}

}  // namespace caveat::app
