// The parts of a declaration's value (CSS Values Level 4, section 2).
#pragma once

#include <string_view>
#include <vector>

namespace caveat::html {

/// "inset(0 round 3px)". Lives as long as the value.
struct StyleFunction {
  std::string_view name;  ///< without a vendor's prefix; empty if it is no function
  std::string_view arguments;
};

/// What spaces, commas and slashes outside of brackets part. `value` as StyleDeclaration has it; it outlives
/// the result.
std::vector<std::string_view> components_of(std::string_view value);

/// A component that is a keyword, such as "auto": neither a number nor a function.
bool is_keyword(std::string_view component);

StyleFunction function_in(std::string_view component);

}  // namespace caveat::html
