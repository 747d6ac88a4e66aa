// Whether clipping leaves something of a box (CSS Masking; CSS Shapes).
#pragma once

#include <string_view>

namespace caveat::html {

/// Of `clip`: true as well if it cannot be told.
bool clip_hides(std::string_view value);

/// Of `clip-path`: true of all but boxes and plain shapes with room in them.
bool clip_path_hides(std::string_view value);

}  // namespace caveat::html
