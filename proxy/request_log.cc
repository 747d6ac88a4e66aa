#include "proxy/request_log.h"

#include <chrono>
#include <ostream>
#include <string_view>

#include "proxy/timestamp.h"

namespace caveat::proxy {
namespace {

void append_json_string(std::string& out, std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out.append("\\").push_back(c);
    } else if (byte < 0x20 || byte == 0x7f) {
      out.append("\\u00").push_back(kHex[byte >> 4]);
      out += kHex[byte & 15];
    } else if (byte >= 0x80) {
      out += "\\ufffd";  // canonical sites, paths and codes are ASCII: this is none of them
    } else {
      out += c;
    }
  }
  out += '"';
}

void append_member(std::string& out, std::string_view key, std::string_view value) {
  out.append(out.size() > 1 ? ",\"" : "\"").append(key).append("\":");
  append_json_string(out, value);
}

std::string_view name_of(filter::Ending ending) {
  switch (ending) {
    case filter::Ending::complete:
      return "complete";
    case filter::Ending::aborted:
      return "aborted";
    case filter::Ending::refused:
      return "refused";
    case filter::Ending::blocked:
      return "blocked";
    case filter::Ending::acknowledgement:
      return "acknowledgement";
    case filter::Ending::acceptance:
      return "acceptance";
  }
  return "";
}

}  // namespace

std::string request_log_line(const filter::Record& record) {
  std::string line = "{";
  append_member(line, "minute", minute_text(record.minute));
  append_member(line, "site", record.site);
  append_member(line, "path", std::string_view(record.path).substr(0, record.path.find(';')));
  line.append(",\"status\":").append(std::to_string(record.status));
  append_member(line, "region", record.region);
  line.append(",\"covered\":").append(record.covered ? "true" : "false");
  append_member(line, "ending", name_of(record.ending));
  if (!record.failure.empty()) append_member(line, "failure", record.failure);
  return line.append("}\n");
}

void RequestLog::record(const filter::Record& record) {
  if (which_ == Which::covered_or_failing && !record.covered && record.failure.empty()) return;
  const std::string line = request_log_line(record);
  const std::lock_guard lock(mutex_);
  out_.clear();  // a disk that was full once is not full for ever
  out_ << line << std::flush;
}

}  // namespace caveat::proxy
