// Inline styles: whatever stands behind it, a declaration that hides counts; numbers are numbers.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "html/hiding_style.h"
#include "html/style_math.h"

namespace caveat::html {
namespace {

void check(std::string_view style) {
  style_hides(style);
  if (!style_hides("display:none;" + std::string(style))) std::abort();
  const auto number = measured(style, StyleMeasures());
  if (number && std::isnan(*number)) std::abort();
}

}  // namespace
}  // namespace caveat::html

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  caveat::html::check({reinterpret_cast<const char*>(data), size});
  return 0;
}
