#include "proxy/server_log.h"

#include <spdlog/formatter.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <memory>
#include <string>

#include "rules/calendar.h"
#include "rules/utf8.h"

namespace caveat::proxy {
namespace {

/// As it is, but for what JSON wants escaped; bytes that are no UTF-8 come out as U+FFFD.
void append_json_text(std::string& out, std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out += '"';
  for (std::size_t offset = 0; offset < text.size();) {
    const rules::CodePoint point = rules::code_point_at(text, offset);
    offset += point.bytes;
    if (point.value == '"' || point.value == '\\') out += '\\';
    if (point.value == '\n') {
      out += "\\n";
    } else if (point.value < 0x20 || point.value == 0x7f) {
      out += "\\u00";
      out += kHex[point.value >> 4];
      out += kHex[point.value & 15];
    } else {
      rules::append_utf8(out, point.value);
    }
  }
  out += '"';
}

/// One object a line (RFC 8259), whatever is in the message.
class JsonLines final : public spdlog::formatter {
 public:
  void format(const spdlog::details::log_msg& message, spdlog::memory_buf_t& out) override {
    const auto level = spdlog::level::to_string_view(message.level);
    std::string line = "{\"time\":\"";
    line += rules::iso_time(std::chrono::floor<std::chrono::seconds>(message.time));
    line.append("\",\"level\":\"").append(level.data(), level.size()).append("\",\"message\":");
    append_json_text(line, {message.payload.data(), message.payload.size()});
    line += "}\n";
    out.append(line.data(), line.data() + line.size());
  }
  std::unique_ptr<spdlog::formatter> clone() const override { return std::make_unique<JsonLines>(); }
};

}  // namespace

void set_log_format(LogFormat format) {
  if (format == LogFormat::json) spdlog::set_formatter(std::make_unique<JsonLines>());
}

void log_info(std::string_view message) {
  spdlog::info("{}", message);
}

void log_warning(std::string_view message) {
  spdlog::warn("{}", message);
}

void log_bug(std::string_view where, const std::exception_ptr& bug) {
  try {
    std::rethrow_exception(bug);
  } catch (const std::exception& exception) {
    spdlog::error("{} ended by an exception: {}", where, exception.what());
  }
}

}  // namespace caveat::proxy
