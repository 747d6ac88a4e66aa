// An archive without its compression.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "audit/formats/archive_file.h"

namespace caveat::audit {

/// Gives the bytes of one archive in order. One thread.
///
/// A *member* is a piece that is compressed for itself: a gzip member, a zstd frame. Writers of WARC make one
/// of each record, so that what is damaged in one does not spoil the next.
class Unpacker {
 public:
  virtual ~Unpacker() = default;

  /// Fills `space` with at least a byte, all of one member; 0 at the end, or where `damage` says why.
  virtual std::size_t unpack(std::span<char> space) = 0;
  /// Where in the file the bytes that came last belong: their member's beginning, or their own place if there
  /// are no members.
  virtual std::uint64_t place() const = 0;
  virtual bool has_members() const = 0;
  /// Why nothing comes, in words; empty at the end of the archive.
  virtual const std::string& damage() const = 0;

  /// Whether the first bytes of a member look like the beginning of a record.
  using Recognise = bool (*)(std::string_view beginning);
  /// After damage: goes to the next member that begins as `recognise` says. False if there is none.
  virtual bool recover(Recognise recognise) = 0;
  /// Passes over at most `bytes` without looking at them, where that is cheaper; returns how many.
  virtual std::uint64_t pass(std::uint64_t bytes) = 0;
  /// How many bytes of the file were read.
  virtual std::uint64_t position() const = 0;
};

/// What `file` begins as: gzip, zstd, zlib, or none of them.
std::unique_ptr<Unpacker> make_unpacker(std::unique_ptr<ArchiveFile> file);

/// From `offset` on, where a member or a record begins. Null if the file can only be read from its beginning.
std::unique_ptr<Unpacker> make_unpacker_at(std::unique_ptr<ArchiveFile> file, std::uint64_t offset);

}  // namespace caveat::audit
