// Which of many strings a short text may contain, at a cost that hardly depends on how many there are.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

#include "html/keyed_table.h"

namespace caveat::html {

/// Looks at four bytes of the text at a time, at every `stride`-th place only: every string is entered under
/// as many neighbouring windows as the stride is long, so that one of them is looked at wherever the string
/// stands (as in Wu and Manber, "A fast algorithm for multi-pattern searching"). ASCII case is ignored. What
/// it names may be there; what it does not name is not.
class SubstringFilter {
 public:
  static constexpr std::size_t kWindow = 4;

  bool empty() const { return strides_.empty(); }
  /// `string` has at least kWindow bytes.
  void add(std::string_view string, std::uint32_t number);

  /// Calls `visit` with the numbers of strings that `text` may contain; some may come more than once.
  template <typename Visit>
  void for_candidates(std::string_view text, Visit visit) const {
    for (const Stride& stride : strides_) {
      for (std::size_t at = 0; at + kWindow <= text.size(); at += stride.length) {
        const std::uint32_t window = window_at(text.data() + at);
        if (!stride.may_have[bit_of(window)]) continue;
        const std::vector<std::uint32_t>* numbers = stride.strings.find(window);
        if (numbers == nullptr) continue;
        for (const std::uint32_t number : *numbers) visit(number);
      }
    }
  }

 private:
  static constexpr unsigned kFilterBits = 14;
  static constexpr std::size_t kMaxStride = 4;
  struct Stride {
    std::size_t length = 0;
    std::vector<bool> may_have;
    KeyedTable<std::vector<std::uint32_t>> strings;
  };

  /// Letters of either case give the same; so do a few other pairs, which does no harm.
  static std::uint32_t window_at(const char* bytes) {
    std::uint32_t window = 0;
    std::memcpy(&window, bytes, kWindow);
    return window | 0x20202020U;
  }
  static std::size_t bit_of(std::uint32_t window) { return (window * 0x9E3779B1U) >> (32 - kFilterBits); }

  std::vector<Stride> strides_;
};

}  // namespace caveat::html
