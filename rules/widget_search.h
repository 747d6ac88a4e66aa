// Which elements of a page the widget catalogue knows.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/widget_catalogue.h"

namespace caveat::rules {

/// One element, and every entry of the catalogue that knows it, in the catalogue's order.
struct FoundWidget {
  std::vector<const Widget*> widgets;
  std::size_t offset = 0;  ///< of its start tag, in bytes of the page
  std::string start_tag;

  bool is_of_kind(std::string_view kind) const;
};

/// What a rule that names `kind` (every kind, if it is empty) would take out of the page, in order of place;
/// what stands inside of such an element is not listed. `page` is in an ASCII-compatible charset; nullopt if
/// it cannot be followed. The widgets are the catalogue's.
std::optional<std::vector<FoundWidget>> find_widgets(std::string_view page, const WidgetCatalogue& catalogue,
                                                     std::string_view kind = {});

}  // namespace caveat::rules
