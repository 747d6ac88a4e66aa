// Whether a word may be one of many, told in a few instructions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "html/name_key.h"

namespace caveat::html {

/// A Bloom filter with one hash, which knows words by both ends and their length, ASCII case aside. Says yes
/// for every word that was added, and for about one in thirty others; always, if one was added that has white
/// space or control characters in it, since who looks for words may part it there.
class WordFilter {
 public:
  bool empty() const { return words_.empty(); }
  void add(std::string_view word);

  /// `begin` points to `size` bytes; eight can be read from there.
  bool may_have(const char* begin, std::size_t size) const {
    // No branch on the size: of a short word, its end is its beginning.
    const std::size_t last_at = size > 8 ? size - 8 : 0;
    const std::size_t bit = hash(load(begin), load(begin + last_at), size) >> shift_;
    return (bits_[bit / 64] >> (bit % 64) & 1) != 0;
  }

 private:
  static std::uint64_t load(const char* bytes) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes, sizeof word);
    return word;
  }
  /// Of the eight bytes from its beginning and the eight to its end; of fewer, if it is shorter. A few pairs
  /// of bytes other than letters give the same, too.
  static std::uint64_t hash(std::uint64_t first, std::uint64_t last, std::size_t size) {
    const std::uint64_t of_word = size < 8 ? ~(~std::uint64_t{0} << (8 * size)) : ~std::uint64_t{0};
    const std::uint64_t without_case = 0x2020202020202020U;
    return mixed_key(mixed_key(((first | without_case) & of_word) + size) ^
                     (((last | without_case) & of_word) >> 3));
  }
  void enter(std::string_view word);

  std::vector<std::string> words_;
  std::vector<std::uint64_t> bits_;
  unsigned shift_ = 64;
  bool always_ = false;
};

}  // namespace caveat::html
