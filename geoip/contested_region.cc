#include "geoip/contested_region.h"

#include <algorithm>
#include <array>

namespace caveat::geoip {
namespace {

constexpr std::array<std::string_view, 6> kContested = {"UA-43", "UA-40", "UA-14", "UA-09", "UA-23", "UA-65"};

}  // namespace

bool is_contested(std::string_view country, std::string_view subdivision) {
  return country == "RU" && std::find(kContested.begin(), kContested.end(), subdivision) != kContested.end();
}

std::string iso_subdivision(std::string_view code) {
  if (code == "RU-CR") return "UA-43";
  if (code == "RU-SEV") return "UA-40";
  return std::string(code);
}

}  // namespace caveat::geoip
