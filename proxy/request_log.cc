#include "proxy/request_log.h"

#include <chrono>

#include "proxy/timestamp.h"
#include "rules/json_string.h"
#include "rules/path_readings.h"

namespace caveat::proxy {
namespace {

void append_member(std::string& out, std::string_view key, std::string_view value) {
  out.append(out.size() > 1 ? ",\"" : "\"").append(key).append("\":");
  rules::append_json_string(out, value);
}

}  // namespace

std::string request_log_line(const filter::Record& record) {
  std::string line = "{";
  append_member(line, "minute", minute_text(record.minute));
  append_member(line, "site", record.site);
  append_member(line, "path", std::string_view(record.path).substr(0, rules::parameters_begin(record.path)));
  line.append(",\"status\":").append(std::to_string(record.status));
  append_member(line, "region", record.region);
  line.append(",\"covered\":").append(record.covered ? "true" : "false");
  append_member(line, "ending", ending_text(record.ending));
  if (!record.failure.empty()) append_member(line, "failure", record.failure);
  return line.append("}\n");
}

void RequestLog::record(const filter::Record& record) {
  if (which_ == Which::covered_or_failing && !record.covered && record.failure.empty()) return;
  write_(request_log_line(record));
}

}  // namespace caveat::proxy
