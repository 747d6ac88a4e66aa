// What the server tells its operator. server_log.cc is the sole include of spdlog in this room.
#pragma once

#include <exception>
#include <string_view>

namespace caveat::proxy {

/// Lines on stderr, through spdlog's default logger. Nothing of a reader may be in them.
void log_info(std::string_view message);
void log_warning(std::string_view message);
/// An exception that should not have been; `where` names the coroutine.
void log_bug(std::string_view where, const std::exception_ptr& bug);

}  // namespace caveat::proxy
