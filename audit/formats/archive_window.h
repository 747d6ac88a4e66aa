// A window that moves over the bytes of an archive.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "audit/formats/unpacker.h"

namespace caveat::audit {

/// What every format of records reads from. One thread.
class ArchiveWindow {
 public:
  static constexpr std::size_t kBytes = 256 * 1024;

  explicit ArchiveWindow(std::unique_ptr<Unpacker> unpacker);

  /// What is in the window: at least `least` bytes (up to kBytes), unless the archive ends before, or cannot
  /// be read on. Views live until the next call of `peek` or `pass`.
  std::string_view peek(std::size_t least);
  /// `bytes` of what `peek` gave were used.
  void skip(std::size_t bytes);
  /// Passes over `bytes`, however many; returns how many there were.
  std::uint64_t pass(std::uint64_t bytes);

  /// Where in the file the next byte stands, or the member that holds it. After a
  /// `peek`; where that gave none, what could not be read begins there.
  std::uint64_t place() const;
  /// Whether the next byte is the first of a member. As above.
  bool at_member_start() const;
  /// How far from the next byte another member begins in what `peek` gave; npos if none does.
  std::size_t next_member() const;
  /// Why nothing comes behind what is in the window; empty at the end of the archive.
  const std::string& damage() const { return unpacker_->damage(); }
  /// After damage: goes to the next member that begins as `recognise` says. False if there is none.
  bool recover(Unpacker::Recognise recognise);
  bool has_members() const { return unpacker_->has_members(); }
  std::uint64_t position() const { return unpacker_->position(); }

 private:
  struct Piece {
    std::size_t begin;    ///< in the window
    std::uint64_t place;  ///< in the file
    bool starts_member;
  };
  bool fill();
  void make_room();
  void drop_passed();

  std::unique_ptr<Unpacker> unpacker_;
  std::vector<char> bytes_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::deque<Piece> pieces_;  ///< in order; the first holds `begin_`
  bool has_read_ = false;
};

}  // namespace caveat::audit
