#include "geoip/embedded_address.h"

#include <algorithm>
#include <array>

namespace caveat::geoip {
namespace {

using Octets = std::array<std::uint8_t, 4>;

Address v4(const Octets& octets) {
  Address address;
  address.bytes[10] = address.bytes[11] = 0xff;
  std::copy(octets.begin(), octets.end(), address.bytes.begin() + 12);
  return address;
}

Octets octets_at(const Address& address, std::size_t at) {
  return {address.bytes[at], address.bytes[at + 1], address.bytes[at + 2], address.bytes[at + 3]};
}

constexpr Address prefix(std::uint8_t a, std::uint8_t b, std::uint8_t c = 0, std::uint8_t d = 0) {
  return Address{{a, b, c, d}};
}

const Network k6to4{prefix(0x20, 0x02), 16};
const Network kTeredo{prefix(0x20, 0x01), 32};
const Network kNat64{prefix(0x00, 0x64, 0xff, 0x9b), 96};

/// RFC 6052, 2.2: behind the prefix, with the ninth octet passed over.
Octets behind(const Network& nat64, const Address& address) {
  Octets octets{};
  auto at = static_cast<std::size_t>(nat64.prefix_length / 8);
  for (std::uint8_t& octet : octets) {
    if (at == 8) ++at;
    octet = address.bytes[at++];
  }
  return octets;
}

/// The client's address as its server saw it, every bit turned.
Octets client_of_teredo(const Address& address) {
  Octets octets = octets_at(address, 12);
  for (std::uint8_t& octet : octets) octet = static_cast<std::uint8_t>(~octet);
  return octets;
}

}  // namespace

std::optional<EmbeddedAddress> embedded_address(const Address& address,
                                                std::span<const Network> nat64_prefixes) {
  if (address.is_v4()) return std::nullopt;
  for (const Network& network : nat64_prefixes) {
    if (network.contains(address)) return EmbeddedAddress{v4(behind(network, address)), "NAT64"};
  }
  if (kNat64.contains(address)) return EmbeddedAddress{v4(behind(kNat64, address)), "NAT64"};
  if (k6to4.contains(address)) return EmbeddedAddress{v4(octets_at(address, 2)), "6to4"};
  if (kTeredo.contains(address)) return EmbeddedAddress{v4(client_of_teredo(address)), "Teredo"};
  return std::nullopt;
}

bool can_be_nat64_prefix(const Network& network) {
  constexpr std::array<int, 6> kLengths = {32, 40, 48, 56, 64, 96};
  return !network.base.is_v4() &&
         std::find(kLengths.begin(), kLengths.end(), network.prefix_length) != kLengths.end();
}

}  // namespace caveat::geoip
