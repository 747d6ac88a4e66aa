// Escapes taken off: the same in any chunking, and nothing that has none is touched.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "filter/unescaper.h"

namespace caveat::filter {
namespace {

class Text final : public html::ByteSink {
 public:
  void write(std::string_view bytes) override { text.append(bytes); }
  std::string text;
};

struct Unescaped {
  std::string text;
  bool had_escapes = false;
};

Unescaped unescaped(std::string_view bytes, std::size_t chunk) {
  Text text;
  Unescaper unescaper(text);
  for (std::size_t at = 0; at < bytes.size(); at += chunk) unescaper.write(bytes.substr(at, chunk));
  unescaper.finish();
  return {std::move(text.text), unescaper.took_any()};
}

void check(std::string_view bytes) {
  const Unescaped whole = unescaped(bytes, bytes.size() + 1);
  for (const std::size_t chunk : {1, 3, 7}) {
    const Unescaped pieces = unescaped(bytes, chunk);
    if (pieces.text != whole.text || pieces.had_escapes != whole.had_escapes) std::abort();
  }
  if (!whole.had_escapes && whole.text != bytes) std::abort();
  if (whole.had_escapes && bytes.find_first_of("&%\\") == std::string_view::npos) std::abort();
}

}  // namespace
}  // namespace caveat::filter

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  caveat::filter::check({reinterpret_cast<const char*>(data), size});
  return 0;
}
