#include "filter/gzip_header.h"

#include <zlib.h>

namespace caveat::filter {
namespace {

constexpr unsigned char kChecksumFlag = 0x02;
constexpr unsigned char kExtraFlag = 0x04;
constexpr unsigned char kNameFlag = 0x08;
constexpr unsigned char kCommentFlag = 0x10;
constexpr unsigned char kReservedFlags = 0xE0;

constexpr std::uint32_t kFixedBytes = 10;

}  // namespace

GzipHeaderReader::Progress GzipHeaderReader::read(std::string_view& bytes) {
  while (!bytes.empty()) {
    const auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    if (!take(byte)) return Progress::corrupt;
    if (part_ == Part::end) return Progress::whole;
  }
  return Progress::needs_more;
}

bool GzipHeaderReader::take(unsigned char byte) {
  if (part_ == Part::checksum) return take_checksum(byte);
  if ((flags_ & kChecksumFlag) != 0 || part_ == Part::fixed) {
    crc_ = static_cast<std::uint32_t>(crc32(crc_, &byte, 1));
  }
  switch (part_) {
    case Part::fixed:
      return take_fixed(byte);
    case Part::extra_length:
      extra_left_ |= std::uint32_t{byte} << (8 * at_++);
      if (at_ == 2) enter(extra_left_ == 0 ? Part::name : Part::extra);
      return true;
    case Part::extra:
      if (--extra_left_ == 0) enter(Part::name);
      return true;
    case Part::name:
      if (byte == 0) enter(Part::comment);
      return true;
    case Part::comment:
      if (byte == 0) enter(Part::checksum);
      return true;
    case Part::checksum:
    case Part::end:
      break;
  }
  return false;
}

bool GzipHeaderReader::take_fixed(unsigned char byte) {
  switch (at_++) {
    case 0:
      return byte == 0x1F;
    case 1:
      return byte == 0x8B;
    case 2:
      return byte == Z_DEFLATED;
    case 3:
      flags_ = byte;
      return (flags_ & kReservedFlags) == 0;
    default:
      if (at_ == kFixedBytes) enter(Part::extra_length);
      return true;
  }
}

bool GzipHeaderReader::take_checksum(unsigned char byte) {
  stated_crc_ |= std::uint32_t{byte} << (8 * at_++);
  if (at_ < 2) return true;
  enter(Part::end);
  return stated_crc_ == (crc_ & 0xFFFF);
}

/// Goes on to `part`, or to the next one that the flags say is there.
void GzipHeaderReader::enter(Part part) {
  if (part == Part::extra_length && (flags_ & kExtraFlag) == 0) part = Part::name;
  if (part == Part::name && (flags_ & kNameFlag) == 0) part = Part::comment;
  if (part == Part::comment && (flags_ & kCommentFlag) == 0) part = Part::checksum;
  if (part == Part::checksum && (flags_ & kChecksumFlag) == 0) part = Part::end;
  part_ = part;
  at_ = 0;
}

}  // namespace caveat::filter
