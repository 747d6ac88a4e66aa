#include "proxy/upstream_address.h"

#include <sys/un.h>

#include "geoip/address.h"

namespace caveat::proxy {
namespace {

constexpr std::size_t kLongestPath = sizeof(sockaddr_un::sun_path) - 1;

bool take(std::string_view& text, std::string_view beginning) {
  if (!text.starts_with(beginning)) return false;
  text.remove_prefix(beginning.size());
  return true;
}

std::uint16_t usual_port(UpstreamAddress::Transport transport) {
  return transport == UpstreamAddress::Transport::tls ? 443 : 80;
}

}  // namespace

bool UpstreamAddress::is_named() const {
  return transport != Transport::unix_socket && !geoip::Address::parse(endpoint.host);
}

std::string UpstreamAddress::authority() const {
  if (transport == Transport::unix_socket) return "localhost";
  std::string text = endpoint.to_string();
  if (endpoint.port == usual_port(transport)) text.resize(text.rfind(':'));
  return text;
}

std::optional<UpstreamAddress> parse_upstream_url(std::string_view url) {
  UpstreamAddress address;
  if (take(url, kUnixPrefix)) {
    if (!url.starts_with('/') || url.size() > kLongestPath || url.find('\0') != std::string_view::npos)
      return std::nullopt;
    address.transport = UpstreamAddress::Transport::unix_socket;
    address.path = url;
    return address;
  }
  if (take(url, "https://")) {
    address.transport = UpstreamAddress::Transport::tls;
  } else if (!take(url, "http://")) {
    return std::nullopt;
  }
  if (url.ends_with('/')) url.remove_suffix(1);
  if (url.find_first_of("/?#@") != std::string_view::npos || url.empty()) return std::nullopt;
  auto endpoint = parse_endpoint(url);
  if (!endpoint)
    endpoint = parse_endpoint(std::string(url) + ":" + std::to_string(usual_port(address.transport)));
  if (!endpoint || endpoint->port == 0) return std::nullopt;
  address.endpoint = *std::move(endpoint);
  return address;
}

}  // namespace caveat::proxy
