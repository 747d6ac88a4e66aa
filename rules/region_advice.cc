#include "rules/region_advice.h"

#include <unicode/uloc.h>
#include <unicode/unistr.h>

#include <array>
#include <charconv>
#include <vector>

#include "geoip/location.h"
#include "rules/ascii_case.h"
#include "rules/folded_name.h"
#include "rules/iso_regions.h"
#include "rules/nearest_name.h"
#include "rules/problems.h"

namespace caveat::rules {

namespace {

std::string is_code(std::string_view name, std::string_view code) {
  return std::string(name) + " is " + in_quotes(code);
}

std::string is_code(const IsoRegion& region) {
  return std::string(familiar_name(region)) + " is " + in_quotes(region.code);
}

std::string nearest_code(std::string_view code, std::string_view prefix) {
  std::vector<std::string_view> known;
  for (const IsoRegion& region : iso_regions_with_prefix(prefix)) {
    if (!prefix.empty() || region.code.size() == 2) known.push_back(region.code);
  }
  const auto nearest = nearest_name(code, known);
  const IsoRegion* region = nearest ? find_iso_region(*nearest) : nullptr;
  return region ? is_code(*region) : "";
}

/// "did you mean `RU` (Russian Federation) or `RW` (Rwanda)?" of the countries whose codes begin alike; where
/// those are too many or none, how to find the code.
std::string countries_like(std::string_view code) {
  constexpr std::size_t kMost = 8;
  std::vector<const IsoRegion*> alike;
  for (const IsoRegion& region : iso_regions_with_prefix(code.substr(0, 1))) {
    if (region.code.size() == 2) alike.push_back(&region);
  }
  if (alike.empty() || alike.size() > kMost) {
    return "countries have two letters (ISO 3166-1): look the country up, or write its name here and `check` "
           "tells its code";
  }
  std::string out = "did you mean ";
  for (std::size_t i = 0; i < alike.size(); ++i) {
    if (i > 0) out += i + 1 == alike.size() ? " or " : ", ";
    out += in_quotes(alike[i]->code) + " (" + std::string(familiar_name(*alike[i])) + ")";
  }
  return out + "?";
}

std::string country_name(std::string_view country, const char* language) {
  std::array<UChar, 160> name{};
  UErrorCode status = U_ZERO_ERROR;
  const int length = uloc_getDisplayCountry(("und_" + std::string(country)).c_str(), language, name.data(),
                                            static_cast<int>(name.size()), &status);
  std::string out;
  if (U_SUCCESS(status)) icu::UnicodeString(name.data(), length).toUTF8String(out);
  return out;
}

std::vector<const IsoRegion*> countries() {
  std::vector<const IsoRegion*> out;
  for (const IsoRegion& region : iso_regions()) {
    if (region.code.size() == 2) out.push_back(&region);
  }
  return out;
}

/// "UA_43" and " ua-43 " -> "UA-43".
std::string as_code(std::string_view text) {
  std::string out;
  for (const char c : upper_case(text)) {
    if (c != ' ') out += c == '_' ? '-' : c;
  }
  return out;
}

}  // namespace

RegionAdvice advise_on_code(std::string_view code) {
  const std::string upper = upper_case(code);
  if (const IsoRegion* same = find_iso_region(upper)) {
    return {"region codes are written in capital letters: " + in_quotes(code), is_code(*same)};
  }
  if (const IsoRegion* elsewhere = find_iso_region(iso_code_of(upper))) {
    return {in_quotes(code) + " is no code of ISO 3166-2", is_code(*elsewhere)};
  }
  if (upper == "EU") {
    return {"region codes are written in capital letters: " + in_quotes(code), "the European Union is `EU`"};
  }
  const IsoRegion* country = find_iso_region(std::string_view(upper).substr(0, 2));
  if (!country) {
    const std::string what = code.size() == 2 ? " is no country" : " begins with no country's code";
    if (upper.starts_with("UK")) return {in_quotes(code) + what, "the United Kingdom is `GB`"};
    const std::string nearest = nearest_code(std::string_view(upper).substr(0, 2), "");
    return {in_quotes(code) + what, nearest.empty() ? countries_like(upper) : nearest};
  }
  return {in_quotes(code) + " is no subdivision of " + std::string(familiar_name(*country)),
          nearest_code(upper, upper.substr(0, 3))};
}

std::string advise_on_name(std::string_view name) {
  const std::string wanted = upper_case(name);
  if (const IsoRegion* same = find_iso_region(as_code(name))) return is_code(*same);
  for (const IsoRegion& region : iso_regions()) {
    if (upper_case(familiar_name(region)) == wanted || upper_case(region.name) == wanted)
      return is_code(region);
  }
  constexpr const char* kLanguages[] = {"en", "ru", "uk", "fa", "de", "fr", "es", "pl", "cs"};
  const std::string wanted_name = folded_name(name);
  for (const IsoRegion* country : countries()) {
    if (uloc_getISO3Country(("und_" + std::string(country->code)).c_str()) == wanted)
      return is_code(*country);
    for (const char* language : kLanguages) {
      if (folded_name(country_name(country->code, language)) == wanted_name)
        return is_code(name, country->code);
    }
  }
  return {};
}

std::string advise_on_misspelt_name(std::string_view name) {
  std::vector<std::string> names;
  const auto all = countries();
  for (const IsoRegion* country : all) names.push_back(country_name(country->code, "en"));
  const std::vector<std::string_view> known(names.begin(), names.end());
  const auto nearest = nearest_name(name, known);
  for (std::size_t i = 0; nearest && i < all.size(); ++i) {
    if (known[i] == *nearest) return is_code(*nearest, all[i]->code);
  }
  return {};
}

std::string advise_on_network(std::string_view text) {
  const std::size_t slash = std::min(text.find('/'), text.size());
  const std::string_view length_text = text.substr(std::min(slash + 1, text.size()));
  const auto address = geoip::Address::parse(text.substr(0, slash));
  int length = 0;
  const auto [end, error] =
      std::from_chars(length_text.data(), length_text.data() + length_text.size(), length);
  const int most = address && address->is_v4() ? 32 : 128;
  const bool read = error == std::errc() && end == length_text.data() + length_text.size();
  if (!address || !read || length < 0 || length > most) {
    return "write networks like 203.0.113.0/24: an address, a slash, and how many of its bits count";
  }
  geoip::Network network{*address, 128 - most + length};
  for (int bit = network.prefix_length; bit < 128; ++bit) {
    auto& byte = network.base.bytes[static_cast<std::size_t>(bit / 8)];
    byte = static_cast<std::uint8_t>(byte & ~(0x80U >> (bit % 8)));
  }
  return "the network is " + in_quotes(network.to_string()) + "; the one address is " +
         in_quotes(address->to_string());
}

}  // namespace caveat::rules
