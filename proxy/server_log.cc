#include "proxy/server_log.h"

#include <spdlog/spdlog.h>

namespace caveat::proxy {

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
