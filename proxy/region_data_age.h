// How old the region data is, and what follows from it.
#pragma once

#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "geoip/build_times.h"

namespace caveat::proxy {

/// `outdated`: what databases say is not believed any longer. `unborn`: one was built later than it is, so
/// that its age cannot be told.
enum class RegionDataAge { fresh, old, outdated, unborn };

/// `built` is null where there is no database; `max_age` is 0 where nobody asks for the age: both are fresh.
/// The oldest database is old past `max_age`, outdated past twice that.
RegionDataAge region_data_age(const std::optional<geoip::BuildTimes>& built, std::chrono::sys_seconds now,
                              std::chrono::seconds max_age);

/// Tells when the data grows too old, and when newer data takes its place, or there is none any longer. Safe
/// to use from any thread.
class RegionDataWatch {
 public:
  /// Told the reason in words, or an empty text once it is over.
  using Tell = std::function<void(const std::string& reason)>;

  explicit RegionDataWatch(Tell tell) : tell_(std::move(tell)) {}

  void look(const std::optional<geoip::BuildTimes>& built, std::chrono::sys_seconds now,
            std::chrono::seconds max_age);

 private:
  const Tell tell_;
  std::mutex mutex_;
  RegionDataAge told_ = RegionDataAge::fresh;
  std::optional<geoip::BuildTimes> told_of_;
};

}  // namespace caveat::proxy
