// IP addresses and networks as values.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace caveat::geoip {

/// An IPv4 or IPv6 address. IPv4 is kept as an IPv4-mapped IPv6 address (RFC 4291, 2.5.5.2), so that
/// `::ffff:192.0.2.1` and `192.0.2.1` are one reader. Never written to a log, a record or a metric.
struct Address {
  std::array<std::uint8_t, 16> bytes{};

  /// Accepts dotted IPv4, IPv6 (RFC 4291, 2.2) and IPv6 with a zone, which is dropped. No port, no brackets.
  static std::optional<Address> parse(std::string_view text);

  bool is_v4() const;
  /// Canonical text (RFC 5952); IPv4 dotted.
  std::string to_string() const;

  friend bool operator==(const Address&, const Address&) = default;
};

/// Bits before the 32 of an IPv4 address in its mapped form.
inline constexpr int kMappedPrefixBits = 96;

/// A CIDR block; `prefix_length` counts bits of the 128-bit form (an IPv4 /24 is 120).
struct Network {
  Address base;
  int prefix_length = 128;

  /// `203.0.113.0/24`, `2001:db8::/32`, or a bare address. Refuses bits set beyond the prefix.
  static std::optional<Network> parse(std::string_view text);

  /// What somebody meant who wrote bits beyond the prefix: 10.1.2.3/8 is 10.0.0.0/8. nullopt as from `parse`
  /// for anything else that is wrong.
  static std::optional<Network> around(std::string_view text);

  bool contains(const Address& address) const;
  /// As written in CIDR notation; an IPv4 network with its IPv4 prefix length.
  std::string to_string() const;

  friend bool operator==(const Network&, const Network&) = default;
};

}  // namespace caveat::geoip
