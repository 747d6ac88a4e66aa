#include "html/token.h"

namespace caveat::html {

const Attribute* TagToken::find_key(std::uint64_t key) const {
  for (const Attribute& attribute : attributes) {
    if (attribute.key == key) return &attribute;
  }
  return nullptr;
}

}  // namespace caveat::html
