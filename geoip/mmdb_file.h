// The whole check of a MaxMind DB file before the library may touch it: metadata, search tree, every record.
// Format: MaxMind DB File Format Specification 2.0.
#pragma once

#include <boost/system/result.hpp>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace caveat::geoip {

/// What the search tree needs of the metadata.
struct MmdbShape {
  std::uint32_t node_count = 0;
  unsigned record_bits = 0;  ///< 24, 28 or 32
  unsigned ip_version = 0;   ///< 4 or 6

  std::uint64_t tree_bytes() const { return std::uint64_t{node_count} * record_bits / 4; }
};

/// A file that decodes from end to end.
struct CheckedMmdb {
  MmdbShape shape;
  std::vector<std::uint32_t> records;  ///< distinct offsets in the data section, ascending
};

/// Time and memory are linear in the size of the file. The error is a sentence on the first thing wrong.
boost::system::result<CheckedMmdb, std::string> check_mmdb(std::span<const std::uint8_t> file);

}  // namespace caveat::geoip
