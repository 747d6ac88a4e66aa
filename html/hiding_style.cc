#include "html/hiding_style.h"

#include <algorithm>
#include <array>
#include <string>

#include "html/inline_style.h"

namespace caveat::html {
namespace {

/// Text smaller than this, in CSS pixels, is not read.
constexpr double kLegiblePixels = 3;
/// Less than this share of opacity, or of size, is not seen.
constexpr double kVisibleShare = 0.1;
/// Boxes are never moved so far but to be out of sight.
constexpr double kOffPagePixels = 900;
constexpr double kOffPageMarginPixels = 2000;  // centred backgrounds take half their width
constexpr double kOffPageShare = 100;          // %, vw, vh

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

double pixels(const Dimension& length) {
  if (is_one_of(length.unit, {"em", "rem", "pc", "ic", "lh", "rlh"})) return length.number * 16;
  if (is_one_of(length.unit, {"ex", "ch", "cap"})) return length.number * 8;
  if (length.unit == "in") return length.number * 96;
  if (length.unit == "cm") return length.number * 38;
  if (length.unit == "mm") return length.number * 4;
  return length.number;
}

bool is_share(const Dimension& length) {
  return length.unit == "%" || length.unit.starts_with("v") || length.unit.ends_with("vw") ||
         length.unit.ends_with("vh");
}

/// As opacity and scale are written: "0", ".05", "5%".
bool is_hardly_any(const Dimension& factor) {
  const double share = factor.unit == "%" ? factor.number / 100 : factor.number;
  return share < kVisibleShare && share > -kVisibleShare;
}

bool is_off_page(const Dimension& length, double off_page_pixels) {
  const double by = is_share(length) ? length.number : pixels(length);
  return by <= -(is_share(length) ? kOffPageShare : off_page_pixels) || by >= 5 * off_page_pixels;
}

bool any_off_page(std::string_view value, double off_page_pixels) {
  const auto lengths = dimensions_in(value);
  return std::any_of(lengths.begin(), lengths.end(), [off_page_pixels](const Dimension& length) {
    return is_off_page(length, off_page_pixels);
  });
}

/// The arguments of each function of that name in the value.
template <typename Test>
bool any_argument(std::string_view value, std::string_view function, Test test) {
  for (std::size_t at = value.find(function); at != std::string_view::npos;
       at = value.find(function, at + 1)) {
    const std::size_t open = value.find('(', at);
    if (open == std::string_view::npos) return false;
    const auto arguments = dimensions_in(value.substr(open, value.find(')', open) - open));
    if (std::any_of(arguments.begin(), arguments.end(), test)) return true;
  }
  return false;
}

bool transform_hides(std::string_view value) {
  const auto moves_off = [](const Dimension& length) { return is_off_page(length, kOffPagePixels); };
  if (any_argument(value, "translate", moves_off)) return true;
  if (any_argument(value, "scale", is_hardly_any)) return true;
  if (!value.starts_with("matrix(")) return false;
  const auto matrix = dimensions_in(value);
  return matrix.size() == 6 && is_hardly_any(matrix[0]) && is_hardly_any(matrix[1]);
}

/// rect(0 0 0 0), rect(1px, 1px, 1px, 1px): nothing is left.
bool clip_hides(std::string_view value) {
  const auto edges = dimensions_in(value);
  return value.starts_with("rect") && edges.size() == 4 &&
         std::all_of(edges.begin(), edges.end(), [](const Dimension& edge) { return pixels(edge) <= 1; });
}

bool clip_path_hides(std::string_view value) {
  const auto numbers = dimensions_in(value);
  if (numbers.empty()) return false;
  if (value.starts_with("inset")) {
    return std::any_of(numbers.begin(), numbers.end(),
                       [](const Dimension& n) { return n.unit == "%" && n.number >= 50; });
  }
  if (value.starts_with("circle") || value.starts_with("ellipse")) return numbers.front().number == 0;
  return value.starts_with("polygon") &&
         std::all_of(numbers.begin(), numbers.end(), [](const Dimension& n) { return n.number == 0; });
}

bool font_size_hides(const Dimension& size) {
  if (size.unit == "%") return size.number < 100 * kVisibleShare;
  return pixels(size) < kLegiblePixels;
}

/// The shorthand's size is its first number with a unit, or a zero: "0/0 a". A weight has no unit.
bool font_hides(std::string_view value) {
  for (const Dimension& number : dimensions_in(value)) {
    if (number.unit.empty() && number.number != 0) continue;
    return font_size_hides(number);
  }
  return false;
}

bool is_transparent(std::string_view value) {
  if (value == "transparent") return true;
  const auto channels = dimensions_in(value);
  return value.starts_with("rgba") && channels.size() == 4 && is_hardly_any(channels[3]);
}

bool first_is(std::string_view value, bool (*test)(const Dimension&)) {
  const auto numbers = dimensions_in(value);
  return !numbers.empty() && test(numbers.front());
}

bool hides_by_itself(const StyleDeclaration& declaration) {
  const std::string_view property = declaration.property;
  const std::string_view value = declaration.value;
  if (property == "display") return value == "none";
  if (property == "visibility") return value == "hidden" || value == "collapse";
  if (property == "content-visibility") return value == "hidden";
  if (property == "opacity" || property == "zoom" || property == "scale")
    return first_is(value, is_hardly_any);
  if (property == "filter") return any_argument(value, "opacity", is_hardly_any);
  if (property == "font-size") return first_is(value, font_size_hides);
  if (property == "font") return font_hides(value);
  if (property == "text-fill-color") return is_transparent(value);
  if (property == "transform") return transform_hides(value);
  if (property == "clip") return clip_hides(value);
  if (property == "clip-path") return clip_path_hides(value);
  if (property.starts_with("margin")) return any_off_page(value, kOffPageMarginPixels);
  const bool moves = property.starts_with("inset") ||
                     is_one_of(property, {"left", "right", "top", "bottom", "text-indent", "translate"});
  return moves && any_off_page(value, kOffPagePixels);
}

/// A box without a side, which hides what overflows it.
bool is_flat(const StyleDeclaration& declaration) {
  const auto lengths = dimensions_in(declaration.value);
  return is_one_of(declaration.property,
                   {"height", "width", "max-height", "max-width", "block-size", "inline-size",
                    "max-block-size", "max-inline-size", "line-height"}) &&
         lengths.size() == 1 && lengths.front().number <= 1 &&
         !(declaration.property == "line-height" && lengths.front().number > kVisibleShare) &&
         (lengths.front().number == 0 || !is_share(lengths.front()));
}

bool cuts_overflow(const StyleDeclaration& declaration) {
  return declaration.property.starts_with("overflow") &&
         declaration.value.find("visible") == std::string::npos;
}

}  // namespace

bool style_hides(std::string_view style) {
  const auto declarations = parse_inline_style(style);
  if (std::any_of(declarations.begin(), declarations.end(), hides_by_itself)) return true;
  return std::any_of(declarations.begin(), declarations.end(), is_flat) &&
         std::any_of(declarations.begin(), declarations.end(), cuts_overflow);
}

}  // namespace caveat::html
