// Answers to requests that reach neither rules nor upstream.
#pragma once

#include <string>

namespace caveat::proxy {

/// A whole response in plain text, not to be stored, that closes the connection. `to_head`: without the body.
std::string refusal_response(int status, bool to_head);

}  // namespace caveat::proxy
