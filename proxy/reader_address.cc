#include "proxy/reader_address.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace caveat::proxy {
namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool is_port(std::string_view text) {
  return !text.empty() && text.size() <= 5 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// An address, with or without a port; IPv6 with a port stands in brackets (RFC 7239, 6).
std::optional<geoip::Address> parse_node(std::string_view node) {
  if (node.starts_with('[')) {
    const std::size_t close = node.find(']');
    if (close == std::string_view::npos) return std::nullopt;
    const std::string_view rest = node.substr(close + 1);
    if (!rest.empty() && (rest.front() != ':' || !is_port(rest.substr(1)))) return std::nullopt;
    return geoip::Address::parse(node.substr(1, close - 1));
  }
  const std::size_t colon = node.find(':');
  const bool v4_with_port =
      colon != std::string_view::npos && node.find(':', colon + 1) == std::string_view::npos;
  if (!v4_with_port) return geoip::Address::parse(node);
  if (!is_port(node.substr(colon + 1))) return std::nullopt;
  return geoip::Address::parse(node.substr(0, colon));
}

/// Splits at `separator`, but not inside quoted strings (RFC 9110, 5.6.4). An open quote takes the rest.
std::vector<std::string_view> split_unquoted(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  bool quoted = false;
  std::size_t start = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (quoted && text[i] == '\\') {
      ++i;
    } else if (text[i] == '"') {
      quoted = !quoted;
    } else if (text[i] == separator && !quoted) {
      parts.push_back(text.substr(start, i - start));
      start = i + 1;
    }
  }
  parts.push_back(text.substr(start));
  return parts;
}

/// The text of a token or quoted-string; nullopt if the quotes are not closed.
std::optional<std::string> unquoted(std::string_view value) {
  if (!value.starts_with('"')) return std::string(value);
  if (value.size() < 2 || !value.ends_with('"')) return std::nullopt;
  value = value.substr(1, value.size() - 2);
  std::string text;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] == '\\' && ++i == value.size()) return std::nullopt;
    text += value[i];
  }
  return text;
}

bool is_for(std::string_view name) {
  return name.size() == 3 && (name[0] | 0x20) == 'f' && (name[1] | 0x20) == 'o' && (name[2] | 0x20) == 'r';
}

/// `for=` of one forwarded-element.
std::optional<geoip::Address> parse_forwarded_element(std::string_view element) {
  std::optional<geoip::Address> found;
  for (const std::string_view pair : split_unquoted(element, ';')) {
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos || !is_for(trimmed(pair.substr(0, equals)))) continue;
    if (found) return std::nullopt;  // said twice: no telling which hop is meant
    const auto value = unquoted(trimmed(pair.substr(equals + 1)));
    if (!value) return std::nullopt;
    found = parse_node(*value);
    if (!found) return std::nullopt;
  }
  return found;
}

/// One hop, or nullopt where an element is no address.
std::optional<geoip::Address> parse_hop(std::string_view element, AddressField field) {
  const std::string_view text = trimmed(element);
  return field == AddressField::forwarded ? parse_forwarded_element(text) : parse_node(text);
}

}  // namespace

bool is_trusted(const geoip::Address& address, std::span<const geoip::Network> networks) {
  return std::any_of(networks.begin(), networks.end(),
                     [&](const geoip::Network& network) { return network.contains(address); });
}

std::optional<geoip::Address> reader_address(const geoip::Address& peer, const filter::FieldLines& fields,
                                             AddressField field, std::span<const geoip::Network> trusted) {
  if (!is_trusted(peer, trusted)) return peer;
  const std::string_view name = field == AddressField::forwarded ? "Forwarded" : "X-Forwarded-For";
  if (!fields.contains(name)) return peer;
  const std::string list = fields.combined(name);
  const std::vector<std::string_view> elements = split_unquoted(list, ',');
  geoip::Address reader = peer;
  for (auto element = elements.rbegin(); element != elements.rend(); ++element) {
    const auto hop = parse_hop(*element, field);
    if (!hop) return std::nullopt;
    reader = *hop;
    if (!is_trusted(reader, trusted)) break;
  }
  return reader;
}

}  // namespace caveat::proxy
