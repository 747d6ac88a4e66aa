// A piece of a page as text, with a place in it marked.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "filter/readable_page.h"

namespace caveat::filter {

struct MarkedExcerpt {
  std::string text;        ///< UTF-8, whatever the page is in; hostile
  std::size_t mark = 0;    ///< in bytes of `text`
  std::size_t length = 0;  ///< of what is marked; 0 for a place between two bytes
};

/// `markup` as a reader sees it, in UTF-8, on one line; the markup itself if nothing of it is seen.
std::string readable_markup(std::string_view markup, const std::string& charset);

/// Some of the page around [offset, offset + length), of which a long one is cut.
MarkedExcerpt marked_excerpt(const ReadablePage& page, std::size_t offset, std::size_t length);

}  // namespace caveat::filter
