// PROXY headers: never reads past the input, and what is one stays one whatever follows.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "proxy/proxy_header.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using caveat::proxy::parse_proxy_header;
  const std::string input(reinterpret_cast<const char*>(data), size);
  const auto whole = parse_proxy_header(input);
  if (!whole || !*whole) return 0;
  if ((*whole)->size > input.size()) std::abort();
  const auto longer = parse_proxy_header(input + "GET");
  if (!longer || !*longer || (*longer)->size != (*whole)->size) std::abort();
  const auto shorter = parse_proxy_header(std::string_view(input).substr(0, (*whole)->size - 1));
  if (!shorter || *shorter) std::abort();
  return 0;
}
