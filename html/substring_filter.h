// Which of many strings a short text may contain, at a cost that hardly depends on how many there are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "html/keyed_table.h"

namespace caveat::html {

/// Looks at four bytes of the text at a time, at every `stride`-th place only: every string is entered under
/// as many neighbouring windows as the stride is long, so that one of them is looked at wherever the string
/// stands (as in Wu and Manber, "A fast algorithm for multi-pattern searching"). The shortest string sets the
/// stride. ASCII case is ignored. What it names may be there; what it does not name is not.
class SubstringFilter {
 public:
  static constexpr std::size_t kWindow = 4;

  bool empty() const { return strings_.empty(); }
  /// `string` has at least kWindow bytes.
  void add(std::string_view string, std::uint32_t number);

  /// Calls `visit` with the numbers of strings that `text` may contain; some may come more than once.
  template <typename Visit>
  void for_candidates(std::string_view text, Visit visit) const {
    if (empty()) return;
    for (std::size_t at = 0; at + kWindow <= text.size(); at += stride_) {
      const std::uint32_t window = window_at(text.data() + at);
      const std::size_t bit = bit_of(window);
      if ((may_have_[bit / 64] >> (bit % 64) & 1) == 0) continue;
      const std::vector<std::uint32_t>* numbers = by_window_.find(window);
      if (numbers == nullptr) continue;
      for (const std::uint32_t number : *numbers) visit(number);
    }
  }

  /// Whether `text` may contain any.
  bool may_contain(std::string_view text) const {
    if (empty()) return false;
    for (std::size_t at = 0; at + kWindow <= text.size(); at += stride_) {
      const std::uint32_t window = window_at(text.data() + at);
      const std::size_t bit = bit_of(window);
      if ((may_have_[bit / 64] >> (bit % 64) & 1) != 0 && by_window_.find(window) != nullptr) return true;
    }
    return false;
  }

  /// The first window of `text`, which has at least kWindow bytes. Letters of either case give the same; so
  /// do a few other pairs, which does no harm. Never 0.
  static std::uint32_t window_at(const char* text) {
    std::uint32_t window = 0;
    std::memcpy(&window, text, kWindow);
    return window | 0x20202020U;
  }

 private:
  static constexpr unsigned kFilterBits = 14;
  static constexpr std::size_t kMaxStride = 4;
  struct NumberedString {
    std::string text;
    std::uint32_t number;
  };

  static std::size_t bit_of(std::uint32_t window) { return (window * 0x9E3779B1U) >> (32 - kFilterBits); }
  void enter(const NumberedString& string);

  std::vector<NumberedString> strings_;
  std::size_t stride_ = kMaxStride;
  std::vector<std::uint64_t> may_have_;  ///< a bit for each value of bit_of
  KeyedTable<std::vector<std::uint32_t>> by_window_;
};

}  // namespace caveat::html
