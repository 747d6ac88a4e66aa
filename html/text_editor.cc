#include "html/text_editor.h"

#include <algorithm>
#include <tuple>

#include "html/edit_listing.h"
#include "html/mention_set.h"

namespace caveat::html {

namespace {

/// Enough to find a mention again among others of the same name.
constexpr std::size_t kListedContext = 48;

}  // namespace

static_assert(kSearchOverlap > 2 * kLongestMention);

TextEditor::TextEditor(const Program& program, std::string_view charset, const RewriterLimits& limits,
                       RewriteReport& report, ByteSink& sink)
    : program_(program),
      limits_(limits),
      report_(report),
      sink_(sink),
      decoder_(charset),
      reader_(*this, 2 * limits.token_bytes) {
  // What an edited page begins with need not be what it came with, and a fragment is none; where the mark
  // would be taken off without need, it is a character that nobody sees.
  if (charset != "UTF-8") reader_.begin_inside();
  for (const LabelEdit& label : program.labels()) labelled_.emplace_back(label.mentions->size());
}

void TextEditor::write(std::string_view bytes) {
  if (!failed_) failed_ = !reader_.write(bytes);
}

void TextEditor::finish() {
  if (failed_) return;
  reader_.finish();
  block_border();
  put_slice();
}

void TextEditor::part(TextBlock::Kind kind, std::string_view bytes, bool shown) {
  if (block_.empty() && kind != TextBlock::Kind::text) {
    if (slice_.data() + slice_.size() != bytes.data() || slice_.empty()) {
      put_slice();
      slice_ = bytes;
    } else {
      slice_ = {slice_.data(), slice_.size() + bytes.size()};
    }
    return;
  }
  put_slice();
  block_.append(kind, bytes, shown);
  if (block_.is_full()) edit_block(false);
}

void TextEditor::block_border() {
  if (!block_.empty()) edit_block(true);
}

void TextEditor::put_slice() {
  if (!slice_.empty()) sink_.write(slice_);
  slice_ = {};
}

/// Puts the block out with its changes; if more of it may come, only up to where that can change nothing.
void TextEditor::edit_block(bool over) {
  block_.fold(decoder_, folded_);
  plan();
  const std::size_t characters = folded_.text().size();
  const std::size_t end = over ? characters : settled_end();
  changes_.clear();
  for (const Planned& planned : planned_) {
    if (planned.begin < end) change(planned);
  }
  const bool all = over || end == characters;
  block_.release(all ? block_.size() : folded_.source_begin(end), changes_, sink_);
}

void TextEditor::plan() {
  planned_.clear();
  const std::size_t withholds = program_.withholds().size();
  for (std::size_t i = 0; i < withholds; ++i) {
    for (const MentionMatch& match : apart(program_.withholds()[i].mentions->find(folded_))) {
      planned_.push_back({match.begin, match.end, i, match.mention});
      // What is withheld is no longer there to be labelled.
      folded_.blank(match.begin, match.end);
    }
  }
  for (std::size_t i = 0; i < program_.labels().size(); ++i) {
    for (const MentionMatch& match : apart(program_.labels()[i].mentions->find(folded_))) {
      planned_.push_back({match.begin, match.end, withholds + i, match.mention});
    }
  }
  // Where a withheld name begins nothing ends behind it; labels of one name stand in the order of their
  // rules.
  std::ranges::sort(planned_, [](const Planned& a, const Planned& b) {
    return std::tuple(a.end, a.edit) < std::tuple(b.end, b.edit);
  });
}

/// A space, if there is one, before which all matches are known and which none of them contains.
std::size_t TextEditor::settled_end() const {
  const std::u32string_view text = folded_.text();
  const std::size_t latest = text.size() - std::min(text.size(), kSearchOverlap);
  std::size_t end = text.rfind(U' ', latest);
  if (end == std::u32string_view::npos) end = latest;
  for (bool moved = true; moved;) {
    moved = false;
    for (const Planned& planned : planned_) {
      if (planned.begin >= end || planned.end <= end) continue;
      end = planned.begin;
      moved = true;
    }
  }
  // Matches that hang together over so long a text are cut; text that is hardly any is let go.
  return end == 0 ? text.size() : end;
}

void TextEditor::change(const Planned& planned) {
  const std::size_t withholds = program_.withholds().size();
  const std::size_t begin = folded_.source_begin(planned.begin);
  const std::size_t end = folded_.source_end(planned.end - 1);
  if (planned.edit < withholds) {
    ++report_.withheld[planned.edit];
    changes_.push_back({begin, end, program_.withholds()[planned.edit].html});
    list(ListedEdit::Kind::withheld, planned.edit, changes_.back(), begin);
  } else if (is_wanted(planned)) {
    ++report_.labelled[planned.edit - withholds];
    changes_.push_back({end, end, program_.labels()[planned.edit - withholds].html});
    list(ListedEdit::Kind::labelled, planned.edit - withholds, changes_.back(), begin);
  }
}

/// `mention`: where in the block it begins.
void TextEditor::list(ListedEdit::Kind kind, std::size_t edit, const TextChange& change,
                      std::size_t mention) {
  if (limits_.listed_edits == 0) return;
  const std::string_view block = block_.bytes();
  const std::size_t context = std::min(mention, kListedContext);
  list_edit({.kind = kind,
             .edit = edit,
             .before = std::string(block.substr(mention, change.end - mention)),
             .after = std::string(change.html),
             .preceding = std::string(block.substr(mention - context, context))},
            limits_, report_);
}

/// A mention that readers do not see is labelled, too, but does not count as the first.
bool TextEditor::is_wanted(const Planned& planned) {
  const std::size_t label = planned.edit - program_.withholds().size();
  if (program_.labels()[label].every) return true;
  if (labelled_[label][planned.mention]) return false;
  labelled_[label][planned.mention] = block_.shown_at(folded_.source_begin(planned.begin));
  return true;
}

}  // namespace caveat::html
