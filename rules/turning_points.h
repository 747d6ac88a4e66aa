// The moments at which something in a pack begins or ends.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "rules/rule_set.h"
#include "rules/toml.h"

namespace caveat::rules {

/// From `instant` on, something is in force that was not, or is not any more.
struct TurningPoint {
  std::chrono::sys_seconds instant{};
  std::string time_zone;  ///< of the pack, in which its author counts days
  std::string pack;       ///< its id
  std::string rule;       ///< the id of the one rule that begins or ends; empty: the whole pack does
  bool begins = true;     ///< else it ends
};

/// In order: when the pack is in force (`effective`, `expires`), and when single rules are within that time
/// (`when.between`, `unless.between`). None of a retired pack, nor of what cannot be read.
std::vector<TurningPoint> turning_points(const SourceFile& pack);
/// The same of a pack that is parsed already.
std::vector<TurningPoint> turning_points_in(const TomlTable& document);

}  // namespace caveat::rules
