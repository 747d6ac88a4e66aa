// The servers behind a site, and how they are asked.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace caveat::proxy {

struct UpstreamOptions {
  std::vector<std::string> servers = {"http://127.0.0.1:9000"};  ///< scheme, host and port; no path
  std::chrono::milliseconds connect_time{5'000};
  std::chrono::milliseconds idle_time{60'000};  ///< without progress of the server
  std::size_t kept_connections = 64;            ///< idle ones, a thread
};

}  // namespace caveat::proxy
