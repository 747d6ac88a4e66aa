#include "geoip/mmdb_file.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "geoip/mmdb_data_check.h"
#include "geoip/mmdb_tree_check.h"
#include "geoip/mmdb_value.h"

namespace caveat::geoip {
namespace {

constexpr std::string_view kMetadataMarker = "\xab\xcd\xefMaxMind.com";
constexpr std::size_t kMetadataSearch = std::size_t{128} * 1024;
constexpr std::size_t kSeparatorBytes = 16;
constexpr std::uint64_t kLatestBuild = 253402300799;  // the end of the year 9999

using Bytes = std::span<const std::uint8_t>;

/// "Database Metadata": the last marker within the last 128 KiB.
std::optional<std::size_t> find_marker(Bytes file) {
  const Bytes tail = file.last(std::min(file.size(), kMetadataSearch));
  const auto same = [](std::uint8_t byte, char c) { return byte == static_cast<std::uint8_t>(c); };
  const auto found =
      std::find_end(tail.begin(), tail.end(), kMetadataMarker.begin(), kMetadataMarker.end(), same);
  if (found == tail.end()) return std::nullopt;
  return file.size() - tail.size() + static_cast<std::size_t>(found - tail.begin());
}

std::string_view text_of(Bytes section, const MmdbValue& value) {
  return {reinterpret_cast<const char*>(section.data()) + value.content, value.size};
}

/// Looks up keys in the map at the start of a section that was checked.
class MetadataMap {
 public:
  explicit MetadataMap(Bytes section) : section_(section) {}

  std::optional<MmdbValue> find(std::string_view wanted) const {
    const MmdbValue map = *read_mmdb_value(section_, 0);
    std::size_t at = map.content;
    for (std::uint32_t entry = 0; entry < map.size; ++entry) {
      const MmdbValue key = *follow(at);
      at = after(at);
      if (text_of(section_, key) == wanted) return follow(at);
      at = after(at);
    }
    return std::nullopt;
  }

  std::optional<std::uint64_t> number(std::string_view key) const {
    const auto value = find(key);
    const bool is_number = value && (value->type == MmdbType::uint16 || value->type == MmdbType::uint32 ||
                                     value->type == MmdbType::uint64);
    if (!is_number) return std::nullopt;
    return read_big_endian(section_.subspan(value->content, value->size));
  }

 private:
  std::optional<MmdbValue> follow(std::size_t at) const {
    const auto value = read_mmdb_value(section_, at);
    return value->type == MmdbType::pointer ? read_mmdb_value(section_, value->size) : value;
  }
  std::size_t after(std::size_t at) const {
    const MmdbValue value = *read_mmdb_value(section_, at);
    std::size_t end = value.content + (value.has_bytes() ? value.size : 0);
    const std::uint32_t inner = value.type == MmdbType::map     ? 2 * value.size
                                : value.type == MmdbType::array ? value.size
                                                                : 0;
    for (std::uint32_t i = 0; i < inner; ++i) end = after(end);
    return end;
  }

  Bytes section_;
};

boost::system::result<MmdbShape, std::string> read_shape(Bytes metadata) {
  const auto map = read_mmdb_value(metadata, 0);
  if (!map || map->type != MmdbType::map) return std::string("its metadata is no map");
  MmdbDataCheck check(metadata);
  if (!check.check(0)) return "its metadata cannot be read: " + check.problem();

  const MetadataMap keys(metadata);
  const auto nodes = keys.number("node_count");
  const auto bits = keys.number("record_size");
  const auto version = keys.number("ip_version");
  const auto format = keys.number("binary_format_major_version");
  const auto built = keys.number("build_epoch");
  const auto type = keys.find("database_type");
  if (!format || *format != 2) return std::string("it is not of version 2 of the MaxMind DB format");
  if (!nodes || *nodes == 0 || *nodes > UINT32_MAX)
    return std::string("its metadata has no usable node_count");
  if (!bits || (*bits != 24 && *bits != 28 && *bits != 32)) {
    return std::string("its metadata has no usable record_size");
  }
  if (!version || (*version != 4 && *version != 6))
    return std::string("its metadata has no usable ip_version");
  if (!built || *built > kLatestBuild) return std::string("its metadata has no usable build_epoch");
  if (*built == 0) {
    return std::string(
        "it does not say when it was built (its build_epoch is 0), so that its age cannot be told");
  }
  if (!type || type->type != MmdbType::text) return std::string("its metadata has no database_type");
  return MmdbShape{static_cast<std::uint32_t>(*nodes), static_cast<unsigned>(*bits),
                   static_cast<unsigned>(*version)};
}

}  // namespace

boost::system::result<CheckedMmdb, std::string> check_mmdb(Bytes file) {
  const auto marker = find_marker(file);
  if (!marker) return std::string("it is no MaxMind DB file (no metadata marker)");
  const auto shape = read_shape(file.subspan(*marker + kMetadataMarker.size()));
  if (!shape) return shape.error();

  if (shape->tree_bytes() + kSeparatorBytes > *marker) {
    return std::string("its search tree is longer than the file: it was cut, or its node_count is wrong");
  }
  const auto tree_bytes = static_cast<std::size_t>(shape->tree_bytes());
  const Bytes data = file.subspan(tree_bytes + kSeparatorBytes, *marker - tree_bytes - kSeparatorBytes);
  auto records = check_mmdb_tree(file.first(tree_bytes), *shape, data.size());
  if (!records) return records.error();

  MmdbDataCheck check(data);
  for (const std::uint32_t offset : *records) {
    if (!check.check(offset)) return check.problem();
  }
  return CheckedMmdb{*shape, std::move(*records)};
}

}  // namespace caveat::geoip
