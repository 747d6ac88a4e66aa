// A cell of a CSV that a spreadsheet may open (RFC 4180).
#pragma once

#include <string>
#include <string_view>

namespace caveat::audit {

/// One line of text in quotes. What would be a formula has an apostrophe before it.
std::string csv_cell(std::string_view text);

}  // namespace caveat::audit
