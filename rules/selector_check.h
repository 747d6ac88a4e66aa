// CSS selectors as authors write them in packs.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "html/selector.h"
#include "rules/problems.h"
#include "rules/table_reader.h"

namespace caveat::rules {

/// The selector that begins at byte `offset` of a text; nullopt after a diagnostic with its caret at the very
/// place inside the text.
std::optional<html::SelectorList> checked_selector(const PlacedText& text, std::size_t offset,
                                                   Problems& problems);

/// All of `texts` as one list; nullopt if there is none, or after a diagnostic for each that is refused.
std::optional<html::SelectorList> joined_selectors(const std::vector<PlacedText>& texts, Problems& problems);

}  // namespace caveat::rules
