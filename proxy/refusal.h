// Answers to requests that reach neither rules nor upstream.
#pragma once

#include <string>

#include "filter/head.h"

namespace caveat::proxy {

struct RefusalResponse {
  filter::ResponseHead head;
  std::string body;
};

/// In plain text, not to be stored.
RefusalResponse refusal_response(int status);
/// The same as HTTP/1.1 has it, closing the connection. `to_head`: without the body.
std::string refusal_bytes(int status, bool to_head);

}  // namespace caveat::proxy
