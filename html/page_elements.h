// Where a whole page has the elements that somebody asks for, and the notices that it bears.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "html/selector.h"

namespace caveat::html {

/// An element that one of the selectors matches.
struct MatchingElement {
  std::size_t selector = 0;  ///< its index
  std::size_t offset = 0;    ///< of the start tag, in bytes of the page
  std::string start_tag;
};

/// An element that bears `data-caveat`.
struct MarkedElement {
  std::string mark;
  std::string language;  ///< what its `lang` says; empty if it has none
  std::size_t offset = 0;
};

struct PageElements {
  std::vector<MatchingElement> matching;  ///< in order of the page
  std::vector<MarkedElement> marked;      ///< in order of the page
};

/// Reads a page in an ASCII-compatible charset from end to end, notices and all. nullopt if it cannot be
/// followed: it ends in a tag of more than `max_token_bytes`.
std::optional<PageElements> find_elements(std::string_view page, std::span<const SelectorList> selectors,
                                          std::size_t max_token_bytes);

}  // namespace caveat::html
