// A place in a page, as people are shown it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace caveat::filter {

/// Lines and columns are 1-based, columns count bytes.
struct PagePlace {
  std::size_t line = 1;
  std::size_t column = 1;
  std::string excerpt;    ///< of that line, from a little before the place; harmless on a terminal
  std::size_t caret = 0;  ///< where the place is in `excerpt`, in characters
};

/// `offset`: in bytes of `page`.
PagePlace place_in_page(std::string_view page, std::size_t offset);

}  // namespace caveat::filter
