// `in` of a rule.
#pragma once

#include "rules/reach.h"
#include "rules/table_reader.h"

namespace caveat::rules {

/// `rule`: the table that `reader` reads, for what does not go together with `in`. Otherwise a Reach that may
/// only be used if no error was reported.
Reach read_reach(TableReader& reader, const TomlTable& rule, Problems& problems);

}  // namespace caveat::rules
