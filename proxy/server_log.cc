#include "proxy/server_log.h"

#include <spdlog/formatter.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <memory>
#include <mutex>
#include <string>

#include "rules/calendar.h"
#include "rules/json_string.h"

namespace caveat::proxy {
namespace {

/// One object a line (RFC 8259), whatever is in the message.
class JsonLines final : public spdlog::formatter {
 public:
  void format(const spdlog::details::log_msg& message, spdlog::memory_buf_t& out) override {
    const auto level = spdlog::level::to_string_view(message.level);
    std::string line = "{\"time\":\"";
    line += rules::iso_time(std::chrono::floor<std::chrono::seconds>(message.time));
    line.append("\",\"level\":\"").append(level.data(), level.size()).append("\",\"message\":");
    rules::append_json_string(line, {message.payload.data(), message.payload.size()});
    line += "}\n";
    out.append(line.data(), line.data() + line.size());
  }
  std::unique_ptr<spdlog::formatter> clone() const override { return std::make_unique<JsonLines>(); }
};

/// LogOutput has a lock of its own, and the formatter, which spdlog copies for each sink, needs one.
class OutputSink final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  explicit OutputSink(LogOutput& output) : output_(output) {}

 private:
  void sink_it_(const spdlog::details::log_msg& message) override {
    spdlog::memory_buf_t line;
    formatter_->format(message, line);
    output_.write({line.data(), line.size()});
  }
  void flush_() override {}

  LogOutput& output_;
};

}  // namespace

LogsThrough::LogsThrough(LogOutput& output) : output_(output), before_(spdlog::default_logger()) {
  spdlog::set_default_logger(std::make_shared<spdlog::logger>("", std::make_shared<OutputSink>(output)));
}

LogsThrough::~LogsThrough() {
  output_.end();
  spdlog::set_default_logger(std::static_pointer_cast<spdlog::logger>(before_));
}

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
