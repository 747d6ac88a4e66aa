// Requests that ask to go on in another protocol (RFC 9110, 7.8), such as WebSocket (RFC 6455).
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "proxy/message_reader.h"

namespace caveat::proxy {

/// The first protocol that `request` asks for and that is in `allowed`, in lower case; empty if there is
/// none. Only a GET of HTTP/1.1 without a body can ask.
std::string requested_upgrade(const IncomingRequest& request, std::span<const std::string> allowed);

/// Whether `head` is a 101 that switches to `protocol` and nothing else.
bool switches_to(const filter::ResponseHead& head, std::string_view protocol);

}  // namespace caveat::proxy
