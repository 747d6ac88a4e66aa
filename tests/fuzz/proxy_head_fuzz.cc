// heads of requests and responses: a flaw in words, or none.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "proxy/head_syntax.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view head(reinterpret_cast<const char*>(data), size);
  const auto of_request = caveat::proxy::flaw_of_request_head(head);
  const auto of_response = caveat::proxy::flaw_of_response_head(head);
  if (of_request && of_request->empty()) std::abort();
  if (of_response && of_response->empty()) std::abort();
  return 0;
}
