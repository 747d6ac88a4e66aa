// Tells a decompression bomb from a page.
#pragma once

#include <cstddef>
#include <cstdint>

#include "filter/content_coding.h"

namespace caveat::filter {

/// Counts what a decoder read and what came out of it. A value; one body.
class ExpansionGuard {
 public:
  explicit ExpansionGuard(const DecodingLimits& limits) : limits_(limits) {}

  void count_coded(std::size_t bytes) { coded_ += bytes; }
  /// Returns whether all that came out so far is still within what was read so far.
  bool allows_decoded(std::size_t bytes) {
    decoded_ += bytes;
    return decoded_ <= limits_.free_bytes || decoded_ - limits_.free_bytes <= coded_ * limits_.ratio;
  }

 private:
  DecodingLimits limits_;
  std::uint64_t coded_ = 0;
  std::uint64_t decoded_ = 0;
};

}  // namespace caveat::filter
