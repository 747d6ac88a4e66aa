// Which of several selectors a page has an element for, before anything is done to it.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "html/open_elements.h"
#include "html/selector.h"
#include "html/selector_matcher.h"
#include "html/tokenizer.h"
#include "html/tree_construction.h"

namespace caveat::html {

/// Reads a page in any chunking. What bears `data-caveat` is ours and counts as not there.
class SelectorFinder final : private TokenHandler, private TreeObserver {
 public:
  using Selectors = std::vector<std::shared_ptr<const SelectorList>>;

  SelectorFinder(const Selectors& selectors, std::size_t max_token_bytes);
  SelectorFinder(const SelectorFinder&) = delete;
  SelectorFinder& operator=(const SelectorFinder&) = delete;

  /// False once a token was too long to follow the page any further.
  bool write(std::string_view bytes);
  /// The page is over.
  void finish();

  /// Whether each selector has matched so far.
  const std::vector<bool>& found() const { return found_; }
  bool all_found() const;

 private:
  void text(std::string_view raw, TextMode mode) override;
  TextMode start_tag(const TagToken& token) override { return tree_.start_tag(token); }
  void end_tag(const TagToken& token) override { tree_.end_tag(token); }
  void comment(std::string_view, bool) override {}
  void doctype(std::string_view raw) override { tree_.doctype(raw); }
  void no_token(std::string_view) override {}
  bool allows_cdata() const override { return tree_.in_foreign_content(); }

  void opened(const TagToken* token) override;
  void closing(std::size_t index, Closing how) override;
  void body_ending() override {}

  CompiledSelectors selectors_;
  std::vector<bool> found_;
  SelectorMatcher matcher_;
  OpenElements elements_;
  TreeConstruction tree_;
  Tokenizer tokenizer_;
  std::vector<std::size_t> ours_;  ///< open elements that bear `data-caveat`
};

}  // namespace caveat::html
