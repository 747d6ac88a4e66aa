#include "html/meta_charset.h"

#include "html/ascii.h"
#include "html/character_references.h"
#include "html/charset_labels.h"
#include "html/meta_prescan.h"
#include "html/tokenizer.h"
#include "html/tree_construction.h"

namespace caveat::html {
namespace {

/// A longer tag at the beginning of a page is not waited for.
constexpr std::size_t kMaxTokenBytes = std::size_t{1} << 20;
/// A head that is deeper is none.
constexpr std::size_t kMaxOpenElements = 1024;
/// What is read at a time: most heads tell within one, and what follows need not be read.
constexpr std::size_t kCharsetPiece = 1024;

std::string value_of(const TagToken& token, AttributeName name) {
  const std::optional<Attribute> attribute = token.find(name);
  return attribute ? ascii_lower(decode_attribute_value(attribute->value)) : std::string();
}

std::string trimmed(const std::string& text) {
  constexpr std::string_view kSpace = " \t\n\f\r";
  const auto first = text.find_first_not_of(kSpace);
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

std::string declared_by(const TagToken& token) {
  std::string label = trimmed(value_of(token, "charset"));
  if (label.empty() && value_of(token, "http-equiv") == "content-type") {
    label = trimmed(charset_in_content(value_of(token, "content")));
  }
  return encoding_of_label(label).empty() ? std::string() : label;
}

}  // namespace

class MetaCharsetReader::Reader final : private TokenHandler, private TreeObserver {
 public:
  Reader() : tokenizer_(*this, kMaxTokenBytes), tree_(*this, elements_) {}

  void write(std::string_view bytes) {
    while (!over_ && label_.empty() && !bytes.empty()) {
      const std::string_view piece = bytes.substr(0, kCharsetPiece);
      if (!tokenizer_.write(piece) || elements_.size() > kMaxOpenElements) over_ = true;
      bytes.remove_prefix(piece.size());
    }
  }
  const std::string& label() const { return label_; }
  bool over() const { return over_; }

 private:
  void text(std::string_view raw, TextMode mode) override {
    if (over_ || mode != TextMode::data) return;
    if (raw.find_first_not_of(" \t\n\f\r") != std::string_view::npos) tree_.text();
  }
  TextMode start_tag(const TagToken& token) override {
    return over_ || !label_.empty() ? TextMode::data : tree_.start_tag(token);
  }
  void end_tag(const TagToken& token) override {
    if (!over_) tree_.end_tag(token);
  }
  void comment(std::string_view, bool) override {}
  void doctype(std::string_view raw) override { tree_.doctype(raw); }
  void no_token(std::string_view) override {}
  bool allows_cdata() const override { return tree_.in_foreign_content(); }

  void opened(const TagToken* token) override {
    const OpenElement& element = elements_.current();
    if (element.is(Tag::meta) && token != nullptr) label_ = declared_by(*token);
    if (element.is(Tag::body) || element.is(Tag::frameset)) over_ = true;
  }
  void closing(std::size_t, Closing) override {}
  void body_ending() override {}

  OpenElements elements_;
  Tokenizer tokenizer_;
  TreeConstruction tree_;
  std::string label_;
  bool over_ = false;
};

MetaCharsetReader::MetaCharsetReader() : reader_(std::make_unique<Reader>()) {}
MetaCharsetReader::~MetaCharsetReader() = default;
void MetaCharsetReader::write(std::string_view bytes) {
  reader_->write(bytes);
}
const std::string& MetaCharsetReader::label() const {
  return reader_->label();
}
bool MetaCharsetReader::head_over() const {
  return reader_->over();
}

}  // namespace caveat::html
