// What the server tells its operator. server_log.cc is the sole include of spdlog in this room.
#pragma once

#include <exception>
#include <memory>
#include <string_view>

#include "proxy/log_output.h"

namespace caveat::proxy {

enum class LogFormat {
  text,  ///< "[2026-03-01 12:00:00.000] [info] serving on ..."
  json   ///< {"time":"2026-03-01T12:00:00Z","level":"info","message":"serving on ..."}
};

/// How lines look from now on, wherever they go by now. Call it while there is one thread.
void set_log_format(LogFormat format);

/// Lines go to `output` instead of stdout, as long as this lives: begin and end it while there is one thread
/// but that of `output`, which ends with this.
class LogsThrough {
 public:
  explicit LogsThrough(LogOutput& output);
  ~LogsThrough();
  LogsThrough(const LogsThrough&) = delete;
  LogsThrough& operator=(const LogsThrough&) = delete;

 private:
  LogOutput& output_;
  std::shared_ptr<void> before_;
};

/// Lines on stdout, through spdlog's default logger. Nothing of a reader may be in them.
void log_info(std::string_view message);
void log_warning(std::string_view message);
/// An exception that should not have been; `where` names the coroutine.
void log_bug(std::string_view where, const std::exception_ptr& bug);

}  // namespace caveat::proxy
