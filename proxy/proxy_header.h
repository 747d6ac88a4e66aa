// The PROXY protocol, versions 1 and 2: what a balancer says of a connection before its first byte.
#pragma once

#include <boost/system/result.hpp>
#include <cstddef>
#include <optional>
#include <string_view>

#include "geoip/address.h"

namespace caveat::proxy {

struct ProxyHeader {
  std::size_t size = 0;  ///< bytes; what follows is the connection's own
  /// Who opened the connection; nullopt where the balancer does not say (UNKNOWN), or means itself (LOCAL).
  std::optional<geoip::Address> source;
};

/// Why bytes are no PROXY header.
struct ProxyHeaderFlaw {};

/// The longest header that is read: version 2 may carry any number of extensions, which are skipped.
inline constexpr std::size_t kMostProxyHeader = 4096;

/// nullopt while `input` is only the beginning of one.
boost::system::result<std::optional<ProxyHeader>, ProxyHeaderFlaw> parse_proxy_header(std::string_view input);

}  // namespace caveat::proxy
