#include <iostream>

#include "app/commands.h"
#include "app/exit_codes.h"
#include "app/wall_clock.h"
#include "rules/pack_files.h"
#include "rules/rule_set.h"

namespace caveat::app {
namespace {

std::string count_of(std::size_t count, const char* one) {
  return std::to_string(count) + " " + one + (count == 1 ? "" : "s");
}

void summarise(const std::vector<rules::Diagnostic>& diagnostics, const rules::RuleSet* rules) {
  std::size_t errors = 0;
  for (const auto& diagnostic : diagnostics) errors += diagnostic.severity == rules::Severity::error ? 1 : 0;
  const std::size_t warnings = diagnostics.size() - errors;
  if (!diagnostics.empty()) {
    std::cerr << count_of(errors, "error") << ", " << count_of(warnings, "warning")
              << ". `caveat explain CODE` tells more about a code.\n";
  } else if (rules != nullptr) {
    std::cerr << count_of(rules->pack_count(), "pack") << ", " << count_of(rules->rule_count(), "rule")
              << ": no problems found.\n";
  }
}

}  // namespace

int check(const CheckArguments& arguments) {
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
  const rules::Compilation compilation = rules::RuleSet::compile(files, now());
  diagnostics.insert(diagnostics.end(), compilation.diagnostics.begin(), compilation.diagnostics.end());
  std::cout << rules::render(diagnostics, arguments.format);
  if (arguments.format == rules::DiagnosticFormat::text) summarise(diagnostics, compilation.rules.get());
  if (unreadable) return kCouldNot;
  return rules::has_errors(diagnostics) ? kFindings : kClean;
}

}  // namespace caveat::app
