// Whether a grid has rows and columns to put text in (CSS Grid Layout, section 7.2).
#pragma once

#include "html/inline_style.h"

namespace caveat::html {

/// All rows or all columns that it declares have no size: that is how a page folds a part of it up.
bool tracks_hide(const StyleDeclaration& declaration);

}  // namespace caveat::html
