#include "html/hiding_clip.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <vector>

#include "html/style_components.h"
#include "html/style_math.h"

namespace caveat::html {
namespace {

/// Shapes are looked at on a box of this size, in CSS pixels.
constexpr double kBoxSide = 1000;
constexpr StyleMeasures kBox = {.hundred_percent = kBoxSide, .viewport = kBoxSide};
/// Where less is left, there is no room for a sentence.
constexpr double kLeastSide = 50;
constexpr double kLeastRadius = 25;
constexpr double kLeastArea = 10'000;

using Lengths = std::vector<double>;

/// Without keywords. nullopt: one of them cannot be told.
std::optional<Lengths> lengths_in(std::string_view text) {
  Lengths lengths;
  for (const std::string_view component : components_of(text)) {
    if (is_keyword(component)) continue;
    const std::optional<double> length = measured(component, kBox);
    if (!length) return std::nullopt;
    lengths.push_back(*length);
  }
  return lengths;
}

/// What stands before the keyword.
std::string_view before(std::string_view text, std::string_view keyword) {
  return text.substr(0, text.find(keyword));
}

bool inset_hides(std::string_view arguments) {
  const auto edges = lengths_in(before(arguments, "round"));
  if (!edges || edges->empty() || edges->size() > 4) return true;
  const double top = (*edges)[0];
  const double right = edges->size() > 1 ? (*edges)[1] : top;
  const double bottom = edges->size() > 2 ? (*edges)[2] : top;
  const double left = edges->size() > 3 ? (*edges)[3] : right;
  return top + bottom > kBoxSide - kLeastSide || left + right > kBoxSide - kLeastSide;
}

/// "circle(10px at 50% 50%)", "ellipse()".
bool round_hides(std::string_view arguments) {
  const std::string_view radii = before(arguments, "at ");
  const auto lengths = lengths_in(radii);
  const auto centre = lengths_in(arguments.substr(radii.size()));
  if (!lengths || !centre) return true;
  const bool thin = std::any_of(lengths->begin(), lengths->end(), [](double r) { return r < kLeastRadius; });
  return thin || std::any_of(centre->begin(), centre->end(), [&](double at) {
           const double reach = lengths->empty() ? 0 : lengths->front();
           return at + reach < kLeastRadius || at - reach > kBoxSide - kLeastRadius;
         });
}

bool polygon_hides(std::string_view arguments) {
  auto points = lengths_in(arguments);
  if (!points || points->size() < 6 || points->size() % 2 != 0) return true;
  for (double& coordinate : *points) coordinate = std::clamp(coordinate, 0.0, kBoxSide);
  double twice = 0;
  for (std::size_t i = 0; i < points->size(); i += 2) {
    const std::size_t next = (i + 2) % points->size();
    twice += (*points)[i] * (*points)[next + 1] - (*points)[next] * (*points)[i + 1];
  }
  return !(std::abs(twice) / 2 >= kLeastArea);
}

}  // namespace

bool clip_hides(std::string_view value) {
  if (is_keyword(value)) return false;
  const StyleFunction function = function_in(value);
  const auto components = components_of(function.arguments);
  if (function.name != "rect" || components.size() != 4) return true;
  constexpr double kFar = std::numeric_limits<double>::infinity();
  std::array<double, 4> edges = {0, kFar, kFar, 0};  // what "auto" is
  for (std::size_t i = 0; i < edges.size(); ++i) {
    if (components[i] == "auto") continue;
    const std::optional<double> edge = measured(components[i], kBox);
    if (!edge) return true;
    edges[i] = *edge;
  }
  return edges[2] - edges[0] < kLeastSide || edges[1] - edges[3] < kLeastSide;
}

bool clip_path_hides(std::string_view value) {
  const auto components = components_of(value);
  return std::any_of(components.begin(), components.end(), [](std::string_view component) {
    if (is_keyword(component)) return false;
    const StyleFunction shape = function_in(component);
    if (shape.name == "inset") return inset_hides(shape.arguments);
    if (shape.name == "circle" || shape.name == "ellipse") return round_hides(shape.arguments);
    return shape.name != "polygon" || polygon_hides(shape.arguments);
  });
}

}  // namespace caveat::html
