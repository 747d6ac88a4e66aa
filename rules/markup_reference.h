// Characters that text may not hold as they are where markup is read.
#pragma once

#include <string_view>

namespace caveat::rules {

/// "&amp;" for '&', and so for '<', '>' and both quotes; empty for all others.
constexpr std::string_view markup_reference(char32_t code_point) {
  switch (code_point) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

}  // namespace caveat::rules
