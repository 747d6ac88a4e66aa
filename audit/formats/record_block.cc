#include "audit/formats/record_block.h"

#include <algorithm>

namespace caveat::audit {
namespace {

/// Enough to recognise a record.
constexpr std::size_t kBlockBeginning = 2048;

}  // namespace

void RecordBlock::begin(std::uint64_t length, std::string_view stated_digest) {
  left_ = length;
  is_cut_ = false;
  has_begun_ = false;
  next_segment_ = nullptr;
  has_digest_ = digest_.begin(stated_digest);
}

std::string_view RecordBlock::peek(std::size_t least) {
  if (left_ == 0 && (!next_segment_ || is_cut_ || !next_segment_())) return {};
  const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(least, left_));
  std::string_view view = window_.peek(wanted);
  if (view.empty() || (has_begun_ && window_.at_member_start() && record_begins_at(0))) {
    is_cut_ = true;
    return {};
  }
  view = view.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(left_, view.size())));
  const std::size_t next = window_.next_member();
  if (next < view.size() && record_begins_at(next)) view = view.substr(0, next);
  return view;
}

bool RecordBlock::record_begins_at(std::size_t offset) {
  return recognise_(window_.peek(1).substr(offset, kBlockBeginning));
}

void RecordBlock::skip(std::size_t bytes) {
  if (bytes == 0) return;
  if (has_digest_) digest_.update(window_.peek(1).substr(0, bytes));
  window_.skip(bytes);
  left_ -= bytes;
  has_begun_ = true;
}

void RecordBlock::pass_rest() {
  if (left_ != 0) has_digest_ = false;
  while (left_ != 0 && !is_cut_) {
    // Members tell where a record ends; without them its length is all there is.
    const std::string_view piece = peek(1);
    if (piece.empty()) break;
    window_.skip(piece.size());
    has_begun_ = true;
    left_ -= piece.size();
    const std::uint64_t passed = window_.has_members() ? 0 : window_.pass(left_);
    left_ -= passed;
  }
}

std::optional<bool> RecordBlock::digest_matches() {
  if (!has_digest_ || left_ != 0) return std::nullopt;
  has_digest_ = false;
  return digest_.matches();
}

}  // namespace caveat::audit
