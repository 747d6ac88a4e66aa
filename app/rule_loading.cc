#include "app/rule_loading.h"

#include <iostream>
#include <utility>

#include "app/wall_clock.h"

namespace caveat::app {

rules::Compilation load_rules(const std::string& path, rules::EmptyFolder empty) {
  rules::PackFiles files = rules::read_pack_files(path, empty);
  rules::Compilation compilation = rules::RuleSet::compile(files.files, now());
  const bool unreadable = rules::has_errors(files.diagnostics);
  files.diagnostics.insert(files.diagnostics.end(), compilation.diagnostics.begin(),
                           compilation.diagnostics.end());
  compilation.diagnostics = std::move(files.diagnostics);
  if (unreadable) compilation.rules = nullptr;
  return compilation;
}

std::shared_ptr<const rules::RuleSet> load_rules_or_complain(const std::string& path) {
  const rules::Compilation compilation = load_rules(path);
  if (!compilation.rules) {
    std::cerr << rules::render(compilation.diagnostics, rules::DiagnosticFormat::text);
    std::cerr << "caveat: the rules in " << path << " have errors, so nothing was done\n";
  }
  return compilation.rules;
}

}  // namespace caveat::app
