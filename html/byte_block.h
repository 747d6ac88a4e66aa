// Sixteen bytes of a page looked at in one step.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#include "html/byte_lanes.h"

namespace caveat::html {

class ByteBlock {
 public:
  static constexpr std::size_t kSize = 16;

  /// Which of the sixteen bytes fulfil a condition.
  class Matches {
   public:
    bool any() const { return bits_ != 0; }
    /// The index of the first; `any()` holds.
    std::size_t first() const {
      return static_cast<std::size_t>(std::countr_zero(bits_)) / byte_lanes::kBitsPerByte;
    }

   private:
    friend class ByteBlock;
    explicit Matches(byte_lanes::Lanes lanes) : bits_(byte_lanes::bits(lanes)) {}
    std::uint64_t bits_;
  };

  /// `bytes` points to at least kSize of them.
  explicit ByteBlock(const char* bytes) : lanes_(byte_lanes::load(bytes)) {}

  /// The bytes that are `c`.
  Matches equal(char c) const { return Matches(byte_lanes::equal(lanes_, c)); }
  Matches equal_to_either(char a, char b) const {
    return Matches(byte_lanes::either(byte_lanes::equal(lanes_, a), byte_lanes::equal(lanes_, b)));
  }
  /// Those up to the space: all white space is among them.
  Matches up_to_space() const { return Matches(byte_lanes::up_to(lanes_, ' ')); }
  /// Those that may end the name of a tag or of an attribute: '>', '/', '=' and everything up to the space.
  Matches name_ends() const {
    using namespace byte_lanes;
    return Matches(either(either(byte_lanes::equal(lanes_, '='), byte_lanes::equal(lanes_, '>')),
                          either(byte_lanes::equal(lanes_, '/'), up_to(lanes_, ' '))));
  }
  /// Those in an attribute's value that do not stand for themselves: '&', CR and NUL.
  Matches to_decode() const {
    using namespace byte_lanes;
    return Matches(either(either(byte_lanes::equal(lanes_, '&'), byte_lanes::equal(lanes_, '\r')),
                          byte_lanes::equal(lanes_, '\0')));
  }

 private:
  byte_lanes::Lanes lanes_;
};

}  // namespace caveat::html
