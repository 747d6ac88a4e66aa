#include "html/seen_text.h"

#include "html/character_references.h"
#include "html/charset_decoder.h"
#include "html/page_text.h"
#include "html/utf8.h"

namespace caveat::html {
namespace {

constexpr char32_t kSoftHyphen = 0xAD;
constexpr char32_t kNoBreakSpace = 0xA0;
constexpr char32_t kZeroWidthSpace = 0x200B;

class SeenText final : private PageTextHandler {
 public:
  SeenText(std::string_view charset, std::size_t max_token_bytes)
      : decoder_(charset), reader_(*this, max_token_bytes, OwnElements::read) {}

  bool read(std::string_view page) {
    if (!reader_.write(page)) return false;
    reader_.finish();
    flush();
    return true;
  }

  std::string take() { return std::move(text_); }

 private:
  void part(TextBlock::Kind kind, std::string_view bytes, bool shown) override {
    if (kind == TextBlock::Kind::text) {
      if (shown) source_ += bytes;
      return;
    }
    flush();
    if (kind == TextBlock::Kind::line_break || kind == TextBlock::Kind::object) space();
  }

  void block_border() override {
    flush();
    while (text_.ends_with(' ')) text_.pop_back();
    if (!text_.empty() && !text_.ends_with('\n')) text_ += '\n';
  }

  /// A character reference that markup cuts in two is none.
  void flush() {
    std::string_view rest = source_;
    while (!rest.empty()) {
      std::string reference;
      const std::size_t taken = rest[0] == '&' ? decode_text_reference(rest.substr(1), reference) : 0;
      if (taken == 0) {
        append(decoder_.take(rest));
        continue;
      }
      rest.remove_prefix(1 + taken);
      for (std::string_view text = reference; !text.empty();) append(take_utf8(text));
    }
    source_.clear();
  }

  void append(char32_t character) {
    if (character == kSoftHyphen || character == kZeroWidthSpace) return;
    if (character <= 0x20 || character == kNoBreakSpace) return space();
    append_utf8(text_, character);
  }

  void space() {
    if (!text_.empty() && !text_.ends_with(' ') && !text_.ends_with('\n')) text_ += ' ';
  }

  CharsetDecoder decoder_;
  PageTextReader reader_;
  std::string source_;  ///< of the text since the last markup
  std::string text_;
};

}  // namespace

std::optional<std::string> seen_text(std::string_view page, std::string_view charset,
                                     std::size_t max_token_bytes) {
  SeenText text(charset, max_token_bytes);
  if (!text.read(page)) return std::nullopt;
  return text.take();
}

}  // namespace caveat::html
