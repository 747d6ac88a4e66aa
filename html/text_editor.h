// Labels and withholds mentions in a page's text, as the page goes by.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "html/page_text.h"
#include "html/program.h"
#include "html/rewriter.h"
#include "html/text_block.h"

namespace caveat::html {

/// Takes the page as it is after all other edits, so that what they took out is not searched and what they
/// put in is known by its `data-caveat`. Labels that the page already had must have been taken out.
///
/// The text of a block is held until the block ends or the TextBlock is full; bytes that are not changed
/// leave as they came.
class TextEditor final : public ByteSink, private PageTextHandler {
 public:
  /// `charset`: as the Encoding standard calls it, ASCII-compatible. Tags may be twice as long as `limits`
  /// say: those that got attributes are longer than they were.
  TextEditor(const Program& program, std::string_view charset, const RewriterLimits& limits,
             RewriteReport& report, ByteSink& sink);

  void write(std::string_view bytes) override;
  void finish();
  /// A token was too long to follow the page any further.
  bool failed() const { return failed_; }

 private:
  /// One thing to do, in characters of the folded text.
  struct Planned {
    std::size_t begin;
    std::size_t end;
    std::size_t edit;  ///< withholds first, then labels
    std::uint32_t mention;
  };

  void part(TextBlock::Kind kind, std::string_view bytes, bool shown) override;
  void block_border() override;
  void views_ending() override { put_slice(); }

  void edit_block(bool over);
  void plan();
  std::size_t settled_end() const;
  void change(const Planned& planned);
  bool is_wanted(const Planned& planned);
  void list(ListedEdit::Kind kind, std::size_t edit, const TextChange& change, std::size_t mention);
  void put_slice();

  const Program& program_;
  RewriterLimits limits_;
  RewriteReport& report_;
  ByteSink& sink_;
  CharsetDecoder decoder_;
  PageTextReader reader_;
  TextBlock block_;
  FoldedText folded_;
  std::vector<Planned> planned_;
  std::vector<TextChange> changes_;
  std::vector<std::vector<bool>> labelled_;  ///< by label edit and mention: has been seen labelled
  std::string_view slice_;                   ///< what goes through, put together
  bool failed_ = false;
};

}  // namespace caveat::html
