// Which notices of a pack a served response shows.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "filter/trial.h"

namespace caveat::filter {

struct ShownNotice {
  std::string name;
  std::string language;               ///< BCP 47 tag; empty if that is not known
  std::optional<std::size_t> offset;  ///< in bytes of the page; nullopt if it is not in a page
};

/// `page` is the body, readable (readable_page.h). In a feed or JSON only what is inserted is known.
std::vector<ShownNotice> shown_notices(const rules::PackSummary& pack, const Trial& trial,
                                       std::string_view page);

}  // namespace caveat::filter
