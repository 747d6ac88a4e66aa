#include "app/wall_clock.h"

#include <vector>

#include "rules/calendar.h"
#include "rules/toml.h"

namespace caveat::app {

std::chrono::sys_days build_day() {
  return std::chrono::sys_days(std::chrono::days(CAVEAT_BUILD_DAY));
}

std::optional<std::chrono::sys_seconds> parse_moment(const std::string& text) {
  // TOML's dates are those of RFC 3339.
  std::vector<rules::Diagnostic> diagnostics;
  const auto document = rules::parse_toml("--at", "at = " + text, diagnostics);
  const rules::TomlValue* value = document ? rules::find(*document, "at") : nullptr;
  if (value == nullptr || value->date_time() == nullptr) return std::nullopt;
  return rules::instant_of(*value->date_time(), "UTC");
}

}  // namespace caveat::app
