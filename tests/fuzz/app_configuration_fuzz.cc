// configurations: read, or refused with diagnostics; what `config show` makes of a good one is good as well
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "app/configuration/configuration_show.h"
#include "app/serve_configuration.h"

namespace {

using caveat::rules::Diagnostic;

bool is_good(const std::string& text) {
  std::vector<Diagnostic> diagnostics;
  const auto configuration = caveat::app::parse_serve_configuration("/etc/caveat.toml", text, diagnostics);
  if (!configuration && !caveat::rules::has_errors(diagnostics)) std::abort();
  for (const Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.message.empty() || diagnostic.code.empty()) std::abort();
  }
  static_cast<void>(caveat::rules::render(diagnostics, caveat::rules::DiagnosticFormat::text));
  if (!configuration) return false;
  const auto& sites = configuration->server.sites;
  if (sites.empty() || sites.size() != configuration->rules.size()) std::abort();
  for (const auto& site : sites) {
    if (site.upstream.servers.empty()) std::abort();
  }
  static_cast<void>(caveat::app::warnings_about(configuration->server));
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  if (!is_good(text)) return 0;
  std::vector<Diagnostic> diagnostics;
  const auto document = caveat::rules::parse_toml("/etc/caveat.toml", text, diagnostics);
  if (!document || !is_good(caveat::app::shown_configuration(*document))) std::abort();
  return 0;
}
