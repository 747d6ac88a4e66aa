#include "proxy/proxy_header.h"

#include <algorithm>
#include <array>
#include <vector>

#include "rules/port_number.h"

namespace caveat::proxy {
namespace {

using Parsed = boost::system::result<std::optional<ProxyHeader>, ProxyHeaderFlaw>;

constexpr std::string_view kV1 = "PROXY ";
constexpr std::string_view kV2("\r\n\r\n\0\r\nQUIT\n", 12);
constexpr std::size_t kLongestV1 = 107;
constexpr std::size_t kV2Fixed = 16;

/// Split at every single space.
std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  for (;;) {
    const std::size_t space = line.find(' ');
    words.push_back(line.substr(0, space));
    if (space == std::string_view::npos) return words;
    line.remove_prefix(space + 1);
  }
}

Parsed parse_v1(std::string_view input) {
  const std::string_view head = input.substr(0, kLongestV1);
  const std::size_t end = head.find("\r\n");
  if (end == std::string_view::npos) {
    if (head.size() == kLongestV1) return ProxyHeaderFlaw{};
    return std::optional<ProxyHeader>();
  }
  ProxyHeader header{.size = end + 2, .source = std::nullopt};
  const auto words = words_of(head.substr(kV1.size(), end - kV1.size()));
  if (words[0] == "UNKNOWN") return std::optional(header);
  const bool v4 = words[0] == "TCP4";
  if ((!v4 && words[0] != "TCP6") || words.size() != 5) return ProxyHeaderFlaw{};
  header.source = geoip::Address::parse(words[1]);
  const auto destination = geoip::Address::parse(words[2]);
  const bool is_sound = header.source && destination && rules::is_port_number(words[3]) &&
                        rules::is_port_number(words[4]) &&
                        (words[1].find(':') == std::string_view::npos) == v4;
  if (!is_sound) return ProxyHeaderFlaw{};
  return std::optional(header);
}

geoip::Address v4_mapped(std::string_view four_bytes) {
  geoip::Address address{};
  address.bytes[10] = address.bytes[11] = 0xff;
  std::copy(four_bytes.begin(), four_bytes.end(), address.bytes.begin() + 12);
  return address;
}

Parsed parse_v2(std::string_view input) {
  if (input.size() < kV2Fixed) return std::optional<ProxyHeader>();
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(input[at]); };
  const std::size_t size = kV2Fixed + (std::size_t{byte(14)} << 8U | byte(15));
  const unsigned version = byte(12) >> 4U;
  const unsigned command = byte(12) & 0x0fU;
  if (version != 2 || command > 1 || size > kMostProxyHeader) return ProxyHeaderFlaw{};
  if (input.size() < size) return std::optional<ProxyHeader>();
  ProxyHeader header{.size = size, .source = std::nullopt};
  if (command == 0) return std::optional(header);
  const unsigned family = byte(13) >> 4U;
  constexpr unsigned kInet = 1;
  constexpr unsigned kInet6 = 2;
  if (family == kInet) {
    if (size < kV2Fixed + 12) return ProxyHeaderFlaw{};
    header.source = v4_mapped(input.substr(kV2Fixed, 4));
  } else if (family == kInet6) {
    if (size < kV2Fixed + 36) return ProxyHeaderFlaw{};
    geoip::Address address{};
    const std::string_view bytes = input.substr(kV2Fixed, 16);
    std::copy(bytes.begin(), bytes.end(), address.bytes.begin());
    header.source = address;
  }
  return std::optional(header);
}

bool begin_alike(std::string_view a, std::string_view b) {
  const std::size_t size = std::min(a.size(), b.size());
  return a.substr(0, size) == b.substr(0, size);
}

}  // namespace

boost::system::result<std::optional<ProxyHeader>, ProxyHeaderFlaw> parse_proxy_header(
    std::string_view input) {
  if (!begin_alike(input, kV1) && !begin_alike(input, kV2)) return ProxyHeaderFlaw{};
  if (input.starts_with(kV1)) return parse_v1(input);
  if (input.starts_with(kV2)) return parse_v2(input);
  return std::optional<ProxyHeader>();
}

}  // namespace caveat::proxy
