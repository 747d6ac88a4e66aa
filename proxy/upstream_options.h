// The servers behind a site, and how they are asked.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "proxy/tls_context.h"

namespace caveat::proxy {

/// Servers of one site: choice among them is a bit in a mask.
inline constexpr std::size_t kMostServers = 64;

struct UpstreamServerOptions {
  std::string url = "http://127.0.0.1:9000";  ///< see upstream_address.h
  unsigned weight = 1;                        ///< its share of the requests

  friend bool operator==(const UpstreamServerOptions&, const UpstreamServerOptions&) = default;
};

enum class Balance { round_robin, least_connections };

/// When a server is left out. One that is out is asked all the same if no other is left.
struct HealthOptions {
  unsigned max_failures = 3;  ///< in a row, until it is out; 0: it never is
  std::chrono::milliseconds retry_after{10'000};

  std::string check_path;  ///< of a GET, asked again and again; empty: only requests tell
  std::string check_host;  ///< its Host; empty: the site's first host without `*.`, else the server's own
  std::chrono::milliseconds check_interval{5'000};
  std::chrono::milliseconds check_timeout{2'000};
  int check_status = 0;  ///< that is good; 0: any 2xx or 3xx

  friend bool operator==(const HealthOptions&, const HealthOptions&) = default;
};

struct UpstreamOptions {
  std::vector<UpstreamServerOptions> servers{UpstreamServerOptions()};
  Balance balance = Balance::round_robin;
  HealthOptions health;
  unsigned retries = 1;         ///< other servers that are asked after one failed, where that is safe
  bool retry_timeouts = false;  ///< also after one that was too slow to answer an idempotent request
  bool compress = false;        ///< edited pages leave compressed though it sends them plain
  std::vector<std::string> upgrades = {"websocket"};  ///< protocols that may be switched to, in lower case
  bool forwarded = false;                             ///< `Forwarded` (RFC 7239) is written as well
  TlsClientOptions tls;                               ///< for servers with https
  std::string server_name;  ///< that TLS asks for and verifies; empty: the URL's host
  std::chrono::milliseconds connect_time{5'000};
  std::chrono::milliseconds idle_time{60'000};          ///< without progress of the server
  std::chrono::milliseconds tunnel_idle_time{300'000};  ///< without a byte either way, after a switch
  std::size_t kept_connections = 64;                    ///< idle ones, a thread and server

  friend bool operator==(const UpstreamOptions&, const UpstreamOptions&) = default;
};

}  // namespace caveat::proxy
