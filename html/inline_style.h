// The declarations of a style attribute (CSS Style Attributes; CSS Syntax Level 3, section 5.4.4).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace caveat::html {

/// Both in ASCII lower case, escapes resolved, comments and runs of white space made one space, without
/// `!important`; the property without its vendor's prefix.
struct StyleDeclaration {
  std::string property;
  std::string value;
};

/// `style`: the attribute's value, character references resolved. What is no declaration is left out, as
/// browsers do; whether a browser knows the property is not looked at.
std::vector<StyleDeclaration> parse_inline_style(std::string_view style);

/// A number with its unit: "-9999px", "0", "50%".
struct Dimension {
  double number = 0;
  std::string_view unit;       ///< empty if there is none
  std::string_view text = {};  ///< all of it
};

/// All numbers in the value of a declaration, in order. Lives as long as `value`.
std::vector<Dimension> dimensions_in(std::string_view value);

}  // namespace caveat::html
