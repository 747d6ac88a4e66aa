#include "html/token.h"

namespace caveat::html {

std::optional<Attribute> TagToken::find_key(std::uint64_t key) const {
  for (std::size_t i = 0; i < attributes.size(); ++i) {
    if (attributes.spans()[i].key == key) return attributes[i];
  }
  return std::nullopt;
}

}  // namespace caveat::html
