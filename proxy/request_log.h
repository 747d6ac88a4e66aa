// One JSON line for each response, of allow-listed fields.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "filter/record.h"

namespace caveat::proxy {

/// The line for one Record: minute, site, path, status, region, covered, ending and, if there is one,
/// failure. The path ends before the first ";": session names follow it. RFC 8259; bytes that are no UTF-8
/// come out as U+FFFD.
std::string request_log_line(const filter::Record& record);

/// Hands each line to `write`. As safe to use from several threads as that is.
class RequestLog final : public filter::RecordSink {
 public:
  enum class Which { all, covered_or_failing };
  using Write = std::function<void(std::string_view line)>;
  RequestLog(Write write, Which which) : write_(std::move(write)), which_(which) {}

  void record(const filter::Record& record) override;

 private:
  const Write write_;
  const Which which_;
};

}  // namespace caveat::proxy
