// Which of many strings a short text may contain, at a cost that hardly depends on how many there are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "html/caseless_search.h"
#include "html/keyed_table.h"

namespace caveat::html {

/// Looks at four bytes of the text at a time, at every `stride`-th place only: every string is entered under
/// as many neighbouring windows as the stride is long, so that one of them is looked at wherever the string
/// stands (as in Wu and Manber, "A fast algorithm for multi-pattern searching"). The shortest string sets the
/// stride. Strings shorter than a window are looked for one by one. ASCII case is ignored.
class SubstringFilter {
 public:
  static constexpr std::size_t kWindow = 4;
  /// Strings of so many bytes, or more, do not make the stride shorter.
  static constexpr std::size_t kWholeStride = 7;

  bool empty() const { return strings_.empty() && short_.empty(); }
  /// `string` is not empty.
  void add(std::string_view string, std::uint32_t number);

  /// Calls `visit` with the numbers of the strings that `text` contains, some of them more than once, until
  /// it says true; says whether it did.
  template <typename Visit>
  bool any_contained(std::string_view text, Visit visit) const {
    for (const NumberedString& string : short_) {
      if (contains_ignoring_ascii_case(text, string.text) && visit(string.number)) return true;
    }
    for (std::size_t at = 0; !strings_.empty() && at + kWindow <= text.size(); at += stride_) {
      const std::uint32_t window = window_at(text.data() + at);
      const std::size_t bit = bit_of(window);
      if ((may_have_[bit / 64] >> (bit % 64) & 1) == 0) continue;
      const std::vector<Entry>* entries = by_window_.find(window);
      if (entries == nullptr) continue;
      for (const Entry& entry : *entries) {
        if (stands_at(entry, text, at) && visit(strings_[entry.string].number)) return true;
      }
    }
    return false;
  }
  bool contains_any(std::string_view text) const {
    if (short_.empty() && !any_window(text)) return false;
    return any_contained(text, [](std::uint32_t) { return true; });
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
  static constexpr std::size_t kMaxStride = kWholeStride - kWindow + 1;
  struct NumberedString {
    std::string text;
    std::uint32_t number;
  };

  /// A window of a string.
  struct Entry {
    std::uint32_t string;  ///< index into strings_
    std::uint32_t offset;
  };

  /// Whether anything is entered for a window that any_contained would look at; no branch but for its end.
  bool any_window(std::string_view text) const {
    if (strings_.empty()) return false;
    const std::uint64_t* const may_have = may_have_.data();
    const std::size_t stride = stride_;
    std::uint64_t found = 0;
    for (std::size_t at = 0; at + kWindow <= text.size(); at += stride) {
      const std::size_t bit = bit_of(window_at(text.data() + at));
      found |= may_have[bit / 64] >> (bit % 64);
    }
    return (found & 1) != 0;
  }
  static std::size_t bit_of(std::uint32_t window) { return (window * 0x9E3779B1U) >> (32 - kFilterBits); }
  void enter(std::uint32_t index);
  bool stands_at(const Entry& entry, std::string_view text, std::size_t at) const;

  std::vector<NumberedString> short_;    ///< those that have no window
  std::vector<NumberedString> strings_;  ///< the others
  std::size_t stride_ = kMaxStride;
  std::vector<std::uint64_t> may_have_;  ///< a bit for each value of bit_of
  KeyedTable<std::vector<Entry>> by_window_;
};

}  // namespace caveat::html
