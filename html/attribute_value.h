// The value of an attribute, decoded only where it has to be.
#pragma once

#include <string>
#include <string_view>

#include "html/byte_block.h"
#include "html/character_references.h"

namespace caveat::html {

/// Lives no longer than the bytes it was made of.
class AttributeValue {
 public:
  explicit AttributeValue(std::string_view raw) : view_(raw) {
    if (!has_to_be_decoded(raw)) return;
    decoded_ = decode_attribute_value(raw);
    view_ = decoded_;
  }
  AttributeValue(const AttributeValue&) = delete;
  AttributeValue& operator=(const AttributeValue&) = delete;

  std::string_view view() const { return view_; }

 private:
  static bool has_to_be_decoded(std::string_view raw) {
    while (raw.size() >= ByteBlock::kSize) {
      if (ByteBlock(raw.data()).to_decode().any()) return true;
      raw.remove_prefix(ByteBlock::kSize);
    }
    for (const char c : raw) {
      if (c == '&' || c == '\r' || c == '\0') return true;
    }
    return false;
  }

  std::string decoded_;
  std::string_view view_;
};

}  // namespace caveat::html
