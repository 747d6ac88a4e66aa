// When region databases were built.
#pragma once

#include <chrono>

namespace caveat::geoip {

/// Of several databases; of one, the same time twice.
struct BuildTimes {
  std::chrono::sys_seconds oldest;
  std::chrono::sys_seconds newest;

  friend bool operator==(const BuildTimes&, const BuildTimes&) = default;
};

}  // namespace caveat::geoip
