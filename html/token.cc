#include "html/token.h"

#include "html/ascii.h"

namespace caveat::html {

const Attribute* TagToken::find(std::string_view name_in_lower_case) const {
  for (const Attribute& attribute : attributes) {
    if (equal_ignoring_ascii_case(attribute.name, name_in_lower_case)) return &attribute;
  }
  return nullptr;
}

}  // namespace caveat::html
