#include "html/page_elements.h"

#include <algorithm>
#include <utility>

#include "html/ascii.h"
#include "html/character_references.h"
#include "html/open_elements.h"
#include "html/selector_matcher.h"
#include "html/tokenizer.h"
#include "html/tree_construction.h"

namespace caveat::html {
namespace {

CompiledSelectors compiled(std::span<const SelectorList> selectors) {
  CompiledSelectors all;
  for (std::size_t i = 0; i < selectors.size(); ++i) all.add(selectors[i], static_cast<std::uint32_t>(i));
  return all;
}

class ElementSearch final : private TokenHandler, private TreeObserver {
 public:
  ElementSearch(std::span<const SelectorList> selectors, std::size_t max_token_bytes)
      : selectors_(compiled(selectors)),
        matcher_(selectors_),
        tree_(*this, elements_),
        tokenizer_(*this, max_token_bytes) {}

  bool read(std::string_view page) {
    if (!tokenizer_.write(page)) return false;
    tokenizer_.finish();
    return true;
  }

  PageElements take() { return std::move(found_); }

 private:
  void text(std::string_view raw, TextMode mode) override {
    at_ += raw.size();
    const bool markup = mode == TextMode::data || mode == TextMode::cdata_section;
    if (markup && !std::ranges::all_of(raw, is_ascii_space)) tree_.text();
  }

  TextMode start_tag(const TagToken& token) override {
    const TextMode mode = tree_.start_tag(token);
    at_ += token.raw.size();
    return mode;
  }

  void end_tag(const TagToken& token) override {
    tree_.end_tag(token);
    at_ += token.raw.size();
  }

  void comment(std::string_view raw, bool) override { at_ += raw.size(); }

  void doctype(std::string_view raw) override {
    tree_.doctype(raw);
    at_ += raw.size();
  }

  void no_token(std::string_view raw) override { at_ += raw.size(); }
  bool allows_cdata() const override { return tree_.in_foreign_content(); }

  void opened(const TagToken* token) override {
    const auto targets = matcher_.opened(elements_, token, tree_.in_quirks_mode());
    if (token == nullptr) return;
    for (const std::uint32_t target : targets)
      found_.matching.push_back({target, at_, std::string(token->raw)});
    const auto mark = token->find("data-caveat");
    if (!mark) return;
    const auto language = token->find("lang");
    found_.marked.push_back({decode_attribute_value(mark->value),
                             language ? decode_attribute_value(language->value) : std::string(), at_});
  }

  void closing(std::size_t index, Closing) override { matcher_.closing(index); }
  void body_ending() override {}

  CompiledSelectors selectors_;
  SelectorMatcher matcher_;
  OpenElements elements_;
  TreeConstruction tree_;
  Tokenizer tokenizer_;
  std::size_t at_ = 0;  ///< of the token at hand
  PageElements found_;
};

}  // namespace

std::optional<PageElements> find_elements(std::string_view page, std::span<const SelectorList> selectors,
                                          std::size_t max_token_bytes) {
  ElementSearch search(selectors, max_token_bytes);
  if (!search.read(page)) return std::nullopt;
  return search.take();
}

}  // namespace caveat::html
