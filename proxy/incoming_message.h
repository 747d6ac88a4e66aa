// What is known of a message once its head has come.
#pragma once

#include <cstddef>

#include "filter/head.h"

namespace caveat::proxy {

/// Bytes of names and values: a message with more trailers than that goes on without them.
inline constexpr std::size_t kMostTrailers = 8 * 1024;

struct IncomingRequest {
  filter::RequestHead head;
  bool http_1_0 = false;
  bool keep_alive = false;  ///< the sender wants the connection again
  bool has_body = false;
};

struct IncomingResponse {
  filter::ResponseHead head;
  bool keep_alive = false;  ///< the connection can be used again once the body has ended
  bool has_body = false;
  bool ends_at_close = false;  ///< the body's only end is that of the connection
};

}  // namespace caveat::proxy
