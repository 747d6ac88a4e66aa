// pages through random programs: in any chunks the same, each notice once and in sight, a second time no
// change.
#include <cstdlib>

#include "fuzzed_page.h"
#include "html/open_elements.h"
#include "html/tokenizer.h"
#include "html/tree_construction.h"

namespace caveat::html {
namespace {

/// Counts the elements of a page that begin with a given tag.
class ElementCount final : private TokenHandler, private TreeObserver {
 public:
  ElementCount(std::string_view page, std::string_view start_tag)
      : start_tag_(start_tag), tree_(*this, elements_), tokenizer_(*this, std::size_t{1} << 24) {
    tokenizer_.write(page);
    tokenizer_.finish();
    tree_.finish();
  }
  std::size_t in_all() const { return in_all_; }
  std::size_t in_sight() const { return in_sight_; }

 private:
  void text(std::string_view raw, TextMode mode) override {
    const bool markup = mode == TextMode::data || mode == TextMode::cdata_section;
    if (markup && raw.find_first_not_of(" \t\n\f\r") != std::string_view::npos) tree_.text();
  }
  TextMode start_tag(const TagToken& token) override { return tree_.start_tag(token); }
  void end_tag(const TagToken& token) override { tree_.end_tag(token); }
  void comment(std::string_view, bool) override {}
  void doctype(std::string_view raw) override { tree_.doctype(raw); }
  void no_token(std::string_view) override {}
  bool allows_cdata() const override { return tree_.in_foreign_content(); }
  void opened(const TagToken* token) override {
    if (token == nullptr || token->raw != start_tag_) return;
    ++in_all_;
    if (!elements_.current().conceals) ++in_sight_;
  }
  void closing(std::size_t, Closing) override {}
  void body_ending() override {}

  std::string_view start_tag_;
  std::size_t in_all_ = 0;
  std::size_t in_sight_ = 0;
  OpenElements elements_;
  TreeConstruction tree_;
  Tokenizer tokenizer_;
};

/// Whether all of `part` is in `whole`, in order.
bool holds_all_of(std::string_view whole, std::string_view part) {
  for (const char c : whole) {
    if (!part.empty() && c == part.front()) part.remove_prefix(1);
  }
  return part.empty();
}

void check(FuzzedChoices choices) {
  const auto program = fuzzed_program(choices);
  const std::string_view page = choices.page();
  const FuzzedResult once = rewrite_in_chunks(page, program, page.size() + 1);
  for (const std::size_t chunk : {std::size_t{1}, std::size_t{5}}) {
    const FuzzedResult in_chunks = rewrite_in_chunks(page, program, chunk);
    if (in_chunks.whole != once.whole || in_chunks.failed != once.failed) std::abort();
    if (!once.failed && in_chunks.html != once.html) std::abort();
  }
  if (!once.whole) return;
  for (const InsertEdit& insert : program->inserts()) {
    const ElementCount notices(once.html, std::string_view(insert.html).substr(0, insert.html.find('>') + 1));
    if (notices.in_all() != 1 || notices.in_sight() != 1) std::abort();
  }
  const bool has_ours = page.find("data-caveat") != std::string_view::npos;
  if (!program->edits_elements() && !has_ours && !holds_all_of(once.html, page)) std::abort();
  if (program->empty() && once.html != page) std::abort();
  const FuzzedResult twice = rewrite_in_chunks(once.html, program, once.html.size() + 1);
  if (twice.html != once.html || !twice.whole) std::abort();
}

}  // namespace
}  // namespace caveat::html

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  caveat::html::check({data, size});
  return 0;
}
