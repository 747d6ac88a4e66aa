// rule files: compiled, or refused with diagnostics that name a place in the file; when they begin and end.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "rules/checked_rules.h"
#include "rules/rule_set.h"
#include "rules/turning_points.h"

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
  const auto checked =
      caveat::rules::check_rules(files, std::chrono::sys_seconds(std::chrono::seconds(1'780'000'000)));
  if ((checked.rules == nullptr) != (compiled.rules == nullptr)) std::abort();
  static_cast<void>(caveat::rules::render(checked.diagnostics, caveat::rules::DiagnosticFormat::text));
  const auto points = caveat::rules::turning_points(files.front());
  if (!std::ranges::is_sorted(points, {}, &caveat::rules::TurningPoint::instant)) std::abort();
  return 0;
}
