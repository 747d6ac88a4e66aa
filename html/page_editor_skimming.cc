// PageEditor's part that lets tree construction rest.
#include <algorithm>

#include "html/ascii.h"
#include "html/page_editor.h"

namespace caveat::html {

/// Nothing is begun that could end with an element, and nothing is looked for but what the plan knows of.
bool PageEditor::can_skim() const {
  const bool idle = removals_.empty() && !removals_.has_deferred() && !stripper_.inside() && !in_noscript_ &&
                    !inert_.inside() && (awaited_.empty() || placement_.all_placed());
  return idle && skimmer_.possible() && !failure_ && !finishing_ && !plaintext_;
}

void PageEditor::skim_from_here() {
  if (!can_skim()) return;
  if (const auto region = tree_.skim_region()) skimmer_.begin(*region, tree_.in_quirks_mode());
}

Skimmed PageEditor::skim(std::string_view bytes) {
  // The wait ends with the token that goes past its bound.
  if (placement_.waiting()) settle();
  if (placement_.waiting()) bytes = bytes.substr(0, limits_.hold_bytes + 1 - output_.offset());
  const Skimmed skimmed = skimmer_.skim(bytes, placement_.all_placed());
  read_ += skimmed.bytes;
  output_.pass(bytes.substr(0, skimmed.bytes));
  in_noscript_ = edits_noscript(skimmed.element);
  return skimmed;
}

/// False if the text needs tree construction.
bool PageEditor::skim_text(std::string_view raw, bool markup) {
  if (markup && skimmer_.region() == SkimRegion::head && !std::ranges::all_of(raw, is_ascii_space)) {
    catch_up();
    return false;
  }
  output_.pass(raw);
  return true;
}

/// Tree construction follows what was skimmed.
void PageEditor::catch_up() {
  if (placement_.waiting()) settle();
  skimmer_.end();
  catching_up_ = true;
  skimmer_.log().replay(
      [this](const TagToken& token, std::span<const std::uint32_t> bits) {
        begun_matches_ = bits;
        tree_.start_tag(token);
      },
      [this](const TagToken& token) { tree_.end_tag(token); });
  catching_up_ = false;
  skimmer_.log().clear();
}

void PageEditor::views_ending() {
  output_.end_slices();
  if (skimmer_.active()) settle();
}

bool PageEditor::allows_cdata() const {
  return skimmer_.active() ? skimmer_.region() == SkimRegion::svg : tree_.in_foreign_content();
}

}  // namespace caveat::html
