// Names of elements and attributes as numbers, without regard to ASCII case.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

namespace caveat::html {

static_assert(std::endian::native == std::endian::little, "name_key packs names in this order of bytes");

/// Eight bytes with 'A' to 'Z' in lower case.
constexpr std::uint64_t ascii_lower_eight(std::uint64_t bytes) {
  constexpr std::uint64_t kOnes = 0x0101010101010101U;
  const std::uint64_t low_bits = bytes & (0x7F * kOnes);
  const std::uint64_t from_a = low_bits + (0x80 - 'A') * kOnes;
  const std::uint64_t past_z = low_bits + (0x7F - 'Z') * kOnes;
  const std::uint64_t upper = (from_a ^ past_z) & ~bytes & (0x80 * kOnes);
  return bytes | (upper >> 2);
}

/// Spreads a key over all bits.
constexpr std::uint64_t mixed_key(std::uint64_t key) {
  return key * 0x9E3779B97F4A7C15U;
}

namespace name_key_detail {

constexpr std::uint64_t load(const char* bytes, std::size_t count) {
  std::uint64_t word = 0;
  if (std::is_constant_evaluated()) {
    for (std::size_t i = 0; i < count; ++i) {
      word |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
    }
  } else {
    std::memcpy(&word, bytes, count);
  }
  return word;
}

constexpr std::uint64_t add_word(std::uint64_t key, std::uint64_t word) {
  key = mixed_key(key ^ ascii_lower_eight(word));
  return key ^ (key >> 29);
}

/// Of a name longer than eight bytes.
constexpr std::uint64_t long_key(const char* name, std::size_t length) {
  std::uint64_t key = length;
  for (std::size_t at = 0; at + 8 < length; at += 8) key = add_word(key, load(name + at, 8));
  return add_word(key, load(name + length - 8, 8));
}

/// Of up to eight bytes, the first of `bytes`; the others are 0.
constexpr std::uint64_t short_key(std::uint64_t bytes, std::size_t length) {
  constexpr std::uint64_t kOnes = 0x0101010101010101U;
  const std::uint64_t filled = length == 8 ? bytes : bytes | (~std::uint64_t{0} << (8 * length));
  const bool has_nul = ((filled - kOnes) & ~filled & (0x80 * kOnes)) != 0;
  // The padding would make a NUL at the end disappear.
  return has_nul ? add_word(length, bytes) : ascii_lower_eight(bytes);
}

}  // namespace name_key_detail

/// Equal for names that differ in ASCII case only. A name of up to eight bytes is its own key; longer ones
/// share one with a chance of 2^-64.
constexpr std::uint64_t name_key(std::string_view name) {
  if (name.size() > 8) return name_key_detail::long_key(name.data(), name.size());
  return name_key_detail::short_key(name_key_detail::load(name.data(), name.size()), name.size());
}

/// The same for a name behind which bytes can be read up to `readable_end`: no branch on its length.
inline std::uint64_t name_key(std::string_view name, const char* readable_end) {
  if (name.size() > 8) return name_key_detail::long_key(name.data(), name.size());
  if (name.empty() || readable_end - name.data() < 8) return name_key(name);
  const std::uint64_t bytes = name_key_detail::load(name.data(), 8);
  const std::uint64_t of_name = ~std::uint64_t{0} >> (64 - 8 * name.size());
  return name_key_detail::short_key(bytes & of_name, name.size());
}

}  // namespace caveat::html
