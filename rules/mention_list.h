// `mentions = [...]`: names and expressions, compiled, with a word of advice where pages will not write them
// so.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "html/mention_set.h"
#include "rules/table_reader.h"

namespace caveat::rules {

/// Reports what cannot be looked for, and warns of entries that are copied whole from a register.
std::shared_ptr<const html::MentionSet> compile_mentions(const std::vector<PlacedText>& mentions,
                                                         Problems& problems);

/// The names within an entry of a register: "Riddle (аналитический Центр «Риддл»), Литва" has three.
std::vector<std::string> names_within(std::string_view entry);

/// An element for running text that shows `words`, in ASCII. `mark` is its `data-caveat`.
std::string mark_html(std::string_view mark, std::string_view words);

}  // namespace caveat::rules
