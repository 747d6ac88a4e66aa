// Where a syslog server listens.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace caveat::audit {

struct SyslogAddress {
  enum class Kind { unix_socket, udp, tcp };
  Kind kind = Kind::unix_socket;
  std::string path;  ///< of a Unix socket
  std::string host;
  std::string port;
};

/// "unix:/dev/log", "udp://host:514" or "tcp://[::1]:601"; nullopt for anything else.
std::optional<SyslogAddress> parse_syslog_address(std::string_view text);

}  // namespace caveat::audit
