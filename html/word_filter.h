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
    const std::uint64_t last = size < 8 ? 0 : load(begin + size - 8);
    const std::size_t bit = hash(load(begin), last, size) >> shift_;
    return (bits_[bit / 64] >> (bit % 64) & 1) != 0;
  }

 private:
  static std::uint64_t load(const char* bytes) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes, sizeof word);
    return word;
  }
  /// `first`: eight bytes from its beginning; `last`: the eight to its end, 0 if it is shorter.
  static std::uint64_t hash(std::uint64_t first, std::uint64_t last, std::size_t size) {
    const std::uint64_t head = size < 8 ? first & ~(~std::uint64_t{0} << (8 * size)) : first;
    return mixed_key(mixed_key(ascii_lower_eight(head) + size) ^ (ascii_lower_eight(last) >> 3));
  }
  void enter(std::string_view word);

  std::vector<std::string> words_;
  std::vector<std::uint64_t> bits_;
  unsigned shift_ = 64;
  bool always_ = false;
};

}  // namespace caveat::html
