// What the operator can set about the proxy. Parsed in app.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "filter/acceptance_request.h"
#include "geoip/address.h"
#include "proxy/region_fields.h"
#include "proxy/site_options.h"

namespace caveat::proxy {

/// Bounds of what connections may cost, whichever site they are for.
struct ServerLimits {
  std::size_t header_bytes = 64 * 1024;              ///< of a head, on either side; more is a 431 or 502
  std::chrono::milliseconds header_time{10'000};     ///< from a request's first byte to its head's end; 408
  std::chrono::milliseconds idle_time{60'000};       ///< without progress of the reader, and between requests
  std::chrono::milliseconds drain_time{10'000};      ///< from SIGTERM to the end of the last response
  std::size_t connections = 20'000;                  ///< readers at once; more get a 503
  std::size_t connections_per_address = 1'000;       ///< of those; more get a 429; 0: no bound
  std::size_t requests_per_address = 10'000;         ///< in `address_window`; more get a 429; 0: no bound
  std::chrono::milliseconds address_window{10'000};  ///< how long an address is remembered at most
  std::size_t header_fields = 100;                   ///< of a request; more are a 431
  std::size_t remembered_bytes = 128 * 1024 * 1024;  ///< of edited pages that need not be edited again
  std::size_t streams = 100;                         ///< at once on one HTTP/2 connection
  std::size_t stream_resets = 200;                   ///< on one HTTP/2 connection; more end it
};

/// Which field of a trusted proxy names the reader. Only one is read: a proxy that writes the one passes
/// the other on as the reader sent it.
enum class AddressField { x_forwarded_for, forwarded };

/// What a connection begins with, before HTTP.
struct ListenTerms {
  bool proxy_protocol = false;  ///< a PROXY header (proxy_protocol.h), from a trusted proxy
  bool tls = false;             ///< then TLS
};

/// One address that readers come to.
struct ListenAddress {
  std::string address;  ///< host:port (port 0 takes a free one), or unix:/path
  ListenTerms terms;
};

/// How far evidence is insisted on, and what it says. As the process began: a reload changes none of it.
struct EvidenceOptions {
  bool required =
      true;  ///< a covered response whose record is not kept is a 503; else it is sent all the same
  std::chrono::milliseconds patience{10'000};  ///< for what is decided to be kept
  bool digests_bodies = false;                 ///< records have digests of pages, as they came and left
};

struct ServerOptions {
  std::vector<ListenAddress> listen = {{"127.0.0.1:8080", {}}};
  std::string admin_listen;  ///< host:port of /healthz /readyz /metrics; empty: none
  bool share_port = false;   ///< another Caveat may listen on the same ports, to take over from this one
  std::vector<int> handed_over_sockets;  ///< bound by the service manager; used where `listen` names them
  std::vector<geoip::Network> trusted_proxies;  ///< peers whose `address_field` is believed
  AddressField address_field = AddressField::x_forwarded_for;
  RegionFields region_fields;  ///< by which `trusted_proxies` say where a reader is
  /// Of region databases; past twice that they are not believed. 0: however old they are.
  std::chrono::seconds region_max_age = std::chrono::days(90);
  std::vector<SiteOptions> sites{SiteOptions()};  ///< a request for a host of none of them gets 421
  unsigned threads = 0;                           ///< 0: one for each of usable_cores()
  ServerLimits limits;
  EvidenceOptions evidence;
  filter::AcceptanceOptions acceptance;
};

}  // namespace caveat::proxy
