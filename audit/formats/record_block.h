// The bytes that one record of an archive says are its own.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "audit/formats/archive_window.h"
#include "audit/formats/record_digest.h"

namespace caveat::audit {

/// Reads one block after another out of the window. A length that lies is found where the archive ends, or
/// where a member begins with a record.
class RecordBlock {
 public:
  /// `recognise`: how records begin. `window` outlives it.
  RecordBlock(ArchiveWindow& window, Unpacker::Recognise recognise)
      : window_(window), recognise_(recognise) {}

  /// A block of `length` bytes begins at the window's place.
  void begin(std::uint64_t length, std::string_view stated_digest);
  /// Asked where the block ends: adds the next segment's length by `extend`, or returns false.
  void on_end(std::function<bool()> next_segment) { next_segment_ = std::move(next_segment); }
  void extend(std::uint64_t length) { left_ += length; }

  /// At least `least` bytes, unless the block ends before; empty at its end. Lives until the next call.
  std::string_view peek(std::size_t least);
  void skip(std::size_t bytes);
  /// Goes to the end without comparing digests.
  void pass_rest();

  /// What was promised and did not come yet.
  std::uint64_t left() const { return left_; }
  /// Whether all ended before the block did.
  bool is_cut() const { return is_cut_; }
  /// Of the whole block: nullopt where none was stated, or bytes were passed over or are missing. At the end.
  std::optional<bool> digest_matches();

 private:
  bool record_begins_at(std::size_t offset);

  ArchiveWindow& window_;
  Unpacker::Recognise recognise_;
  RecordDigest digest_;
  bool has_digest_ = false;
  std::function<bool()> next_segment_;
  std::uint64_t left_ = 0;
  bool is_cut_ = false;
  bool has_begun_ = false;  ///< a byte was used
};

}  // namespace caveat::audit
