#include "html/selector_finder.h"

#include <algorithm>

#include "html/ascii.h"

namespace caveat::html {
namespace {

CompiledSelectors compiled(const SelectorFinder::Selectors& selectors) {
  CompiledSelectors all;
  for (std::size_t i = 0; i < selectors.size(); ++i) all.add(*selectors[i], static_cast<std::uint32_t>(i));
  return all;
}

}  // namespace

SelectorFinder::SelectorFinder(const Selectors& selectors, std::size_t max_token_bytes)
    : selectors_(compiled(selectors)),
      found_(selectors.size()),
      matcher_(selectors_),
      tree_(*this, elements_),
      tokenizer_(*this, max_token_bytes) {}

bool SelectorFinder::write(std::string_view bytes) {
  return all_found() || tokenizer_.write(bytes);
}

void SelectorFinder::finish() {
  if (!all_found()) tokenizer_.finish();
}

bool SelectorFinder::all_found() const {
  return std::ranges::all_of(found_, [](bool found) { return found; });
}

void SelectorFinder::text(std::string_view raw, TextMode mode) {
  const bool markup = mode == TextMode::data || mode == TextMode::cdata_section;
  if (markup && !std::ranges::all_of(raw, is_ascii_space)) tree_.text();
}

void SelectorFinder::opened(const TagToken* token) {
  const auto targets = matcher_.opened(elements_, token, tree_.in_quirks_mode());
  if (token != nullptr && token->find("data-caveat")) ours_.push_back(elements_.size() - 1);
  if (!ours_.empty()) return;
  for (const std::uint32_t target : targets) found_[target] = true;
}

void SelectorFinder::closing(std::size_t index, Closing) {
  matcher_.closing(index);
  std::erase(ours_, index);
  for (std::size_t& element : ours_) {
    if (element > index) --element;
  }
}

}  // namespace caveat::html
