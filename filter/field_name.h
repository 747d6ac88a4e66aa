// Names of HTTP fields, made so that they are compared fast.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace caveat::filter {

/// The name of a field, and what tells most names apart at a glance: worked out beforehand where the name is
/// a constant.
class FieldName {
 public:
  constexpr FieldName(std::string_view text) : text_(text), key_(key_of(text)) {}
  consteval FieldName(const char* text) : FieldName(std::string_view(text)) {}
  FieldName(const std::string& text) : FieldName(std::string_view(text)) {}

  constexpr std::string_view text() const { return text_; }
  /// Equal names have equal keys, and nearly all others have not: size, first, last and middle letter,
  /// without case.
  constexpr std::uint32_t key() const { return key_; }
  /// One bit of 64, by the key: names with another bit are not this one.
  constexpr std::uint64_t bit() const { return std::uint64_t{1} << (key_ * 0x9e3779b1U >> 26U); }

 private:
  static constexpr std::uint32_t key_of(std::string_view text) {
    if (text.empty()) return 0;
    const auto letter = [](char c) {
      return static_cast<std::uint32_t>(static_cast<unsigned char>(c) | 0x20U);
    };
    return (static_cast<std::uint32_t>(text.size()) & 0xffU) | letter(text.front()) << 8U |
           letter(text.back()) << 16U | letter(text[text.size() / 2]) << 24U;
  }

  std::string_view text_;
  std::uint32_t key_;
};

}  // namespace caveat::filter
