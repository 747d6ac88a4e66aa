// What stands in place of an element that is withheld.
#pragma once

#include <string>
#include <string_view>

#include "html/tag.h"

namespace caveat::html {

/// `mark` in what holds the element's place where not anything may stand: a cell of a table, an item of a
/// list.
std::string element_mark(TagName withheld, std::string_view mark);

}  // namespace caveat::html
