#include "html/off_page.h"

namespace caveat::html {
namespace {

/// Less than this is left to see of what is moved by nearly all of the page.
constexpr double kSeenPixels = 20;
/// "calc(50% + 490px)" puts a box beside a centred page, not off it.
constexpr double kNearlyAll = 0.9;

}  // namespace

bool is_off_page(double on_narrow_page, double on_wide_page, const PageReach& reach) {
  const double narrow = kNarrowPage.hundred_percent;
  const double share = (on_wide_page - on_narrow_page) / (kWidePage.hundred_percent - narrow);
  if (on_narrow_page <= -reach.back || (share <= -kNearlyAll && on_narrow_page <= -kNearlyAll * narrow))
    return true;
  if (on_narrow_page >= reach.forth) return true;
  return reach.page_is_all && share >= kNearlyAll && on_narrow_page >= narrow - kSeenPixels;
}

std::optional<bool> is_off_page(std::string_view component, const PageReach& reach) {
  const std::optional<double> narrow = measured(component, kNarrowPage);
  const std::optional<double> wide = measured(component, kWidePage);
  if (!narrow || !wide) return std::nullopt;
  return is_off_page(*narrow, *wide, reach);
}

}  // namespace caveat::html
