// The elements that an action is about: `widgets` of the catalogue and own `elements`.
#pragma once

#include <cstddef>
#include <vector>

#include "html/selector.h"
#include "rules/actions/actions.h"
#include "rules/problems.h"
#include "rules/table_reader.h"

namespace caveat::rules {

struct ChosenElements {
  html::SelectorList selector;
  std::size_t max_text_bytes = 0;  ///< an element whose text is longer is none; 0: no bound
};

/// What `widgets` and `elements` of the action's table name, in this order. Reports an action that has
/// neither.
std::vector<ChosenElements> chosen_elements(TableReader& reader, const ActionSource& source,
                                            Problems& problems);

}  // namespace caveat::rules
