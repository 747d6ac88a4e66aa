// [pack] of a rule file.
#pragma once

#include <chrono>

#include "rules/pack_head.h"
#include "rules/problems.h"
#include "rules/table_reader.h"

namespace caveat::rules {

/// Takes the key `pack` of `reader`, which reads `document`. Warns of dates that lie before `today`.
PackHead parse_pack_head(const TomlTable& document, TableReader& reader, std::chrono::sys_seconds today,
                         Problems& problems);

}  // namespace caveat::rules
