// Dates of packs as instants.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "rules/toml.h"

namespace caveat::rules {

/// From `earliest` to `latest`, both included.
struct TimeSpan {
  std::chrono::sys_seconds earliest{};
  std::chrono::sys_seconds latest{};
};

/// When a pack is in force: from `begins` until before `ends`.
struct Validity {
  struct Bound {
    std::chrono::sys_seconds instant{};
    int line = 0;
  };
  std::optional<Bound> begins;
  std::optional<Bound> ends;

  bool has_begun(const TimeSpan& now) const { return !begins || now.latest >= begins->instant; }
  bool has_ended(const TimeSpan& now) const { return ends && now.earliest >= ends->instant; }
  /// Whether it is in force at any moment that it may be now.
  bool holds(const TimeSpan& now) const { return has_begun(now) && !has_ended(now); }
};

/// Whether the IANA database knows `name`.
bool is_time_zone(std::string_view name);

/// The instant that `written` means in `time_zone`; a date alone means its midnight. An offset the author
/// wrote wins over `time_zone`. nullopt for a time without a date or a day that does not exist.
std::optional<std::chrono::sys_seconds> instant_of(const TomlDateTime& written, std::string_view time_zone);

/// "2024-02-20T00:00:00Z".
std::string iso_time(std::chrono::sys_seconds time);

}  // namespace caveat::rules
