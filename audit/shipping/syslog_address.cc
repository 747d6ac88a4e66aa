#include "audit/shipping/syslog_address.h"

#include "rules/port_number.h"

namespace caveat::audit {

std::optional<SyslogAddress> parse_syslog_address(std::string_view text) {
  constexpr std::string_view kUnix = "unix:";
  constexpr std::string_view kUdp = "udp://";
  constexpr std::string_view kTcp = "tcp://";
  SyslogAddress address;
  if (text.starts_with(kUnix)) {
    address.path = text.substr(kUnix.size());
    return address.path.starts_with('/') && address.path.size() < 108 ? std::optional(address) : std::nullopt;
  }
  const bool is_udp = text.starts_with(kUdp);
  if (!is_udp && !text.starts_with(kTcp)) return std::nullopt;
  address.kind = is_udp ? SyslogAddress::Kind::udp : SyslogAddress::Kind::tcp;
  text.remove_prefix(kUdp.size());
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  std::string_view host = text.substr(0, colon);
  const std::string_view port = text.substr(colon + 1);
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
  } else if (host.find(':') != std::string_view::npos) {
    return std::nullopt;
  }
  if (host.empty() || !rules::is_port_number(port)) return std::nullopt;
  address.host = host;
  address.port = port;
  return address;
}

}  // namespace caveat::audit
