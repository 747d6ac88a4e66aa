// Heads that take no parser to understand, which most are: sans-I/O.
#pragma once

#include <cstdint>
#include <optional>

#include "proxy/head_syntax.h"
#include "proxy/incoming_message.h"

namespace caveat::proxy {

/// How the body behind a plain head ends.
struct PlainBody {
  enum class End {
    none,     ///< there is no body
    length,   ///< after `length` bytes, at least one
    at_close  ///< with the connection
  };
  End end = End::none;
  std::uint64_t length = 0;
};

/// Takes apart a head that head_syntax found clean, as Beast's parser does (RFC 9112, 6.3 and 9.3), unless it
/// is one for that parser: nullopt for chunks, folded lines, Proxy-Connection, and a Connection or
/// Content-Length that is a list or stands twice. Then `parts.fields` are as they were; else they are moved
/// into the message.
std::optional<PlainBody> take_plain_request(HeadParts& parts, IncomingRequest& request);
/// The same; `to_head` says that the request was a HEAD.
std::optional<PlainBody> take_plain_response(HeadParts& parts, bool to_head, IncomingResponse& response);

}  // namespace caveat::proxy
