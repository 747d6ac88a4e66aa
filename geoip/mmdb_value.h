// Reads the head of one value in a MaxMind DB data section, within bounds, without the library.
// Format: MaxMind DB File Format Specification 2.0, "Data Section".
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace caveat::geoip {

/// The numbers are the format's.
enum class MmdbType : std::uint8_t {
  pointer = 1,
  text = 2,
  double_number = 3,
  bytes = 4,
  uint16 = 5,
  uint32 = 6,
  map = 7,
  int32 = 8,
  uint64 = 9,
  uint128 = 10,
  array = 11,
  boolean = 14,
  float_number = 15,
};

struct MmdbValue {
  MmdbType type = MmdbType::map;
  /// Bytes of content; entries of a map or an array; the offset that a pointer leads to; a boolean's value.
  std::uint32_t size = 0;
  /// Offset of the content; of the next value where there is none.
  std::size_t content = 0;

  /// The type has `size` bytes of content in the section (and not entries, or nothing).
  bool has_bytes() const;
};

/// The value at `offset`, or nothing: it leaves the section, its type is none of the above, or its size is
/// impossible for its type. Content lies within the section; entries and pointers are not followed.
std::optional<MmdbValue> read_mmdb_value(std::span<const std::uint8_t> section, std::size_t offset);

/// Big-endian number from at most eight bytes.
std::uint64_t read_big_endian(std::span<const std::uint8_t> bytes);

}  // namespace caveat::geoip
