// What `check` says, for the page.
#pragma once

#include <boost/json.hpp>
#include <span>
#include <string_view>

#include "rules/diagnostic.h"
#include "studio/api_answer.h"

namespace caveat::studio {

/// One object a diagnostic, in their order. Lines and columns are 1-based, columns count code points;
/// `end_column` is behind the last.
boost::json::array diagnostics_json(std::span<const rules::Diagnostic> diagnostics);

/// What a code means, with an example of it and the same mended, where it has one.
ApiAnswer explained_code(std::string_view name);

}  // namespace caveat::studio
