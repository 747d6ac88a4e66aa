// What is counted for every request and response, so that threads do not wait for each other to count.
#pragma once

#include <prometheus/collectable.h>
#include <prometheus/metric_family.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "geoip/location.h"

namespace caveat::proxy {

/// Each thread counts in memory that it shares with few others; who asks adds all of it up, and may see one
/// response in one sum and not yet in another. Safe to use from any thread.
class ResponseCounts final : public prometheus::Collectable {
 public:
  void count_status(int status);
  /// A response that rules were asked about.
  void count_judged(bool covered, std::chrono::nanoseconds duration);

  /// A reader for whom rules were asked.
  void count_location(const geoip::Location& location);
  /// A request that names its reader by a field which its peer is not trusted with.
  void count_forwarding_ignored();

  std::vector<prometheus::MetricFamily> Collect() const override;

  /// Upper bounds of the histogram, in seconds; one more bucket takes the rest.
  static constexpr std::array<double, 15> kBounds = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1,
                                                     0.25,   0.5,   1,      2.5,   5,    10,    60};

 private:
  enum LocatedBy { database, override_list, header, nobody, lookup_failed };
  static constexpr std::array<const char*, 5> kLocatedBy = {"database", "override", "header", "unknown",
                                                            "lookup_failed"};
  using Count = std::atomic<std::uint64_t>;
  /// Of the threads that fell to it; no two on one cache line.
  struct alignas(64) Shard {
    std::array<Count, 5> by_class{};
    Count covered = 0;
    Count uncovered = 0;
    std::array<Count, kBounds.size() + 1> by_time{};
    Count nanoseconds = 0;
    std::array<Count, kLocatedBy.size()> by_location{};
    Count forwarding_ignored = 0;
  };

  static LocatedBy located_by(const geoip::Location& location);
  Shard& own_shard();
  template <typename Member>
  double sum(Member member) const;

  std::array<Shard, 16> shards_;
};

}  // namespace caveat::proxy
