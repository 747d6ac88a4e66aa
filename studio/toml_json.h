// TOML values as the page's forms see them, and back.
#pragma once

#include <boost/json.hpp>

#include "rules/toml.h"
#include "rules/toml_edit.h"
#include "studio/api_answer.h"

namespace caveat::studio {

/// Dates are {"$date": "2026-01-01"}, moments {"$datetime": "2026-01-01T10:00:00Z"}.
boost::json::value json_of(const rules::TomlValue& value);

/// The same backwards; null is an error.
Asked<rules::TomlValue> toml_of(const boost::json::value& value);

/// The member `edits` of a question: [{path: ["rules", 0, "id"], set: ... | append: ... | remove: true}].
Asked<std::vector<rules::TomlEdit>> read_edits(const boost::json::object& question);

/// Every value of the document with its place in `text`: {kind: "table" | "array" | "value", type, value,
/// line, column, end_line, end_column}, members of tables with `key`, `key_line` and `key_column`, all under
/// `children`. `model` is null where `errors` says why. `directions`: "ltr" or "rtl" of every language that
/// the pack's notices have a text in.
boost::json::object toml_model(const std::string& text);

}  // namespace caveat::studio
