// Sixteen bytes of a page looked at in one step: SSE2, NEON, or one after the other.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__ARM_NEON) && defined(__aarch64__)
#include <arm_neon.h>
#endif

namespace caveat::html {

/// Both are part of their architecture, so that nothing has to be chosen at run time.
class ByteBlock {
 public:
  static constexpr std::size_t kSize = 16;

  /// Which of the sixteen bytes fulfil a condition.
  class Matches {
   public:
    bool any() const { return bits_ != 0; }
    /// The index of the first; `any()` holds.
    std::size_t first() const { return static_cast<std::size_t>(std::countr_zero(bits_)) / kBitsPerByte; }

   private:
    friend class ByteBlock;
#if defined(__ARM_NEON) && defined(__aarch64__) && !defined(__SSE2__)
    static constexpr std::size_t kBitsPerByte = 4;
#else
    static constexpr std::size_t kBitsPerByte = 1;
#endif
    explicit Matches(std::uint64_t bits) : bits_(bits) {}
    std::uint64_t bits_;
  };

  /// `bytes` points to at least kSize of them.
  explicit ByteBlock(const char* bytes);

  /// The bytes that are `c`.
  Matches equal(char c) const;
  /// Those that may end the name of a tag or of an attribute: '>', '/', '=' and everything up to the space.
  Matches name_ends() const;
  /// Those up to the space: all white space is among them.
  Matches up_to_space() const;
  /// Those in an attribute's value that do not stand for themselves: '&', CR and NUL.
  Matches to_decode() const;

 private:
#if defined(__SSE2__)
  static Matches matches(__m128i lanes) {
    return Matches(static_cast<std::uint32_t>(_mm_movemask_epi8(lanes)));
  }
  __m128i equal_lanes(char c) const {
    return _mm_cmpeq_epi8(bytes_, _mm_set1_epi8(c));
  }
  __m128i lanes_up_to_space() const {
    return _mm_cmpeq_epi8(_mm_min_epu8(bytes_, _mm_set1_epi8(' ')), bytes_);
  }
  __m128i bytes_;
#elif defined(__ARM_NEON) && defined(__aarch64__)
  static Matches matches(uint8x16_t lanes) {
    const uint8x8_t narrowed = vshrn_n_u16(vreinterpretq_u16_u8(lanes), 4);
    return Matches(vget_lane_u64(vreinterpret_u64_u8(narrowed), 0));
  }
  uint8x16_t equal_lanes(char c) const {
    return vceqq_u8(bytes_, vdupq_n_u8(static_cast<std::uint8_t>(c)));
  }
  uint8x16_t bytes_;
#else
  template <typename Condition>
  Matches matches(Condition condition) const {
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < kSize; ++i) bits |= std::uint64_t{condition(bytes_[i])} << i;
    return Matches(bits);
  }
  unsigned char bytes_[kSize];
#endif
};

#if defined(__SSE2__)

inline ByteBlock::ByteBlock(const char* bytes)
    : bytes_(_mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes))) {}

inline ByteBlock::Matches ByteBlock::equal(char c) const {
  return matches(equal_lanes(c));
}

inline ByteBlock::Matches ByteBlock::name_ends() const {
  return matches(_mm_or_si128(_mm_or_si128(equal_lanes('='), equal_lanes('>')),
                              _mm_or_si128(equal_lanes('/'), lanes_up_to_space())));
}

inline ByteBlock::Matches ByteBlock::up_to_space() const {
  return matches(lanes_up_to_space());
}

inline ByteBlock::Matches ByteBlock::to_decode() const {
  return matches(_mm_or_si128(_mm_or_si128(equal_lanes('&'), equal_lanes('\r')), equal_lanes('\0')));
}

#elif defined(__ARM_NEON) && defined(__aarch64__)

inline ByteBlock::ByteBlock(const char* bytes)
    : bytes_(vld1q_u8(reinterpret_cast<const std::uint8_t*>(bytes))) {}

inline ByteBlock::Matches ByteBlock::equal(char c) const {
  return matches(equal_lanes(c));
}

inline ByteBlock::Matches ByteBlock::name_ends() const {
  return matches(vorrq_u8(vorrq_u8(equal_lanes('='), equal_lanes('>')),
                          vorrq_u8(equal_lanes('/'), vcleq_u8(bytes_, vdupq_n_u8(' ')))));
}

inline ByteBlock::Matches ByteBlock::up_to_space() const {
  return matches(vcleq_u8(bytes_, vdupq_n_u8(' ')));
}

inline ByteBlock::Matches ByteBlock::to_decode() const {
  return matches(vorrq_u8(vorrq_u8(equal_lanes('&'), equal_lanes('\r')), equal_lanes('\0')));
}

#else

inline ByteBlock::ByteBlock(const char* bytes) {
  std::memcpy(bytes_, bytes, kSize);
}

inline ByteBlock::Matches ByteBlock::equal(char c) const {
  return matches([c](unsigned char b) { return b == static_cast<unsigned char>(c); });
}

inline ByteBlock::Matches ByteBlock::name_ends() const {
  return matches([](unsigned char b) { return b <= ' ' || b == '=' || b == '>' || b == '/'; });
}

inline ByteBlock::Matches ByteBlock::up_to_space() const {
  return matches([](unsigned char b) { return b <= ' '; });
}

inline ByteBlock::Matches ByteBlock::to_decode() const {
  return matches([](unsigned char b) { return b == '&' || b == '\r' || b == 0; });
}

#endif

}  // namespace caveat::html
