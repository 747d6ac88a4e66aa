// Which host and which resource a request is for (RFC 9112, 3.2).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "filter/head.h"

namespace caveat::proxy {

struct RequestTarget {
  std::string host;         ///< with its port, as the reader wrote it; empty only from HTTP/1.0
  std::string origin_form;  ///< path and query, or `*`
};

/// The host of an absolute form counts before the Host field. nullopt for what no reader of a site sends:
/// CONNECT, a scheme but http and https, a target that begins with no slash, `*` with another method than
/// OPTIONS.
std::optional<RequestTarget> request_target(const filter::RequestHead& head);

}  // namespace caveat::proxy
