// Counters of what the server did. metrics.cc is the sole include of prometheus-cpp.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "filter/record.h"

namespace caveat::proxy {

/// Safe to use from any thread. No label names a reader, a path or a site.
class Metrics {
 public:
  Metrics();
  ~Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  /// A response that went through a Passage, and how long it took from the request's head to its end.
  void count_response(const filter::Record& record, std::chrono::nanoseconds duration);
  /// A request that was answered before rules were asked; `reason` is static text.
  void count_refusal(int status, std::string_view reason);
  void count_upstream_error(std::string_view reason);
  void count_reload(bool succeeded);
  void set_region_data_age(std::chrono::seconds age);
  void connection_opened();
  void connection_closed();

  /// In the Prometheus text format.
  std::string text() const;

 private:
  struct Counters;
  std::unique_ptr<Counters> counters_;
};

}  // namespace caveat::proxy
