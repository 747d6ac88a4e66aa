// Whether a transform leaves text to be read (CSS Transforms Levels 1 and 2).
#pragma once

#include <string_view>

namespace caveat::html {

/// Of `transform`, `scale`, `rotate` and `translate`: moved off the page, flat, too small or too large,
/// turned to its back (its text is mirrored then, if it is drawn), behind the reader; or what cannot be told.
bool transform_hides(std::string_view value);
bool scale_hides(std::string_view value);
bool rotate_hides(std::string_view value);
bool translate_hides(std::string_view value);

}  // namespace caveat::html
