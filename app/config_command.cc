#include "app/config_command.h"

#include <iostream>

#include "app/configuration/configuration_show.h"
#include "app/configuration_text.h"
#include "app/exit_codes.h"
#include "app/serve_configuration.h"
#include "rules/toml.h"

namespace caveat::app {

int show_configuration(const std::string& path) {
  const auto text = read_configuration_text(path);
  if (!text) {
    std::cerr << "caveat: " << text.error() << "\n";
    return kCouldNot;
  }
  std::vector<rules::Diagnostic> diagnostics;
  const bool is_good = parse_serve_configuration(path, *text, diagnostics).has_value();
  std::cerr << rules::render(diagnostics, rules::DiagnosticFormat::text);
  if (!is_good) return kFindings;
  const auto document = rules::parse_toml(path, *text, diagnostics);
  std::cout << "# " << path << ", as it is in force. Paths are relative to its folder.\n"
            << shown_configuration(*document);
  return kClean;
}

}  // namespace caveat::app
