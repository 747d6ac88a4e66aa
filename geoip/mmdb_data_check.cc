#include "geoip/mmdb_data_check.h"

#include <algorithm>

#include "geoip/utf8_check.h"

namespace caveat::geoip {
namespace {

// Values that overlap are read once for each that holds them: honest files need a few reads a byte at most.
constexpr std::uint64_t kStepsPerByte = 16;
constexpr std::uint64_t kStepsAtLeast = 4096;

}  // namespace

MmdbDataCheck::MmdbDataCheck(std::span<const std::uint8_t> section)
    : section_(section),
      height_at_(section.size(), 0),
      steps_left_(kStepsAtLeast + kStepsPerByte * section.size()) {}

bool MmdbDataCheck::check(std::uint32_t offset) {
  return check_target(offset, 0);
}

bool MmdbDataCheck::check_target(std::size_t offset, unsigned depth) {
  if (offset >= section_.size()) return fail("a value lies outside the data section", offset);
  if (const unsigned known = height_at_[offset]; known != 0) {
    return depth + known <= kDeepestNesting || fail("values are nested too deep", offset);
  }
  const auto checked = check_value(offset, depth);
  if (!checked) return false;
  height_at_[offset] = static_cast<std::uint8_t>(checked->height);
  return true;
}

std::optional<MmdbDataCheck::Checked> MmdbDataCheck::check_value(std::size_t offset, unsigned depth) {
  const auto refuse = [&](std::string_view what) -> std::optional<Checked> {
    fail(what, offset);
    return std::nullopt;
  };
  // A circle of pointers ends here too: each round is a level deeper.
  if (depth >= kDeepestNesting) return refuse("values are nested too deep");
  if (steps_left_ == 0) return refuse("values overlap so that decoding them would not end");
  --steps_left_;

  const auto value = read_mmdb_value(section_, offset);
  if (!value) return refuse("a value is malformed or runs out of the data section");
  if (value->type == MmdbType::pointer) return check_pointer(*value, offset, depth);
  if (value->type == MmdbType::map || value->type == MmdbType::array)
    return check_entries(*value, offset, depth);
  if (value->type == MmdbType::text && !check_text(*value, offset)) return std::nullopt;
  return Checked{value->content + (value->has_bytes() ? value->size : 0), 1};
}

std::optional<MmdbDataCheck::Checked> MmdbDataCheck::check_entries(const MmdbValue& value, std::size_t offset,
                                                                   unsigned depth) {
  const std::size_t least_bytes = value.type == MmdbType::map ? 2 : 1;
  if (value.size > (section_.size() - value.content) / least_bytes) {
    fail("a map or an array is longer than the data section", offset);
    return std::nullopt;
  }
  Checked all{value.content, 1};
  for (std::uint32_t entry = 0; entry < value.size; ++entry) {
    if (value.type == MmdbType::map) {
      if (!check_key(all.end)) return std::nullopt;
      const auto key = check_value(all.end, depth + 1);
      if (!key) return std::nullopt;
      all.end = key->end;
    }
    const auto element = check_value(all.end, depth + 1);
    if (!element) return std::nullopt;
    all.end = element->end;
    all.height = std::max(all.height, element->height + 1);
  }
  return all;
}

std::optional<MmdbDataCheck::Checked> MmdbDataCheck::check_pointer(const MmdbValue& value, std::size_t offset,
                                                                   unsigned depth) {
  const auto target = read_mmdb_value(section_, value.size);
  if (target && target->type == MmdbType::pointer) {
    fail("a pointer leads to a pointer", offset);
    return std::nullopt;
  }
  if (!check_target(value.size, depth + 1)) return std::nullopt;
  return Checked{value.content, height_at_[value.size] + 1U};
}

bool MmdbDataCheck::check_key(std::size_t offset) {
  auto key = read_mmdb_value(section_, offset);
  if (key && key->type == MmdbType::pointer) key = read_mmdb_value(section_, key->size);
  return (key && key->type == MmdbType::text) || fail("a map's key is no text", offset);
}

bool MmdbDataCheck::check_text(const MmdbValue& value, std::size_t offset) {
  return is_utf8(section_.subspan(value.content, value.size)) || fail("a text is not UTF-8", offset);
}

bool MmdbDataCheck::fail(std::string_view what, std::size_t offset) {
  if (problem_.empty()) problem_ = std::string(what) + " (data section, byte " + std::to_string(offset) + ")";
  return false;
}

}  // namespace caveat::geoip
