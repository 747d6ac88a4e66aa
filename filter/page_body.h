// Where a page shows something.
#pragma once

#include <cstddef>
#include <string_view>

namespace caveat::filter {

/// In bytes of the page (readable_page.h), where its body begins for a browser, as far as elements tell: the
/// start tag of the body, or of the first element in it. The size of the page if there is none.
std::size_t body_of(std::string_view readable_page);

}  // namespace caveat::filter
