// The bytes on their way out: slices of the page, passed on or kept back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "html/rewriter.h"

namespace caveat::html {

/// Bytes to put in at an offset of the output.
struct Insertion {
  std::uint64_t offset = 0;
  std::string_view bytes;
};

/// Bytes to stand instead of `replaces` bytes from `offset` on.
struct Patch {
  std::uint64_t offset = 0;
  std::uint64_t replaces = 0;
  std::string bytes;

  /// What is only put in, right at `from`, belongs to what precedes.
  bool is_behind(std::uint64_t from) const { return offset > from || (offset == from && replaces > 0); }
};

/// Offsets count all bytes put out so far, those of insertions and patches aside: so they do not depend on
/// what is put in.
class OutputBuffer {
 public:
  explicit OutputBuffer(ByteSink& sink) : sink_(sink) {}

  std::uint64_t offset() const { return offset_; }

  /// The last of them; 0 before the first.
  char last_byte() const { return slice_.empty() ? last_byte_ : slice_.back(); }

  /// A slice of the page. Neighbouring slices are passed on as one; they must stay valid until `end_slices`.
  void pass(std::string_view slice) {
    offset_ += slice.size();
    if (slice_.data() + slice_.size() == slice.data()) {
      slice_ = {slice_.data(), slice_.size() + slice.size()};
    } else if (!slice.empty()) {
      end_slices();
      slice_ = slice;
    }
  }
  /// Bytes of our own making, taken over at once.
  void put(std::string_view bytes);
  /// The same, but not counted.
  void put_aside(std::string_view bytes);
  void end_slices();

  /// From here on nothing leaves until `release`.
  void keep_back();
  bool keeping_back() const { return keeping_back_; }
  /// How many patches there are to what is kept back.
  std::size_t patches() const { return patches_.size(); }
  /// Takes back everything from `offset` on, which must have been kept back when there were `patches`.
  void cut(std::uint64_t offset, std::size_t patches);
  /// From `offset` on, which must have been kept back, `patches` (in ascending order) apply and no others.
  void patch(std::uint64_t offset, std::vector<Patch> patches);
  /// Lets go of what was kept back, patched, with `insertions` (by ascending offset, none before it) in their
  /// places, each before a patch of the same offset.
  /// Also puts insertions at the very offset where output stands, kept back or not.
  void release(std::span<const Insertion> insertions);

 private:
  ByteSink& sink_;
  std::uint64_t offset_ = 0;
  std::string_view slice_;
  char last_byte_ = 0;          ///< but for slice_
  char before_kept_ = 0;        ///< the byte before kept_
  std::string kept_;            ///< its last byte is at offset_ - 1, but for slice_
  std::vector<Patch> patches_;  ///< of what is kept, by ascending offset
  bool keeping_back_ = false;
};

}  // namespace caveat::html
