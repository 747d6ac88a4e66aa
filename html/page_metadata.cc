#include "html/page_metadata.h"

#include <algorithm>
#include <array>
#include <string>

#include "html/ascii.h"
#include "html/character_references.h"
#include "html/charset_decoder.h"
#include "html/tokenizer.h"
#include "html/tree_construction.h"
#include "html/utf8.h"

namespace caveat::html {
namespace {

constexpr std::string_view kLinkedData = "application/ld+json";
constexpr std::string_view kMetadataSpace = " \t\n\f\r";

/// Attributes that name what a meta element states.
constexpr std::array<std::string_view, 3> kNamingAttributes = {"property", "name", "itemprop"};

std::string_view without_space(std::string_view text) {
  const auto first = text.find_first_not_of(kMetadataSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kMetadataSpace) - first + 1);
}

/// The parameters of a media type do not matter here.
bool is_linked_data(std::string_view type) {
  return equal_ignoring_ascii_case(without_space(type.substr(0, type.find(';'))), kLinkedData);
}

}  // namespace

class PageMetadataReader::Reader final : private TokenHandler, private TreeObserver {
 public:
  Reader(PageMetadataHandler& handler, std::string_view charset, std::size_t max_token_bytes)
      : handler_(handler), decoder_(charset), tokenizer_(*this, max_token_bytes), tree_(*this, elements_) {}

  bool write(std::string_view bytes) { return tokenizer_.write(bytes); }
  void finish() {
    tokenizer_.finish();
    tree_.finish();
  }

 private:
  void text(std::string_view raw, TextMode mode) override {
    if (in_linked_data_) script_ += raw;
    const bool markup = mode == TextMode::data || mode == TextMode::cdata_section;
    if (markup && !std::ranges::all_of(raw, is_ascii_space)) tree_.text();
  }
  TextMode start_tag(const TagToken& token) override { return tree_.start_tag(token); }
  void end_tag(const TagToken& token) override { tree_.end_tag(token); }
  void comment(std::string_view, bool) override {}
  void doctype(std::string_view raw) override { tree_.doctype(raw); }
  void no_token(std::string_view) override {}
  bool allows_cdata() const override { return tree_.in_foreign_content(); }

  void opened(const TagToken* token) override {
    if (token == nullptr || elements_.may_be_open(Tag::template_)) return;
    const OpenElement& element = elements_.current();
    if (element.is(Tag::meta)) {
      const std::string content = value_of(*token, "content");
      for (const std::string_view attribute : kNamingAttributes) tell(*token, attribute, content);
    } else if (element.is(Tag::script)) {
      in_linked_data_ = is_linked_data(value_of(*token, "type"));
    } else if (token->find("itemprop")) {
      const bool dated = token->find("datetime").has_value();
      tell(*token, "itemprop", value_of(*token, dated ? "datetime" : "content"));
    }
  }
  void closing(std::size_t index, Closing) override {
    if (!in_linked_data_ || !elements_[index].is(Tag::script)) return;
    handler_.linked_data(in_utf8(script_));
    script_.clear();
    in_linked_data_ = false;
  }
  void body_ending() override {}

  void tell(const TagToken& token, std::string_view attribute, std::string_view value) {
    if (without_space(value).empty()) return;
    const std::string names = ascii_lower(value_of(token, attribute));
    for (std::string_view rest = without_space(names); !rest.empty();) {
      const std::string_view name = rest.substr(0, rest.find_first_of(kMetadataSpace));
      handler_.property(name, value);
      rest = without_space(rest.substr(name.size()));
    }
  }

  std::string value_of(const TagToken& token, std::string_view attribute) {
    const auto found = token.find(AttributeName::of(attribute));
    return found ? decode_attribute_value(in_utf8(found->value)) : std::string();
  }

  std::string in_utf8(std::string_view bytes) {
    std::string utf8;
    while (!bytes.empty()) append_utf8(utf8, decoder_.take(bytes));
    return utf8;
  }

  PageMetadataHandler& handler_;
  CharsetDecoder decoder_;
  OpenElements elements_;
  Tokenizer tokenizer_;
  TreeConstruction tree_;
  std::string script_;  ///< of the JSON-LD at hand, so far
  bool in_linked_data_ = false;
};

PageMetadataReader::PageMetadataReader(PageMetadataHandler& handler, std::string_view charset,
                                       std::size_t max_token_bytes)
    : reader_(std::make_unique<Reader>(handler, charset, max_token_bytes)) {}
PageMetadataReader::~PageMetadataReader() = default;
PageMetadataReader::PageMetadataReader(PageMetadataReader&&) noexcept = default;
PageMetadataReader& PageMetadataReader::operator=(PageMetadataReader&&) noexcept = default;
bool PageMetadataReader::write(std::string_view bytes) {
  return reader_->write(bytes);
}
void PageMetadataReader::finish() {
  reader_->finish();
}

}  // namespace caveat::html
