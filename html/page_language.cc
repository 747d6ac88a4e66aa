#include "html/page_language.h"

#include <algorithm>

#include "html/ascii.h"
#include "html/character_references.h"
#include "html/tokenizer.h"
#include "html/tree_construction.h"

namespace caveat::html {
namespace {

/// A longer tag at the beginning of a page is not waited for.
constexpr std::size_t kMaxTagBytes = std::size_t{1} << 20;
/// What is read at a time: most pages tell within one, and what follows need not be read.
constexpr std::size_t kLanguagePiece = 1024;

/// The attribute's value in lower case, without white space around it; empty if there is none.
std::string value_of(const TagToken& token, std::string_view name) {
  const std::optional<Attribute> attribute = token.find(AttributeName::of(name));
  if (!attribute) return {};
  const std::string value = ascii_lower(decode_attribute_value(attribute->value));
  const auto first = value.find_first_not_of(" \t\n\f\r");
  const auto last = value.find_last_not_of(" \t\n\f\r");
  return first == std::string::npos ? std::string() : value.substr(first, last - first + 1);
}

/// The tag that `text` means, which also authors get who write "ru_RU"; empty if it names no one language:
/// "russian", "mul", a list. Such a page states none, rather than one that no rule asks for.
std::string language_tag(std::string text) {
  std::ranges::replace(text, '_', '-');
  const std::string primary = text.substr(0, text.find('-'));
  const bool is_code = (primary.size() == 2 || primary.size() == 3) &&
                       std::ranges::all_of(primary, [](char c) { return is_ascii_alpha(c); });
  const bool is_tag = std::ranges::all_of(text, [](char c) { return is_ascii_alphanumeric(c) || c == '-'; });
  if (!is_code || !is_tag || primary == "und" || primary == "mul") return {};
  return text;
}

std::string lang_of(const TagToken& token) {
  const std::string lang = language_tag(value_of(token, "lang"));
  return lang.empty() ? language_tag(value_of(token, "xml:lang")) : lang;
}

std::string pragma_language(const TagToken& token) {
  return value_of(token, "http-equiv") == "content-language" ? language_tag(value_of(token, "content")) : "";
}

}  // namespace

class PageLanguageReader::Reader final : private TokenHandler, private TreeObserver {
 public:
  Reader() : tokenizer_(*this, kMaxTagBytes), tree_(*this, elements_) {}

  void write(std::string_view bytes) {
    while (!language_ && !bytes.empty()) {
      const std::string_view piece = bytes.substr(0, kLanguagePiece);
      if (!tokenizer_.write(piece)) language_ = pragma_;
      bytes.remove_prefix(piece.size());
    }
  }
  void finish() {
    if (!language_) tokenizer_.finish();
    if (!language_) language_ = pragma_;
  }
  const std::optional<std::string>& language() const { return language_; }

 private:
  void text(std::string_view raw, TextMode mode) override {
    if (language_ || mode != TextMode::data) return;
    if (raw.find_first_not_of(" \t\n\f\r") != std::string_view::npos) tree_.text();
  }
  TextMode start_tag(const TagToken& token) override {
    return language_ ? TextMode::data : tree_.start_tag(token);
  }
  void end_tag(const TagToken& token) override {
    if (!language_) tree_.end_tag(token);
  }
  void comment(std::string_view, bool) override {}
  void doctype(std::string_view raw) override { tree_.doctype(raw); }
  void no_token(std::string_view) override {}
  bool allows_cdata() const override { return tree_.in_foreign_content(); }

  void opened(const TagToken* token) override {
    const OpenElement& element = elements_.current();
    if (element.is(Tag::html) && token != nullptr) {
      const std::string lang = lang_of(*token);
      if (!lang.empty()) language_ = lang;
    } else if (element.is(Tag::meta) && pragma_.empty()) {
      pragma_ = pragma_language(*token);
    } else if (element.is(Tag::body) || element.is(Tag::frameset)) {
      const std::string lang = token == nullptr ? std::string() : lang_of(*token);
      if (!language_) language_ = lang.empty() ? pragma_ : lang;
    }
  }
  void closing(std::size_t, Closing) override {}
  void body_ending() override {}

  OpenElements elements_;
  Tokenizer tokenizer_;
  TreeConstruction tree_;
  std::string pragma_;
  std::optional<std::string> language_;
};

PageLanguageReader::PageLanguageReader() : reader_(std::make_unique<Reader>()) {}
PageLanguageReader::~PageLanguageReader() = default;
PageLanguageReader::PageLanguageReader(PageLanguageReader&&) noexcept = default;
PageLanguageReader& PageLanguageReader::operator=(PageLanguageReader&&) noexcept = default;
void PageLanguageReader::write(std::string_view bytes) {
  reader_->write(bytes);
}
void PageLanguageReader::finish() {
  reader_->finish();
}
const std::optional<std::string>& PageLanguageReader::language() const {
  return reader_->language();
}

}  // namespace caveat::html
