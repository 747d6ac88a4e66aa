// "host:port", as operators write it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace caveat::proxy {

/// What the path of a Unix socket begins with, where an address may also be host:port.
inline constexpr std::string_view kUnixPrefix = "unix:";

struct Endpoint {
  std::string host;  ///< a name or an address; IPv6 without brackets
  std::uint16_t port = 0;

  /// host:port, IPv6 in brackets.
  std::string to_string() const;

  friend bool operator==(const Endpoint&, const Endpoint&) = default;
};

/// `127.0.0.1:8080`, `[::1]:8080`, `localhost:8080`. The port is a must.
std::optional<Endpoint> parse_endpoint(std::string_view text);

}  // namespace caveat::proxy
