#include "geoip/mmdb_value.h"

namespace caveat::geoip {
namespace {

constexpr std::uint8_t kExtended = 0;
constexpr std::uint32_t kExtendedBase = 7;

bool is_known(std::uint32_t type) {
  return (type >= 1 && type <= 11) || type == 14 || type == 15;
}

bool size_fits_type(MmdbType type, std::uint32_t size) {
  switch (type) {
    case MmdbType::double_number:
    case MmdbType::uint64:
      return type == MmdbType::uint64 ? size <= 8 : size == 8;
    case MmdbType::float_number:
      return size == 4;
    case MmdbType::uint16:
      return size <= 2;
    case MmdbType::uint32:
    case MmdbType::int32:
      return size <= 4;
    case MmdbType::uint128:
      return size <= 16;
    case MmdbType::boolean:
      return size <= 1;
    default:
      return true;
  }
}

/// Takes bytes from the front of what is left of the section.
class Cursor {
 public:
  Cursor(std::span<const std::uint8_t> section, std::size_t offset) : section_(section), at_(offset) {}
  bool has(std::size_t count) const { return at_ <= section_.size() && section_.size() - at_ >= count; }
  std::uint32_t take(std::size_t count) {
    const auto number = static_cast<std::uint32_t>(read_big_endian(section_.subspan(at_, count)));
    at_ += count;
    return number;
  }
  std::size_t at() const { return at_; }

 private:
  std::span<const std::uint8_t> section_;
  std::size_t at_;
};

std::optional<MmdbValue> read_pointer(Cursor cursor, std::uint32_t control) {
  constexpr std::uint32_t kBases[] = {0, 2048, 526336, 0};
  const std::uint32_t form = (control >> 3) & 3U;
  const std::size_t more = form + 1;
  if (!cursor.has(more)) return std::nullopt;
  const std::uint32_t high = form == 3 ? 0 : (control & 7U) << (8 * more);
  const std::uint32_t target = (high | cursor.take(more)) + kBases[form];
  return MmdbValue{MmdbType::pointer, target, cursor.at()};
}

}  // namespace

bool MmdbValue::has_bytes() const {
  return type != MmdbType::pointer && type != MmdbType::map && type != MmdbType::array &&
         type != MmdbType::boolean;
}

std::optional<MmdbValue> read_mmdb_value(std::span<const std::uint8_t> section, std::size_t offset) {
  Cursor cursor(section, offset);
  if (!cursor.has(1)) return std::nullopt;
  const std::uint32_t control = cursor.take(1);
  std::uint32_t type = control >> 5;
  if (type == static_cast<std::uint32_t>(MmdbType::pointer)) return read_pointer(cursor, control);
  if (type == kExtended) {
    if (!cursor.has(1)) return std::nullopt;
    type = kExtendedBase + cursor.take(1);
    if (type <= kExtendedBase) return std::nullopt;
  }
  if (!is_known(type)) return std::nullopt;

  constexpr std::uint32_t kSizeBases[] = {29, 285, 65821};
  std::uint32_t size = control & 31U;
  if (size >= 29) {
    const std::size_t more = size - 28;
    if (!cursor.has(more)) return std::nullopt;
    size = kSizeBases[more - 1] + cursor.take(more);
  }
  const MmdbValue value{static_cast<MmdbType>(type), size, cursor.at()};
  if (!size_fits_type(value.type, size)) return std::nullopt;
  if (value.has_bytes() && !cursor.has(size)) return std::nullopt;
  return value;
}

std::uint64_t read_big_endian(std::span<const std::uint8_t> bytes) {
  std::uint64_t number = 0;
  for (const std::uint8_t byte : bytes) number = number << 8 | byte;
  return number;
}

}  // namespace caveat::geoip
