#include "html/hiding_track.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "html/off_page.h"
#include "html/style_components.h"
#include "html/style_math.h"

namespace caveat::html {
namespace {

/// What is not known, as of "[name]" or var(), has a size.
bool is_flat_track(std::string_view track) {
  const StyleFunction function = function_in(track);
  if (function.name == "minmax") {
    const auto sizes = components_of(function.arguments);
    if (!sizes.empty()) track = sizes.back();
  }
  const std::optional<double> size = measured(track, kNarrowPage);
  // A fraction of less than the whole takes as much of what is free.
  const double least = track.ends_with("fr") ? 0.01 : 1;
  return size && *size <= least;
}

bool all_flat(std::string_view tracks) {
  const auto components = components_of(tracks);
  return !components.empty() && std::all_of(components.begin(), components.end(), is_flat_track);
}

}  // namespace

bool tracks_hide(const StyleDeclaration& declaration) {
  const std::string_view property = declaration.property;
  const std::string_view value = declaration.value;
  if (property.starts_with("grid-template-") || property.starts_with("grid-auto-")) return all_flat(value);
  if (property != "grid-template" && property != "grid") return false;
  const std::size_t slash = std::min(value.find('/'), value.size());
  return all_flat(value.substr(0, slash)) || all_flat(value.substr(std::min(slash + 1, value.size())));
}

}  // namespace caveat::html
