#include "proxy/response_counts.h"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

namespace caveat::proxy {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

void increment(std::atomic<std::uint64_t>& count, std::uint64_t by = 1) {
  count.fetch_add(by, std::memory_order_relaxed);
}

ClientMetric counter(const char* label, std::string value, double count) {
  ClientMetric metric;
  metric.label = {{label, std::move(value)}};
  metric.counter.value = count;
  return metric;
}

}  // namespace

ResponseCounts::Shard& ResponseCounts::own_shard() {
  static std::atomic<std::size_t> threads = 0;
  thread_local const std::size_t kThread = threads.fetch_add(1, std::memory_order_relaxed);
  return shards_[kThread % shards_.size()];
}

void ResponseCounts::count_status(int status) {
  increment(own_shard().by_class[static_cast<std::size_t>(std::clamp(status / 100, 1, 5) - 1)]);
}

void ResponseCounts::count_judged(bool covered, std::chrono::nanoseconds duration) {
  Shard& shard = own_shard();
  increment(covered ? shard.covered : shard.uncovered);
  const double seconds = std::chrono::duration<double>(duration).count();
  const auto bound = std::lower_bound(kBounds.begin(), kBounds.end(), seconds);
  increment(shard.by_time[static_cast<std::size_t>(bound - kBounds.begin())]);
  increment(shard.nanoseconds, static_cast<std::uint64_t>(std::max<std::int64_t>(0, duration.count())));
}

ResponseCounts::LocatedBy ResponseCounts::located_by(const geoip::Location& location) {
  if (location.status == geoip::LocationStatus::lookup_failed) return lookup_failed;
  if (location.status == geoip::LocationStatus::unknown) return nobody;
  switch (location.source) {
    case geoip::LocationSource::trusted_header:
    case geoip::LocationSource::stated:
      return header;
    case geoip::LocationSource::override_list:
      return override_list;
    case geoip::LocationSource::database:
    case geoip::LocationSource::none:
      break;
  }
  return database;
}

void ResponseCounts::count_location(const geoip::Location& location) {
  increment(own_shard().by_location[located_by(location)]);
}

void ResponseCounts::count_forwarding_ignored() {
  increment(own_shard().forwarding_ignored);
}

template <typename Member>
double ResponseCounts::sum(Member member) const {
  std::uint64_t all = 0;
  for (const Shard& shard : shards_) all += member(shard).load(std::memory_order_relaxed);
  return static_cast<double>(all);
}

std::vector<MetricFamily> ResponseCounts::Collect() const {
  MetricFamily responses{
      "caveat_responses_total", "Responses by class of their status", MetricType::Counter, {}};
  for (std::size_t i = 0; i < Shard().by_class.size(); ++i) {
    responses.metric.push_back(counter("class", std::to_string(i + 1) + "xx",
                                       sum([i](const Shard& shard) -> auto& { return shard.by_class[i]; })));
  }
  MetricFamily coverage{"caveat_coverage_total",
                        "Responses that a rule covered, and those that none did",
                        MetricType::Counter,
                        {}};
  coverage.metric = {
      counter("covered", "yes", sum([](const Shard& shard) -> auto& { return shard.covered; })),
      counter("covered", "no", sum([](const Shard& shard) -> auto& { return shard.uncovered; }))};
  ClientMetric times;
  double so_far = 0;
  for (std::size_t i = 0; i <= kBounds.size(); ++i) {
    so_far += sum([i](const Shard& shard) -> auto& { return shard.by_time[i]; });
    const double bound = i < kBounds.size() ? kBounds[i] : std::numeric_limits<double>::infinity();
    times.histogram.bucket.push_back({static_cast<std::uint64_t>(so_far), bound});
  }
  times.histogram.sample_count = static_cast<std::uint64_t>(so_far);
  times.histogram.sample_sum = sum([](const Shard& shard) -> auto& { return shard.nanoseconds; }) / 1e9;
  MetricFamily seconds{"caveat_response_seconds",
                       "From a request's head to the end of its response",
                       MetricType::Histogram,
                       {std::move(times)}};
  MetricFamily located{"caveat_readers_located_total",
                       "Requests that rules were asked about, by what told where their readers are",
                       MetricType::Counter,
                       {}};
  for (std::size_t i = 0; i < kLocatedBy.size(); ++i) {
    located.metric.push_back(
        counter("by", kLocatedBy[i], sum([i](const Shard& shard) -> auto& { return shard.by_location[i]; })));
  }
  MetricFamily ignored{"caveat_forwarding_ignored_total",
                       "Requests that name their reader, of a peer that is not in trusted_proxies",
                       MetricType::Counter,
                       {}};
  ignored.metric.emplace_back().counter.value =
      sum([](const Shard& shard) -> auto& { return shard.forwarding_ignored; });
  return {std::move(responses), std::move(coverage), std::move(seconds), std::move(located),
          std::move(ignored)};
}

}  // namespace caveat::proxy
