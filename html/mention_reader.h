// Which of several sets of mentions a page's text has, before anything is done to it.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "html/mention_set.h"
#include "html/page_text.h"

namespace caveat::html {

/// Reads a page in any chunking, by blocks, as TextEditor does.
class MentionReader final : private PageTextHandler {
 public:
  using Sets = std::vector<std::shared_ptr<const MentionSet>>;

  /// `charset`: as the Encoding standard calls it, ASCII-compatible.
  MentionReader(Sets sets, std::string_view charset, std::size_t max_token_bytes);

  /// False once a token was too long to follow the page any further.
  bool write(std::string_view bytes);
  /// The page is over.
  void finish();

  /// Whether each set has been found so far.
  const std::vector<bool>& found() const { return found_; }
  bool all_found() const;

 private:
  void part(TextBlock::Kind kind, std::string_view bytes, bool shown) override;
  void block_border() override;

  void search(bool over);

  Sets sets_;
  std::vector<bool> found_;
  CharsetDecoder decoder_;
  PageTextReader reader_;
  TextBlock block_;
  FoldedText folded_;
};

}  // namespace caveat::html
