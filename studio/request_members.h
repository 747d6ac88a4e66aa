// The members of a question's JSON, by name and type.
#pragma once

#include <boost/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "studio/api_answer.h"

namespace caveat::studio {

/// The text `name` of `question`; an error if it is not there or no text.
Asked<std::string> needed_text(const boost::json::object& question, std::string_view name);

/// The same; empty if it is not there or null.
Asked<std::string> optional_text(const boost::json::object& question, std::string_view name);

/// A list of texts; empty if it is not there or null.
Asked<std::vector<std::string>> optional_texts(const boost::json::object& question, std::string_view name);

/// The object `name`; empty if it is not there or null.
Asked<boost::json::object> optional_object(const boost::json::object& question, std::string_view name);

}  // namespace caveat::studio
