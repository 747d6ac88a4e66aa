// rule files: compiled, or refused with diagnostics that name a place in the file.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "rules/rule_set.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const std::vector<caveat::rules::SourceFile> files = {{.path = "pack.toml", .text = text}};
  const auto compiled =
      caveat::rules::RuleSet::compile(files, std::chrono::sys_seconds(std::chrono::seconds(1'780'000'000)));
  if (compiled.rules == nullptr && compiled.diagnostics.empty()) std::abort();
  for (const auto& diagnostic : compiled.diagnostics) {
    if (diagnostic.message.empty()) std::abort();
  }
  if (compiled.rules != nullptr) compiled.rules->decide({});
  return 0;
}
