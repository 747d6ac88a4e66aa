// One JSON line for each response, of allow-listed fields.
#pragma once

#include <iosfwd>
#include <mutex>
#include <string>

#include "filter/record.h"

namespace caveat::proxy {

/// The line for one Record: minute, site, path, status, region, covered, ending and, if there is one,
/// failure. The path ends before the first ";": session names follow it. RFC 8259; bytes that are no UTF-8
/// come out as U+FFFD.
std::string request_log_line(const filter::Record& record);

/// Writes the lines to `out`, each flushed. Safe to use from any thread.
class RequestLog final : public filter::RecordSink {
 public:
  enum class Which { all, covered_or_failing };
  /// `out` outlives the log.
  RequestLog(std::ostream& out, Which which) : out_(out), which_(which) {}

  void record(const filter::Record& record) override;

 private:
  std::mutex mutex_;
  std::ostream& out_;
  Which which_;
};

}  // namespace caveat::proxy
