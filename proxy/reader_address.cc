#include "proxy/reader_address.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "filter/field_list.h"
#include "proxy/forwarded_field.h"
#include "rules/port_number.h"

namespace caveat::proxy {
namespace {

/// An address, with or without a port; IPv6 with a port stands in brackets (RFC 7239, 6).
std::optional<geoip::Address> parse_node(std::string_view node) {
  if (node.starts_with('[')) {
    const std::size_t close = node.find(']');
    if (close == std::string_view::npos) return std::nullopt;
    const std::string_view rest = node.substr(close + 1);
    if (!rest.empty() && (rest.front() != ':' || !rules::is_port_number(rest.substr(1)))) return std::nullopt;
    return geoip::Address::parse(node.substr(1, close - 1));
  }
  const std::size_t colon = node.find(':');
  const bool v4_with_port =
      colon != std::string_view::npos && node.find(':', colon + 1) == std::string_view::npos;
  if (!v4_with_port) return geoip::Address::parse(node);
  if (!rules::is_port_number(node.substr(colon + 1))) return std::nullopt;
  return geoip::Address::parse(node.substr(0, colon));
}

/// One hop, or nullopt where an element is no address.
std::optional<geoip::Address> parse_hop(std::string_view element, AddressField field) {
  if (field == AddressField::x_forwarded_for) return parse_node(filter::trim_ows(element));
  const auto node = forwarded_for(element);
  return node ? parse_node(*node) : std::nullopt;
}

}  // namespace

bool is_trusted(const geoip::Address& address, std::span<const geoip::Network> networks) {
  return std::any_of(networks.begin(), networks.end(),
                     [&](const geoip::Network& network) { return network.contains(address); });
}

std::optional<geoip::Address> reader_address(const geoip::Address& peer, const filter::FieldLines& fields,
                                             AddressField field, std::span<const geoip::Network> trusted) {
  if (!is_trusted(peer, trusted)) return peer;
  const bool forwarded = field == AddressField::forwarded;
  const filter::FieldName name =
      forwarded ? filter::FieldName("Forwarded") : filter::FieldName("X-Forwarded-For");
  const std::vector<std::string_view> lines = fields.all(name);
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    for (std::optional<std::string_view> rest = *line; rest;) {
      const LastElement last = forwarded ? last_of_forwarded(*rest) : last_of_x_forwarded_for(*rest);
      const auto hop = parse_hop(last.element, field);
      if (!hop) return std::nullopt;
      if (!is_trusted(*hop, trusted)) return hop;
      rest = last.before;
    }
  }
  // Trusted proxies all the way: none of them is the reader.
  return std::nullopt;
}

}  // namespace caveat::proxy
