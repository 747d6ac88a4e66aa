// A page's bytes, sorted by what they are to a reader of its text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "html/open_elements.h"
#include "html/text_block.h"
#include "html/tokenizer.h"
#include "html/tree_construction.h"

namespace caveat::html {

/// Takes each byte of a page once, in order.
class PageTextHandler {
 public:
  virtual ~PageTextHandler() = default;
  /// `bytes` may be empty. The view lives until `views_ending`.
  virtual void part(TextBlock::Kind kind, std::string_view bytes, bool shown) = 0;
  /// What comes stands in another block than what came: words end, sentences end.
  virtual void block_border() = 0;
  virtual void views_ending() {}
};

/// What becomes of the text of elements that bear `data-caveat`, which are ours.
enum class OwnElements : std::uint8_t { left_out, read };

/// Follows a page and tells text that may be searched from all else: not searched are scripts and styles,
/// titles and form fields, templates, noscript, foreign content, fallback content of media, ruby readings,
/// and, unless they are to be read, our own elements.
class PageTextReader final : private TokenHandler, private TreeObserver {
 public:
  PageTextReader(PageTextHandler& handler, std::size_t max_token_bytes,
                 OwnElements own_elements = OwnElements::left_out);

  /// What comes is no page from its beginning (Tokenizer::begin_inside).
  void begin_inside() { tokenizer_.begin_inside(); }
  /// False once a token was too long; nothing more is taken then.
  bool write(std::string_view bytes);
  /// The page is over.
  void finish();

 private:
  /// How the text directly inside an element is taken.
  enum class Reading : std::uint8_t { text, unseen, object };

  void text(std::string_view raw, TextMode mode) override;
  TextMode start_tag(const TagToken& token) override;
  void end_tag(const TagToken& token) override;
  void comment(std::string_view raw, bool) override { markup(raw); }
  void doctype(std::string_view raw) override;
  void no_token(std::string_view raw) override { markup(raw); }
  void views_ending() override { handler_.views_ending(); }
  bool allows_cdata() const override { return tree_.in_foreign_content(); }

  void opened(const TagToken* token) override;
  void closing(std::size_t index, Closing how) override;
  void body_ending() override {}

  void markup(std::string_view raw) { handler_.part(TextBlock::Kind::markup, raw, true); }
  Reading reading_of(const OpenElement& element, const TagToken* token) const;
  void border_of(const OpenElement& element);

  PageTextHandler& handler_;
  OwnElements own_elements_;
  OpenElements elements_;
  TreeConstruction tree_;
  Tokenizer tokenizer_;
  std::vector<Reading> readings_;  ///< beside elements_
};

}  // namespace caveat::html
