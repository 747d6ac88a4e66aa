// Any text as a baseline: what is taken is written so that it is taken again, the same.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "audit/baseline.h"

namespace caveat::audit {
namespace {

/// All entries count as gone, since nothing was asked for.
void check(std::string_view text) {
  const auto baseline = Baseline::parse(text, "2026-11-26");
  if (!baseline) return;
  const std::string written = baseline_text(baseline->gone());
  const auto again = Baseline::parse(written, "2026-11-26");
  if (!again || baseline_text(again->gone()) != written) std::abort();
}

}  // namespace
}  // namespace caveat::audit

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  caveat::audit::check({reinterpret_cast<const char*>(data), size});
  return 0;
}
