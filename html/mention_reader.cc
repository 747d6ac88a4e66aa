#include "html/mention_reader.h"

#include <algorithm>
#include <utility>

namespace caveat::html {
namespace {

class NoSink final : public ByteSink {
 public:
  void write(std::string_view) override {}
};

}  // namespace

MentionReader::MentionReader(Sets sets, std::string_view charset, std::size_t max_token_bytes)
    : sets_(std::move(sets)), found_(sets_.size()), decoder_(charset), reader_(*this, max_token_bytes) {}

bool MentionReader::write(std::string_view bytes) {
  return all_found() || reader_.write(bytes);
}

void MentionReader::finish() {
  if (all_found()) return;
  reader_.finish();
  block_border();
}

bool MentionReader::all_found() const {
  return std::ranges::all_of(found_, [](bool found) { return found; });
}

void MentionReader::part(TextBlock::Kind kind, std::string_view bytes, bool shown) {
  if (block_.empty() && kind != TextBlock::Kind::text) return;
  block_.append(kind, bytes, shown);
  if (block_.is_full()) search(false);
}

void MentionReader::block_border() {
  if (!block_.empty()) search(true);
}

/// Forgets the block, but for what has to be searched again if more of it may come.
void MentionReader::search(bool over) {
  block_.fold(decoder_, folded_);
  const std::size_t characters = folded_.text().size();
  const bool all = over || characters <= kSearchOverlap;
  const std::size_t end = all ? characters : characters - kSearchOverlap;
  for (std::size_t i = 0; i < sets_.size(); ++i) {
    if (found_[i]) continue;
    const auto matches = sets_[i]->find(folded_);
    found_[i] = !matches.empty() && matches.front().begin < end;
  }
  NoSink nowhere;
  block_.release(all ? block_.size() : folded_.source_begin(end), {}, nowhere);
}

}  // namespace caveat::html
