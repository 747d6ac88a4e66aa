// Where a server of an upstream is reached, as operators write it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "proxy/endpoint.h"

namespace caveat::proxy {

struct UpstreamAddress {
  enum class Transport { tcp, tls, unix_socket };

  Transport transport = Transport::tcp;
  Endpoint endpoint;  ///< of TCP and TLS
  std::string path;   ///< of a Unix socket

  /// Whether a host name has to be looked up.
  bool is_named() const;
  /// What a request that names no host is for: the endpoint, without the transport's usual port.
  std::string authority() const;

  friend bool operator==(const UpstreamAddress&, const UpstreamAddress&) = default;
};

/// `http://host[:port][/]`, `https://host[:port][/]` or `unix:/path`; no other scheme, no path behind a host,
/// no user.
std::optional<UpstreamAddress> parse_upstream_url(std::string_view url);

}  // namespace caveat::proxy
