// The attributes of one start tag for who asks again and again for the same.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "html/attribute_value.h"
#include "html/token.h"

namespace caveat::html {

/// Keeps the value that was asked for last: selectors mostly ask for one and the same attribute.
class LatestAttribute {
 public:
  /// `token` is null for an element without a tag; else it outlives this.
  explicit LatestAttribute(const TagToken* token) : token_(token) {}

  /// Decoded, until the next call; nullopt if there is none of that name (name_key.h).
  std::optional<std::string_view> value(std::uint64_t key) const {
    if (token_ == nullptr) return std::nullopt;
    if (key != key_) look_up(key);
    return value_ ? std::optional(value_->view()) : std::nullopt;
  }

 private:
  void look_up(std::uint64_t key) const {
    key_ = key;
    const auto attribute = token_->find_key(key);
    attribute ? static_cast<void>(value_.emplace(attribute->value)) : value_.reset();
  }

  const TagToken* token_;
  mutable std::uint64_t key_ = 0;  ///< 0 is none
  mutable std::optional<AttributeValue> value_;
};

}  // namespace caveat::html
