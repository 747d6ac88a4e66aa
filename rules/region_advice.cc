#include "rules/region_advice.h"

#include <vector>

#include "rules/iso_regions.h"
#include "rules/nearest_name.h"
#include "rules/problems.h"

namespace caveat::rules {

namespace {

std::string upper_case(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  }
  return out;
}

std::string is_code(const IsoRegion& region) {
  return std::string(familiar_name(region)) + " is " + quoted(region.code);
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

}  // namespace

RegionAdvice advise_on_code(std::string_view code) {
  const std::string upper = upper_case(code);
  if (const IsoRegion* same = find_iso_region(upper)) {
    return {"region codes are written in capital letters: " + quoted(code), is_code(*same)};
  }
  if (const IsoRegion* elsewhere = find_iso_region(iso_code_of(upper))) {
    return {quoted(code) + " is no code of ISO 3166-2", is_code(*elsewhere)};
  }
  const IsoRegion* country = find_iso_region(std::string_view(upper).substr(0, 2));
  if (!country) {
    const std::string what = code.size() == 2 ? " is no country" : " begins with no country's code";
    const bool meant_britain = upper.starts_with("UK");
    return {quoted(code) + what, meant_britain ? "the United Kingdom is `GB`"
                                               : nearest_code(std::string_view(upper).substr(0, 2), "")};
  }
  return {quoted(code) + " is no subdivision of " + std::string(familiar_name(*country)),
          nearest_code(upper, upper.substr(0, 3))};
}

std::string advise_on_name(std::string_view name) {
  const std::string wanted = upper_case(name);
  for (const IsoRegion& region : iso_regions()) {
    if (upper_case(familiar_name(region)) == wanted || upper_case(region.name) == wanted)
      return is_code(region);
  }
  return {};
}

}  // namespace caveat::rules
