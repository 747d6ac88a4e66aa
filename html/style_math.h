// What a number, a length or a math function of CSS comes to (CSS Values Level 4, section 10).
#pragma once

#include <optional>
#include <string_view>

namespace caveat::html {

/// What relative units are taken to be.
struct StyleMeasures {
  double hundred_percent = 1;
  double viewport = 1000;  ///< 100vw, 100vh and the like, in pixels
};

/// Lengths in CSS pixels, the font taken as 16, angles in degrees, fractions and plain numbers as they are;
/// 0 / 0 is 0, as in browsers (10.9.2). nullopt: it is no number, or it cannot be told, as of var(). Types
/// are not checked: a browser leaves out what is wrong.
std::optional<double> measured(std::string_view component, const StyleMeasures& measures);

}  // namespace caveat::html
