// `caveat fmt`: what it makes of a file says the same, has the same comments, and changes no more.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "rules/toml.h"
#include "rules/toml_format.h"
#include "rules/toml_syntax.h"

namespace {

/// Also calls what the command's own comparison would refuse a failure: there must be nothing to refuse.
std::string formatted(const std::string& text) {
  std::vector<caveat::rules::Diagnostic> diagnostics;
  const auto out = caveat::rules::format_toml({"pack.toml", text}, diagnostics);
  if (!out) std::abort();
  return *out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  caveat::rules::scan_toml(text);  // of a text that does not parse, anything but a crash
  std::vector<caveat::rules::Diagnostic> diagnostics;
  if (!caveat::rules::parse_toml("pack.toml", text, diagnostics)) return 0;
  const std::string once = formatted(text);
  if (formatted(once) != once) std::abort();
  for (const std::string& blanks : {std::string(" \n"), std::string("\t\n"), std::string("\r\n")}) {
    if (once.find(blanks) != std::string::npos && text.find("\"\"\"") == std::string::npos &&
        text.find("'''") == std::string::npos)
      std::abort();
  }
  return 0;
}
