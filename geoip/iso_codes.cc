#include "geoip/iso_codes.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

namespace caveat::geoip {
namespace {

using namespace std::string_view_literals;

// As literals of views: counting their characters is more than clang does for one constant.
constexpr RegionSpelling kNames[] = {
#include "geoip/region_names.inc"
};

constexpr bool is_ascending() {
  for (std::size_t i = 1; i < std::size(kNames); ++i) {
    if (kNames[i].code < kNames[i - 1].code) return false;
  }
  return true;
}
static_assert(is_ascending());

bool is_iso(std::string_view code) {
  const auto* const name =
      std::lower_bound(std::begin(kNames), std::end(kNames), code,
                       [](const RegionSpelling& one, std::string_view wanted) { return one.code < wanted; });
  return name != std::end(kNames) && name->code == code;
}

}  // namespace

std::span<const RegionSpelling> iso_names() {
  return kNames;
}

bool is_iso_country(std::string_view code) {
  return code.size() == 2 && (code == "XK" || is_iso(code));
}

bool is_iso_subdivision(std::string_view code) {
  return code.size() > 2 && is_iso(code);
}

}  // namespace caveat::geoip
