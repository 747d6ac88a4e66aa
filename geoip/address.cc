#include "geoip/address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace caveat::geoip {
namespace {

constexpr std::array<std::uint8_t, 12> kMappedPrefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr std::size_t kLongestText = INET6_ADDRSTRLEN - 1;

bool has_bits_beyond(const Network& network) {
  for (int bit = network.prefix_length; bit < 128; ++bit) {
    const auto byte = network.base.bytes[static_cast<std::size_t>(bit / 8)];
    if ((byte & (0x80U >> (bit % 8))) != 0) return true;
  }
  return false;
}

std::optional<int> parse_prefix_length(std::string_view text, int longest) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  const bool leading_zero = text.size() > 1 && text.front() == '0';
  if (!whole || leading_zero || value < 0 || value > longest) return std::nullopt;
  return value;
}

void clear_bits_beyond(Network& network) {
  for (int bit = network.prefix_length; bit < 128; ++bit) {
    auto& byte = network.base.bytes[static_cast<std::size_t>(bit / 8)];
    byte = static_cast<std::uint8_t>(byte & ~(0x80U >> (bit % 8)));
  }
}

std::optional<Network> parse_with_bits_beyond(std::string_view text) {
  const auto slash = text.find('/');
  const std::string_view address_text = text.substr(0, slash);
  if (address_text.find('%') != std::string_view::npos) return std::nullopt;
  const auto address = Address::parse(address_text);
  if (!address) return std::nullopt;

  Network network{*address, 128};
  if (slash != std::string_view::npos) {
    // `::ffff:192.0.2.0/120` counts in 128 bits, `192.0.2.0/24` in 32.
    const bool dotted = address_text.find(':') == std::string_view::npos;
    const auto length = parse_prefix_length(text.substr(slash + 1), dotted ? 32 : 128);
    if (!length) return std::nullopt;
    network.prefix_length = dotted ? kMappedPrefixBits + *length : *length;
  }
  return network;
}

}  // namespace

std::optional<Address> Address::parse(std::string_view text) {
  const bool v6 = text.find(':') != std::string_view::npos;
  if (const auto zone = text.find('%'); zone != std::string_view::npos) {
    if (!v6 || zone + 1 == text.size()) return std::nullopt;
    text = text.substr(0, zone);
  }
  if (text.empty() || text.size() > kLongestText || text.find('\0') != std::string_view::npos)
    return std::nullopt;

  std::array<char, kLongestText + 1> terminated{};
  std::copy(text.begin(), text.end(), terminated.begin());
  Address address;
  if (v6) {
    if (inet_pton(AF_INET6, terminated.data(), address.bytes.data()) != 1) return std::nullopt;
  } else {
    std::copy(kMappedPrefix.begin(), kMappedPrefix.end(), address.bytes.begin());
    if (inet_pton(AF_INET, terminated.data(), address.bytes.data() + kMappedPrefix.size()) != 1)
      return std::nullopt;
  }
  return address;
}

bool Address::is_v4() const {
  return std::equal(kMappedPrefix.begin(), kMappedPrefix.end(), bytes.begin());
}

std::string Address::to_string() const {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (!is_v4()) {
    inet_ntop(AF_INET6, bytes.data(), text.data(), text.size());
    return text.data();
  }
  // Every request writes one.
  char* end = text.data();
  for (std::size_t i = kMappedPrefix.size(); i < bytes.size(); ++i) {
    if (i > kMappedPrefix.size()) *end++ = '.';
    end = std::to_chars(end, text.data() + text.size(), static_cast<unsigned>(bytes[i])).ptr;
  }
  return {text.data(), end};
}

std::optional<Network> Network::parse(std::string_view text) {
  auto network = parse_with_bits_beyond(text);
  if (network && has_bits_beyond(*network)) return std::nullopt;
  return network;
}

std::optional<Network> Network::around(std::string_view text) {
  auto network = parse_with_bits_beyond(text);
  if (network) clear_bits_beyond(*network);
  return network;
}

bool Network::contains(const Address& address) const {
  const auto whole_bytes = static_cast<std::size_t>(prefix_length / 8);
  if (std::memcmp(base.bytes.data(), address.bytes.data(), whole_bytes) != 0) return false;
  const int rest = prefix_length % 8;
  if (rest == 0) return true;
  const unsigned differing = static_cast<unsigned>(base.bytes[whole_bytes] ^ address.bytes[whole_bytes]);
  return (differing >> (8 - rest)) == 0;
}

std::string Network::to_string() const {
  const bool v4 = base.is_v4() && prefix_length >= kMappedPrefixBits;
  if (v4) return base.to_string() + "/" + std::to_string(prefix_length - kMappedPrefixBits);
  if (base.is_v4()) return "::ffff:" + base.to_string() + "/" + std::to_string(prefix_length);
  return base.to_string() + "/" + std::to_string(prefix_length);
}

}  // namespace caveat::geoip
