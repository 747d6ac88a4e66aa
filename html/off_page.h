// Whether a box that is moved is still where a reader may see it.
#pragma once

#include <optional>
#include <string_view>

#include "html/style_math.h"

namespace caveat::html {

/// Each length is looked at on two pages, so as to tell what grows with the page.
inline constexpr StyleMeasures kNarrowPage = {.hundred_percent = 1000, .viewport = 1000};
inline constexpr StyleMeasures kWidePage = {.hundred_percent = 2000, .viewport = 2000};

/// How far boxes are never moved but to be out of sight, in CSS pixels.
struct PageReach {
  double back = 600;
  double forth = 4500;      ///< long pages place boxes far down
  bool page_is_all = true;  ///< whether to be moved forth by the page itself hides
};

bool is_off_page(double on_narrow_page, double on_wide_page, const PageReach& reach);

/// nullopt: it cannot be told.
std::optional<bool> is_off_page(std::string_view component, const PageReach& reach);

}  // namespace caveat::html
