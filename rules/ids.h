// Names that authors give to packs, rules, regions and notices.
#pragma once

#include <string_view>

#include "rules/problems.h"

namespace caveat::rules {

/// Letters, digits and hyphens of ASCII, at most 64: ids stand in pages, records and file names.
bool is_id(std::string_view text);

/// Reports one that is none; `what` is "pack", "rule", ...
bool check_id(std::string_view text, const SourcePlace& place, std::string_view what, Problems& problems);

}  // namespace caveat::rules
