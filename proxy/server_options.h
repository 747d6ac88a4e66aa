// What the operator can set about the proxy. Parsed in app.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "filter/passage.h"
#include "geoip/address.h"
#include "proxy/region_fields.h"
#include "rules/site_pattern.h"

namespace caveat::proxy {

/// Bounds of what one connection may cost.
struct ServerLimits {
  std::size_t header_bytes = 64 * 1024;           ///< of a head, on either side; more is a 431 or 502
  std::chrono::milliseconds header_time{10'000};  ///< from a request's first byte to its head's end; 408
  std::chrono::milliseconds idle_time{60'000};    ///< without progress of the reader, and between requests
  std::chrono::milliseconds upstream_connect_time{5'000};
  std::chrono::milliseconds upstream_idle_time{60'000};  ///< without progress of the upstream
  std::chrono::milliseconds hold_time{2'000};            ///< how long a head waits for a notice's place
  std::chrono::milliseconds drain_time{10'000};          ///< from SIGTERM to the end of the last response
  std::size_t connections = 20'000;                      ///< readers at once; more get a 503
  std::size_t kept_upstream_connections = 64;            ///< idle ones, a thread
};

/// Which field of a trusted proxy names the reader. Only one is read: a proxy that writes the one passes
/// the other on as the reader sent it.
enum class AddressField { x_forwarded_for, forwarded };

struct ServerOptions {
  std::string listen = "127.0.0.1:8080";           ///< host:port; port 0 takes a free one
  std::string upstream = "http://127.0.0.1:9000";  ///< scheme, host and port; no path
  std::string admin_listen;                        ///< host:port of /healthz /readyz /metrics; empty: none
  std::vector<geoip::Network> trusted_proxies;     ///< peers whose `address_field` is believed
  AddressField address_field = AddressField::x_forwarded_for;
  RegionFields region_fields;  ///< by which `trusted_proxies` say where a reader is
  /// Of region databases; past twice that they are not believed. 0: however old they are.
  std::chrono::seconds region_max_age = std::chrono::days(90);
  std::vector<rules::SitePattern> sites;  ///< hosts that are served; others get 421; empty: all
  unsigned threads = 0;                   ///< 0: one a core
  ServerLimits limits;
  filter::PassageLimits passage;
  filter::AcceptanceOptions acceptance;
};

}  // namespace caveat::proxy
