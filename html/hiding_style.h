// Whether an inline style hides an element with all that is in it.
#pragma once

#include <string_view>

namespace caveat::html {

/// Whether the style attribute (character references resolved) hides text inside the element: not rendered,
/// transparent, of no size, cut off, turned away, or moved off the page. A declaration that another one
/// overrides counts all the same, and so does what cannot be told, such as var(), where honest pages hardly
/// have it: to see too little costs a place for a notice, to see too much costs the notice.
bool style_hides(std::string_view style);

}  // namespace caveat::html
