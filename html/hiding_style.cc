#include "html/hiding_style.h"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string>

#include "html/hiding_clip.h"
#include "html/hiding_track.h"
#include "html/hiding_transform.h"
#include "html/inline_style.h"
#include "html/off_page.h"
#include "html/style_components.h"
#include "html/style_math.h"

namespace caveat::html {
namespace {

/// Text that is smaller or larger than this, in CSS pixels, is not read.
constexpr double kLegiblePixels = 3;
constexpr double kLargestPixels = 200;
constexpr double kBlurredPixels = 3;
/// Letters, or words, that are closer than by this lie on each other.
constexpr double kCrowdedLetters = -5;
constexpr double kCrowdedWords = -20;
constexpr double kStrokePixels = 3;
/// A notice begins with a margin and a padding: where less is left of it, no text is.
constexpr double kSliverPixels = 40;
constexpr double kSliverRatio = 40;
/// Less than this share of opacity, or of size, is not seen.
constexpr double kVisibleShare = 0.1;
/// Brighter, or larger, by this factor nothing is to be recognised.
constexpr double kOverdone = 20;
constexpr double kFontPixels = 16;

/// What is behind the edge of the screen is not scrolled to.
constexpr PageReach kPinned = {.back = 200, .forth = 1800};
/// Where text begins in a padding, and the point that a box is turned about.
constexpr PageReach kStart = {.page_is_all = false};
/// What comes below a picture as high as the screen has all of it for a margin.
constexpr PageReach kMarginAbove = {.forth = 10'000, .page_is_all = false};
/// Half the width of a centred background.
constexpr PageReach kMargin = {.back = 2000, .forth = 10'000, .page_is_all = false};

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// As of var(): rare where elements are shown and hidden, and then it may be anything.
bool has_function(std::string_view value) {
  return contains(value, "(");
}

bool is_hardly_any(double share) {
  return !(share >= kVisibleShare);
}

/// The value as one number, such as "0", ".05", "5%"; `test` says whether it hides.
template <typename Test>
bool number_hides(std::string_view value, const StyleMeasures& measures, Test test) {
  if (is_keyword(value)) return false;
  const std::optional<double> number = measured(value, measures);
  return !number || test(*number);
}

/// `untold_hides`: whether what cannot be told is as good as hidden. Else the numbers that can be seen in it
/// count.
bool any_off_page(std::string_view value, const PageReach& reach, bool untold_hides) {
  const auto components = components_of(value);
  return std::any_of(components.begin(), components.end(), [&](std::string_view component) {
    if (is_keyword(component)) return false;
    if (const auto off_page = is_off_page(component, reach)) return *off_page;
    if (untold_hides) return true;
    const auto parts = dimensions_in(component);
    return std::any_of(parts.begin(), parts.end(),
                       [&](const Dimension& part) { return is_off_page(part.text, reach).value_or(false); });
  });
}

bool filter_function_hides(std::string_view component) {
  const StyleFunction function = function_in(component);
  if (is_one_of(function.name, {"url", "var", "env", "attr", "if"})) return true;
  const bool dims = is_one_of(function.name, {"opacity", "brightness", "contrast"});
  if (function.arguments.empty() || !(dims || function.name == "blur")) return false;
  const std::optional<double> amount = measured(function.arguments, {});
  if (!amount) return true;
  return dims ? is_hardly_any(*amount) || *amount >= kOverdone : *amount >= kBlurredPixels;
}

bool filter_hides(std::string_view value) {
  const auto components = components_of(value);
  return std::any_of(components.begin(), components.end(), filter_function_hides);
}

/// What a page's design names, var(--text-small), is common, and a size to be read.
bool font_size_hides(std::string_view size) {
  if (is_keyword(size)) return false;
  if (const auto pixels = measured(size, {.hundred_percent = kFontPixels}))
    return *pixels < kLegiblePixels || *pixels > kLargestPixels;
  const auto parts = dimensions_in(size);
  return std::any_of(parts.begin(), parts.end(), [](const Dimension& part) { return part.number == 0; });
}

/// The shorthand's size is its first number with a unit, or a zero: "0/0 a". A weight has no unit.
bool font_hides(std::string_view value) {
  for (const std::string_view component : components_of(value)) {
    const auto numbers = dimensions_in(component);
    if (numbers.empty()) continue;
    if (numbers.size() == 1 && numbers.front().unit.empty() && numbers.front().number != 0) continue;
    return font_size_hides(component);
  }
  return false;
}

/// "#0000", "#12345600".
bool is_transparent_hex(std::string_view value) {
  return (value.size() == 5 && value[4] == '0') || (value.size() == 9 && value[7] == '0');
}

bool is_transparent(std::string_view value) {
  if (value == "transparent") return true;
  if (value.starts_with('#')) return is_transparent_hex(value);
  if (is_one_of(function_in(value).name, {"var", "env", "attr", "if"})) return true;
  const auto channels = dimensions_in(value);
  if (channels.size() != 4) return false;
  return is_hardly_any(channels[3].unit == "%" ? channels[3].number / 100 : channels[3].number);
}

bool is_covered_by_stroke(std::string_view value) {
  const auto components = components_of(value);
  return std::any_of(components.begin(), components.end(), [](std::string_view component) {
    return measured(component, {}).value_or(0) >= kStrokePixels;
  });
}

bool size_hides(double factor) {
  return is_hardly_any(factor) || factor > kOverdone;
}

bool is_mask(std::string_view property) {
  return is_one_of(property, {"mask", "mask-image", "mask-border", "mask-border-source", "mask-box-image",
                              "mask-box-image-source"});
}

/// Not drawn, or something else in its place.
bool is_undrawn(const StyleDeclaration& declaration) {
  const std::string_view property = declaration.property;
  const std::string_view value = declaration.value;
  if (property == "display")
    return is_one_of(value, {"none", "table-column", "table-column-group"}) || has_function(value);
  if (property == "visibility" || property == "content-visibility")
    return value == "hidden" || value == "collapse" || has_function(value);
  if (property == "interactivity") return value == "inert" || has_function(value);
  if (property == "content" || is_mask(property)) return has_function(value);
  if (property == "opacity") return number_hides(value, {}, is_hardly_any);
  if (property == "zoom") return number_hides(value, {}, size_hides);
  if (property == "z-index") return !has_function(value) && value.starts_with('-');
  return property == "filter" && filter_hides(value);
}

bool is_illegible(const StyleDeclaration& declaration) {
  const std::string_view property = declaration.property;
  const std::string_view value = declaration.value;
  if (property == "font-size") return font_size_hides(value);
  if (property == "font") return font_hides(value);
  if (property == "text-fill-color") return is_transparent(value);
  if (property == "text-security") return value != "none";
  if (property == "font-size-adjust") return number_hides(value, {}, is_hardly_any);
  if (property.starts_with("text-stroke")) return is_covered_by_stroke(value);
  const bool of_letters = property == "letter-spacing";
  if (!of_letters && property != "word-spacing") return false;
  const std::optional<double> spacing = measured(value, {.hundred_percent = kFontPixels});
  return spacing && *spacing <= (of_letters ? kCrowdedLetters : kCrowdedWords);
}

bool is_moved_away(const StyleDeclaration& declaration, bool pinned) {
  const std::string_view property = declaration.property;
  const std::string_view value = declaration.value;
  if (property == "transform") return transform_hides(value);
  if (property == "scale") return scale_hides(value);
  if (property == "rotate") return rotate_hides(value);
  if (property == "translate") return translate_hides(value);
  // A design's var(--space) is common there.
  if (is_one_of(property, {"margin-top", "margin-block", "margin-block-start"}))
    return any_off_page(value, kMarginAbove, false);
  if (property.starts_with("margin")) return any_off_page(value, kMargin, false);
  if (property.starts_with("padding") || property == "transform-origin")
    return any_off_page(value, kStart, false);
  if (property.starts_with("offset") || property.starts_with("motion")) return has_function(value);
  const bool moves =
      property.starts_with("inset") || is_one_of(property, {"left", "right", "top", "bottom", "text-indent"});
  return moves && any_off_page(value, pinned ? kPinned : PageReach(), true);
}

/// As "1000", "16 / 9".
bool is_sliver(std::string_view ratio) {
  double sides = 1;
  bool first = true;
  for (const std::string_view component : components_of(ratio)) {
    if (is_keyword(component)) continue;
    const std::optional<double> side = measured(component, {});
    if (!side) return true;
    sides = first ? *side : sides / *side;
    first = false;
  }
  return sides >= kSliverRatio || sides <= 1 / kSliverRatio;
}

/// A box without room.
bool is_flat(const StyleDeclaration& declaration) {
  const std::string_view property = declaration.property;
  const std::string_view value = declaration.value;
  if (property == "line-height") return number_hides(value, {}, is_hardly_any);
  if (property == "aspect-ratio") return is_sliver(value);
  if (property == "contain" || property.starts_with("container")) {
    const auto words = components_of(value);
    return std::any_of(words.begin(), words.end(),
                       [](std::string_view word) { return word == "size" || word == "strict"; });
  }
  return is_one_of(property, {"height", "width", "max-height", "max-width", "block-size", "inline-size",
                              "max-block-size", "max-inline-size"}) &&
         number_hides(value, kNarrowPage, [](double pixels) { return pixels < kSliverPixels; });
}

/// Hides what overflows it.
bool cuts_overflow(const StyleDeclaration& declaration) {
  const std::string_view value = declaration.value;
  if (declaration.property == "contain") {
    return contains(value, "paint") || contains(value, "strict") || contains(value, "content");
  }
  if (declaration.property == "content-visibility") return value == "auto";
  return declaration.property.starts_with("overflow") && !contains(value, "visible");
}

bool is_pinned(const StyleDeclaration& declaration) {
  return declaration.property == "position" && declaration.value == "fixed";
}

}  // namespace

bool style_hides(std::string_view style) {
  const auto declarations = parse_inline_style(style);
  const auto any = [&declarations](auto test) {
    return std::any_of(declarations.begin(), declarations.end(), test);
  };
  const bool pinned = any(is_pinned);
  return any([pinned](const StyleDeclaration& declaration) {
           return is_undrawn(declaration) || is_illegible(declaration) ||
                  is_moved_away(declaration, pinned) ||
                  (declaration.property == "clip" && clip_hides(declaration.value)) ||
                  (declaration.property == "clip-path" && clip_path_hides(declaration.value)) ||
                  (declaration.property.starts_with("grid") && tracks_hide(declaration));
         }) ||
         (any(is_flat) && any(cuts_overflow));
}

}  // namespace caveat::html
