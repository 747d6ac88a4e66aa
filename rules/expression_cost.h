// How large a regular expression becomes when it is compiled, before it is.
#pragma once

#include <cstddef>
#include <string_view>

namespace caveat::rules {

/// About the number of instructions of RE2's program for `expression`: its letters, with counted repetitions
/// written out. At most 10^9.
std::size_t expression_cost(std::string_view expression);

/// What the expressions of one file may cost together: some ten thousand names with word characters in them.
inline constexpr std::size_t kMostExpressionCost = 2'000'000;

}  // namespace caveat::rules
