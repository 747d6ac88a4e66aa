// What byte_block.h needs of a machine's vectors: SSE2, NEON, or none.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__ARM_NEON) && defined(__aarch64__)
#include <arm_neon.h>
#endif

namespace caveat::html::byte_lanes {

// Both are part of their architecture, so that nothing has to be chosen at run time. A lane holds a byte;
// after a comparison all its bits are set or none.
#if defined(__SSE2__)

using Lanes = __m128i;
constexpr std::size_t kBitsPerByte = 1;

inline Lanes load(const char* bytes) {
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes));
}
inline Lanes equal(Lanes a, char c) {
  return _mm_cmpeq_epi8(a, _mm_set1_epi8(c));
}
inline Lanes up_to(Lanes a, char c) {
  return _mm_cmpeq_epi8(_mm_min_epu8(a, _mm_set1_epi8(c)), a);
}
inline Lanes either(Lanes a, Lanes b) {
  return _mm_or_si128(a, b);
}
inline std::uint64_t bits(Lanes a) {
  return static_cast<std::uint32_t>(_mm_movemask_epi8(a));
}

#elif defined(__ARM_NEON) && defined(__aarch64__)

using Lanes = uint8x16_t;
constexpr std::size_t kBitsPerByte = 4;

inline Lanes load(const char* bytes) {
  return vld1q_u8(reinterpret_cast<const std::uint8_t*>(bytes));
}
inline Lanes equal(Lanes a, char c) {
  return vceqq_u8(a, vdupq_n_u8(static_cast<std::uint8_t>(c)));
}
inline Lanes up_to(Lanes a, char c) {
  return vcleq_u8(a, vdupq_n_u8(static_cast<std::uint8_t>(c)));
}
inline Lanes either(Lanes a, Lanes b) {
  return vorrq_u8(a, b);
}
inline std::uint64_t bits(Lanes a) {
  return vget_lane_u64(vreinterpret_u64_u8(vshrn_n_u16(vreinterpretq_u16_u8(a), 4)), 0);
}

#else

using Lanes = std::array<unsigned char, 16>;
constexpr std::size_t kBitsPerByte = 1;

template <typename Function>
Lanes each(Function function) {
  Lanes result{};
  for (std::size_t i = 0; i < result.size(); ++i) result[i] = function(i);
  return result;
}
inline Lanes load(const char* bytes) {
  Lanes lanes{};
  std::memcpy(lanes.data(), bytes, lanes.size());
  return lanes;
}
inline Lanes equal(const Lanes& a, char c) {
  return each([&](std::size_t i) { return a[i] == static_cast<unsigned char>(c) ? 0xFF : 0; });
}
inline Lanes up_to(const Lanes& a, char c) {
  return each([&](std::size_t i) { return a[i] <= static_cast<unsigned char>(c) ? 0xFF : 0; });
}
inline Lanes either(const Lanes& a, const Lanes& b) {
  return each([&](std::size_t i) { return static_cast<unsigned char>(a[i] | b[i]); });
}
inline std::uint64_t bits(const Lanes& a) {
  std::uint64_t result = 0;
  for (std::size_t i = 0; i < a.size(); ++i) result |= std::uint64_t{a[i] != 0} << i;
  return result;
}

#endif

}  // namespace caveat::html::byte_lanes
