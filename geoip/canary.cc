#include "geoip/canary.h"

namespace caveat::geoip {
namespace {

std::string_view without_blanks(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace

std::optional<Canary> Canary::parse(std::string_view text) {
  const auto sign = text.find('=');
  if (sign == std::string_view::npos) return std::nullopt;
  const auto address = Address::parse(without_blanks(text.substr(0, sign)));
  const auto place = Location::stated(without_blanks(text.substr(sign + 1)));
  if (!address || !place || place->country.empty()) return std::nullopt;
  return Canary{*address, place->country, place->subdivision};
}

bool Canary::is_at(const Location& location) const {
  return location.country == country && (subdivision.empty() || location.subdivision == subdivision);
}

std::string Canary::to_string() const {
  return address.to_string() + " is in " + (subdivision.empty() ? country : subdivision);
}

}  // namespace caveat::geoip
