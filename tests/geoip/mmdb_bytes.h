// Writes MaxMind DB files by hand, sound and unsound.
#pragma once

#include <cstdint>
#include <string>

namespace caveat::geoip::mmdb_bytes {

inline std::string text(const std::string& value) {
  return std::string(1, static_cast<char>(0x40 | value.size())) + value;
}
inline std::string map(int entries) {
  return std::string(1, static_cast<char>(0xE0 | entries));
}
inline std::string array(int entries) {
  return std::string{static_cast<char>(entries), '\x04'};
}
inline std::string uint16(int value) {
  return std::string{'\xA2', static_cast<char>(value >> 8), static_cast<char>(value)};
}
inline std::string uint32(std::uint32_t value) {
  std::string bytes(1, '\xC4');
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift);
  return bytes;
}
/// A pointer below 2048.
inline std::string pointer(int target) {
  return std::string{static_cast<char>(0x20 | target >> 8), static_cast<char>(target)};
}

struct Metadata {
  std::uint32_t node_count = 1;
  int record_size = 24;
  int ip_version = 4;
  int format = 2;
  std::string type = "hand-made";
  std::string build_epoch = std::string("\x04\x02\x69\x00\x00\x00", 6);  // uint64
};

inline std::string metadata(const Metadata& m = {}) {
  return "\xab\xcd\xefMaxMind.com" + map(7) + text("node_count") + uint32(m.node_count) +
         text("record_size") + uint16(m.record_size) + text("ip_version") + uint16(m.ip_version) +
         text("binary_format_major_version") + uint16(m.format) + text("binary_format_minor_version") +
         uint16(0) + text("build_epoch") + m.build_epoch + text("database_type") + text(m.type);
}

/// One 24-bit node.
inline std::string node(std::uint32_t left, std::uint32_t right) {
  std::string bytes;
  for (const std::uint32_t record : {left, right}) {
    for (int shift = 16; shift >= 0; shift -= 8) bytes += static_cast<char>(record >> shift);
  }
  return bytes;
}

/// A file of one node whose both sides lead to the value at `offset` of `data`.
inline std::string file_of(const std::string& data, std::uint32_t offset = 0, const Metadata& m = {}) {
  const std::uint32_t record = 1 + 16 + offset;
  return node(record, record) + std::string(16, '\0') + data + metadata(m);
}

}  // namespace caveat::geoip::mmdb_bytes
