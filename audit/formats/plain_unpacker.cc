#include "audit/formats/plain_unpacker.h"

namespace caveat::audit {
namespace {

/// Less is read as fast as a system call is made.
constexpr std::uint64_t kWorthSeeking = 1024 * 1024;

}  // namespace

/// All but the last byte, so that a length past the end of the file is still noticed by reading.
std::uint64_t PlainUnpacker::pass(std::uint64_t bytes) {
  const std::uint64_t from = file_->offset();
  const bool fits = bytes <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()) - from;
  if (bytes < kWorthSeeking || !fits || !file_->seek(from + bytes - 1)) return 0;
  if (!file_->peek().empty()) return bytes - 1;
  file_->seek(from);
  return 0;
}

}  // namespace caveat::audit
