#include "app/audit_parts_options.h"

#include <CLI/CLI.hpp>

#include "app/audit_options.h"

namespace caveat::app {

void add_audit_parts(CLI::App& audit, AuditPartsArguments& arguments, const std::string& version,
                     std::function<int()>& run) {
  auto* map = audit.add_subcommand("map", "Audit some of the archives, for one report with what others did");
  map->callback([&] { run = [&] { return audit_map(arguments.map, arguments.partial); }; });
  arguments.map.version = version;
  add_question_options(*map, arguments.map);
  map->add_option("-o,--output", arguments.partial, "The partial to write; - for standard output")
      ->required();

  auto* reduce =
      audit.add_subcommand("reduce", "Put partials of an audit together, in any order and any groups");
  reduce->callback([&] { run = [&] { return audit_reduce(arguments.reduce); }; });
  reduce->add_option("partials", arguments.reduce.partials, "What `caveat audit map` and `reduce` wrote")
      ->required();
  reduce->add_option("-o,--output", arguments.reduce.output, "The partial to write; - for standard output")
      ->required();

  auto* report = audit.add_subcommand("report", "Write the report of an audit that was done in parts");
  report->callback([&] { run = [&] { return audit_report(arguments.report); }; });
  report->add_option("partials", arguments.report.partials, "What `caveat audit map` and `reduce` wrote")
      ->required();
  report->add_option("--report", arguments.report.report, "The folder for the report in all its formats")
      ->required();
  report->add_option("--baseline", arguments.report.baseline, "A file of known findings, which are accepted");
}

}  // namespace caveat::app
