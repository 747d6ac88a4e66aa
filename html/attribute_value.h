// The value of an attribute, decoded only where it has to be.
#pragma once

#include <string>
#include <string_view>

#include "html/character_references.h"

namespace caveat::html {

/// Lives no longer than the bytes it was made of.
class AttributeValue {
 public:
  explicit AttributeValue(std::string_view raw) : view_(raw) {
    constexpr std::string_view kNeedsDecoding("&\r\0", 3);
    if (raw.find_first_of(kNeedsDecoding) == std::string_view::npos) return;
    decoded_ = decode_attribute_value(raw);
    view_ = decoded_;
  }
  AttributeValue(const AttributeValue&) = delete;
  AttributeValue& operator=(const AttributeValue&) = delete;

  std::string_view view() const { return view_; }

 private:
  std::string decoded_;
  std::string_view view_;
};

}  // namespace caveat::html
