#include "audit/formats/archive_window.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace caveat::audit {

ArchiveWindow::ArchiveWindow(std::unique_ptr<Unpacker> unpacker)
    : unpacker_(std::move(unpacker)), bytes_(kBytes) {}

std::string_view ArchiveWindow::peek(std::size_t least) {
  least = std::min(least, kBytes);
  while (end_ - begin_ < least && fill()) {
  }
  return {bytes_.data() + begin_, end_ - begin_};
}

void ArchiveWindow::skip(std::size_t bytes) {
  begin_ += bytes;
  drop_passed();
}

/// So that the first is the one in which the next byte stands.
void ArchiveWindow::drop_passed() {
  while (pieces_.size() > 1 && pieces_[1].begin <= begin_) pieces_.pop_front();
}

std::uint64_t ArchiveWindow::pass(std::uint64_t bytes) {
  std::uint64_t passed = 0;
  while (passed < bytes) {
    if (begin_ == end_) passed += unpacker_->pass(bytes - passed);
    const std::string_view piece = peek(1);
    if (piece.empty()) break;
    const auto now = static_cast<std::size_t>(std::min<std::uint64_t>(piece.size(), bytes - passed));
    skip(now);
    passed += now;
  }
  return passed;
}

bool ArchiveWindow::fill() {
  make_room();
  const std::size_t got = unpacker_->unpack(std::span(bytes_).subspan(end_));
  if (got == 0) return false;
  const std::uint64_t place = unpacker_->place();
  const bool goes_on = unpacker_->has_members() && !pieces_.empty() && pieces_.back().place == place;
  if (!goes_on) {
    const bool starts = !has_read_ || unpacker_->has_members();
    pieces_.push_back({end_, place, starts});
  }
  has_read_ = true;
  end_ += got;
  drop_passed();
  return true;
}

/// Moves what is left to the front, so that the space behind it is one.
void ArchiveWindow::make_room() {
  if (begin_ == 0) return;
  const std::size_t left = end_ - begin_;
  if (left != 0 && end_ < kBytes) {
    // There is space yet: moving pays only when what is left is little.
    if (left > kBytes / 8) return;
  }
  std::memmove(bytes_.data(), bytes_.data() + begin_, left);
  for (Piece& piece : pieces_) {
    if (piece.begin >= begin_) {
      piece.begin -= begin_;
      continue;
    }
    // Only the first can begin before the window does.
    if (!unpacker_->has_members()) piece.place += begin_ - piece.begin;
    piece.begin = 0;
    piece.starts_member = false;
  }
  begin_ = 0;
  end_ = left;
}

std::uint64_t ArchiveWindow::place() const {
  if (pieces_.empty() || begin_ == end_) return unpacker_->place();
  const Piece& current = pieces_.front();
  return unpacker_->has_members() ? current.place : current.place + (begin_ - current.begin);
}

bool ArchiveWindow::at_member_start() const {
  return !pieces_.empty() && pieces_.front().starts_member && pieces_.front().begin == begin_;
}

std::size_t ArchiveWindow::next_member() const {
  for (std::size_t i = 1; i < pieces_.size(); ++i) {
    if (pieces_[i].starts_member) return pieces_[i].begin - begin_;
  }
  return std::string_view::npos;
}

bool ArchiveWindow::recover(Unpacker::Recognise recognise) {
  begin_ = 0;
  end_ = 0;
  pieces_.clear();
  return unpacker_->recover(recognise);
}

}  // namespace caveat::audit
