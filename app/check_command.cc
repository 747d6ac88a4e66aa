#include <iostream>

#include "app/commands.h"
#include "app/configuration_check.h"
#include "app/configuration_text.h"
#include "app/exit_codes.h"
#include "app/wall_clock.h"
#include "rules/checked_rules.h"
#include "rules/pack_files.h"
#include "rules/regular_file.h"
#include "rules/rule_set.h"

namespace caveat::app {
namespace {

std::string count_of(std::size_t count, const char* one) {
  return std::to_string(count) + " " + one + (count == 1 ? "" : "s");
}

void summarise(const std::vector<rules::Diagnostic>& diagnostics, const rules::RuleSet* rules) {
  const rules::DiagnosticCounts counts = rules::count_of(diagnostics);
  const std::string silenced =
      counts.silenced > 0 ? ", " + std::to_string(counts.silenced) + " silenced" : "";
  if (counts.errors + counts.warnings > 0) {
    std::cerr << count_of(counts.errors, "error") << ", " << count_of(counts.warnings, "warning") << silenced
              << ". `caveat explain CODE` tells more about a code.\n";
  } else if (rules != nullptr) {
    std::cerr << count_of(rules->pack_count(), "pack") << ", " << count_of(rules->rule_count(), "rule")
              << ": no problems found" << silenced << ".\n";
  }
}

int check_proxy(const CheckArguments& arguments) {
  const auto text = read_configuration_text(arguments.configuration);
  if (!text) {
    std::cerr << "caveat: " << text.error() << "\n";
    return kCouldNot;
  }
  std::vector<rules::Diagnostic> diagnostics;
  const auto configuration = parse_serve_configuration(arguments.configuration, *text, diagnostics);
  if (configuration) {
    const auto more = check_configured_files(arguments.configuration, *configuration);
    diagnostics.insert(diagnostics.end(), more.begin(), more.end());
  }
  std::cout << rules::render(diagnostics, arguments.format);
  const rules::DiagnosticCounts counts = rules::count_of(diagnostics);
  if (arguments.format == rules::DiagnosticFormat::text && counts.errors + counts.warnings == 0) {
    std::cerr << count_of(configuration->server.sites.size(), "site") << ": no problems found.\n";
  } else if (arguments.format == rules::DiagnosticFormat::text) {
    summarise(diagnostics, nullptr);
  }
  return counts.errors > 0 ? kFindings : kClean;
}

}  // namespace

int check(const CheckArguments& arguments) {
  if (!arguments.configuration.empty()) return check_proxy(arguments);
  const std::vector<std::string> here = {"."};
  std::vector<rules::SourceFile> files;
  std::vector<rules::Diagnostic> diagnostics;
  bool unreadable = false;
  for (const std::string& path : arguments.paths.empty() ? here : arguments.paths) {
    rules::PackFiles read = rules::read_pack_files(path);
    unreadable = unreadable || read.unreadable;
    files.insert(files.end(), read.files.begin(), read.files.end());
    diagnostics.insert(diagnostics.end(), read.diagnostics.begin(), read.diagnostics.end());
  }
  const rules::Compilation compilation = rules::check_rules(files, now(), rules::is_regular_file);
  diagnostics.insert(diagnostics.end(), compilation.diagnostics.begin(), compilation.diagnostics.end());
  std::cout << rules::render(diagnostics, arguments.format);
  if (arguments.format == rules::DiagnosticFormat::text) summarise(diagnostics, compilation.rules.get());
  if (unreadable) return kCouldNot;
  return rules::has_errors(diagnostics) ? kFindings : kClean;
}

}  // namespace caveat::app
