// IPv4 addresses inside IPv6 addresses: whose they are is known by the address inside.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "geoip/address.h"

namespace caveat::geoip {

struct EmbeddedAddress {
  Address address;          ///< IPv4
  std::string_view scheme;  ///< "6to4", "NAT64", "Teredo"; static text
};

/// The IPv4 address of the reader inside `address`: 6to4 (RFC 3056), NAT64 with the well-known prefix (RFC
/// 6052) or one of `nat64_prefixes`, Teredo's client (RFC 4380, 4). IPv4-mapped addresses are IPv4 already.
std::optional<EmbeddedAddress> embedded_address(const Address& address,
                                                std::span<const Network> nat64_prefixes);

/// Whether RFC 6052 (2.2) has prefixes of that length for IPv6: 32, 40, 48, 56, 64 or 96 bits.
bool can_be_nat64_prefix(const Network& network);

}  // namespace caveat::geoip
