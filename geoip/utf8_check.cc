#include "geoip/utf8_check.h"

#include <cstddef>

namespace caveat::geoip {
namespace {

/// The table of RFC 3629, section 4: how many bytes follow, and what the first of them may be.
struct Sequence {
  std::size_t following = 0;
  std::uint8_t lowest = 0x80;
  std::uint8_t highest = 0xBF;
};

bool starts_sequence(std::uint8_t lead, Sequence& sequence) {
  if (lead < 0x80) return true;
  if (lead < 0xC2 || lead > 0xF4) return false;
  sequence.following = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
  if (lead == 0xE0) sequence.lowest = 0xA0;
  if (lead == 0xED) sequence.highest = 0x9F;
  if (lead == 0xF0) sequence.lowest = 0x90;
  if (lead == 0xF4) sequence.highest = 0x8F;
  return true;
}

}  // namespace

bool is_utf8(std::span<const std::uint8_t> bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    Sequence sequence;
    if (!starts_sequence(bytes[at++], sequence)) return false;
    if (bytes.size() - at < sequence.following) return false;
    for (std::size_t i = 0; i < sequence.following; ++i, ++at) {
      const bool first = i == 0;
      if (bytes[at] < (first ? sequence.lowest : 0x80) || bytes[at] > (first ? sequence.highest : 0xBF))
        return false;
    }
  }
  return true;
}

}  // namespace caveat::geoip
