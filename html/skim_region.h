// Where in a page tags can be read without tree construction.
#pragma once

#include <cstdint>

namespace caveat::html {

/// In each of them it is known beforehand what a tag does, and which lead out of it.
enum class SkimRegion : std::uint8_t {
  head,  ///< in the head element: nothing but metadata and white space
  body,  ///< in the body or in a table, outside of templates and of foreign content
  svg    ///< in an svg element, where nothing is met that leads back to HTML
};

}  // namespace caveat::html
