// The rule language as the page needs it to draw forms, complete and explain.
#pragma once

#include <boost/json.hpp>

#include "studio/wording.h"

namespace caveat::studio {

/// The tables of rules/vocabulary as a tree under `pack`, each key with all that is known of it; the names of
/// conditions and actions; regions by their names in `wording`, widgets, variables of notices, and the codes
/// of diagnostics. The same for the life of the program.
boost::json::object language_tables(const Wording& wording);

}  // namespace caveat::studio
