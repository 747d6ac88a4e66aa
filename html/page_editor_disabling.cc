// PageEditor's part that makes elements inert.
#include <algorithm>

#include "html/edit_listing.h"
#include "html/inert_tag.h"
#include "html/page_editor.h"
#include "html/tag_editor.h"

namespace caveat::html {
namespace {

/// Nothing may stand between these and what they belong to, so that their reason stands inside.
constexpr TagSet kHoldReason = {Tag::td, Tag::th, Tag::caption, Tag::li, Tag::dt, Tag::dd, Tag::summary};
/// Neither outside nor inside.
constexpr TagSet kWithoutReason = {
    Tag::tr,       Tag::tbody,    Tag::thead,    Tag::tfoot,     Tag::col,    Tag::area,   Tag::option,
    Tag::optgroup, Tag::colgroup, Tag::source,   Tag::track,     Tag::param,  Tag::script, Tag::style,
    Tag::link,     Tag::meta,     Tag::base,     Tag::template_, Tag::title,  Tag::head,   Tag::html,
    Tag::body,     Tag::frame,    Tag::frameset, Tag::noframes,  Tag::noembed};

}  // namespace

/// `may_go`: a removal that began with the same element may yet take it out.
void PageEditor::disable(const std::vector<std::size_t>& disables, const TagToken& token, bool may_go) {
  const AttributeChanges content = joined(token_.inert_tag.changes, inert_content(token));
  if (inert_.inside()) {
    token_.edited = edited_tag(token, content);
    return;
  }
  if (!disables.empty()) begin_disabling(disables, token, may_go);
  if (!removals_.may_disable()) return;
  token_.inert_tag.content = edited_tag(token, content);
  // What disables it for certain is taken back where one around it is disabled.
  if (inert_.inside() && !token_.inert_tag.content) token_.inert_tag.content = token.raw;
}

void PageEditor::begin_disabling(const std::vector<std::size_t>& disables, const TagToken& token,
                                 bool may_go) {
  const std::size_t element = elements_.size() - 1;
  std::size_t max_text_bytes = 0;
  std::string marks;
  bool certain = false;
  std::vector<std::size_t> ordered = disables;
  std::ranges::sort(ordered);
  for (const std::size_t index : ordered) {
    const DisableEdit& edit = program_.disables()[index];
    certain = certain || edit.max_text_bytes == 0;
    max_text_bytes = std::max(max_text_bytes, edit.max_text_bytes);
    const std::string word = edit.mark.substr(0, edit.mark.find(':'));
    if ((" " + marks + " ").find(" " + word + " ") == std::string::npos) {
      marks += (marks.empty() ? "" : " ") + word;
    }
  }
  // One edit of each rule stands for all of them, so that an element counts once.
  const auto mark_of = [this](std::size_t index) -> const std::string& {
    return program_.disables()[index].mark;
  };
  const auto same_mark = [&](const auto& one, const auto& other) { return mark_of(one) == mark_of(other); };
  ordered.erase(std::unique(ordered.begin(), ordered.end(), same_mark), ordered.end());
  if (!certain && may_go) return;

  const bool inside = kHoldReason.contains(token.name.tag);
  std::string reason = untold_reasons(ordered);
  const AttributeChanges root = joined(token_.inert_tag.changes, inert_root(token, marks, inside));
  if (certain) {
    token_.edited = edited_tag(token, root);
    if (token_.edited) {
      list_tag(ListedEdit::Kind::disabled, ordered.front(), token_.at, token.raw, *token_.edited, limits_,
               report_);
    }
    inert_.begin(element);
    tell_reasons(ordered, 0);
    for (const std::size_t index : ordered) ++report_.disabled[index];
    if (inside) {
      token_.inert_tag.reason_inside = std::move(reason);
    } else {
      output_.put_aside(reason);
    }
    return;
  }
  token_.inert_tag.root = edited_tag(token, root);
  offer_before_token();
  removals_.begin_disabling(element, max_text_bytes, ordered, inside ? std::string() : reason);
  tell_reasons(ordered, removals_.innermost().number);
  if (limits_.listed_edits > 0 && token_.inert_tag.root) {
    removals_.innermost().source = {
        .offset = token_.at, .start_tag = std::string(token.raw), .edits = ordered};
  }
  if (inside) token_.inert_tag.reason_in_level = std::move(reason);
}

/// Those that a browser shows where the current element is, each once; empty if they are there already.
std::string PageEditor::untold_reasons(const std::vector<std::size_t>& disables) const {
  const std::size_t element = elements_.size() - 1;
  const TagName name = elements_[element].name;
  if (scope_ == Scope::noscript || plaintext_ || element == 0 || kWithoutReason.contains(name.tag)) return {};
  const bool inside = kHoldReason.contains(name.tag);
  // What is disabled for certain is concealed already.
  const bool seen = !inside || elements_[element].disabled || shows(element);
  if (!seen || !shows(element - 1) || (token_.leaves_hidden_body_part && !inside)) return {};
  std::string reasons;
  std::vector<std::string_view> marks;
  for (const std::size_t index : disables) {
    const DisableEdit& edit = program_.disables()[index];
    if (inert_.told(element - 1, edit.mark) || std::ranges::find(marks, edit.mark) != marks.end()) continue;
    marks.push_back(edit.mark);
    reasons += edit.html;
  }
  return reasons;
}

/// The current element is disabled by `disables`: for certain if `level` is 0, else if that level comes to
/// be.
void PageEditor::tell_reasons(const std::vector<std::size_t>& disables, std::uint32_t level) {
  const std::size_t element = elements_.size() - 1;
  if (element == 0 || !shows(element - 1)) return;
  for (const std::size_t index : disables) {
    const std::string& mark = program_.disables()[index].mark;
    if (!inert_.told(element - 1, mark)) inert_.tell(element - 1, mark, level);
  }
}

bool PageEditor::disables_for_certain(const std::vector<std::size_t>& disables) const {
  if (inert_.inside()) return false;
  return std::ranges::any_of(
      disables, [this](std::size_t index) { return program_.disables()[index].max_text_bytes == 0; });
}

/// The level, which is about disabling, ends with its element.
void PageEditor::end_disabling(std::size_t level) {
  if (!removals_.decide(level)) return;
  // Were one of those taken out that it ends around, it would not have ended.
  removals_.keep_inside(removals_[level].element);
  for (const auto& [tag, number] : removals_[level].disabled_inside) {
    tree_.formatting().set_hides(tag, number, false);
  }
  const std::size_t element = removals_[level].element;
  inert_.disabled(removals_[level].number, element);
  conceal_disabled(element);
  removals_.forget_offers_inside(level);
  token_.places_before.clear();
  token_.in_sight_before = false;
}

/// What is disabled is no place for a notice, nor is what stays open inside or is opened again with it.
void PageEditor::conceal_disabled(std::size_t element) {
  elements_.disable_from(element);
  const OpenElement& disabled = elements_[element];
  if (disabled.formatting == 0) return;
  // One that hides its content anyway goes on doing so.
  if (!tree_.formatting().set_hides(disabled.name.tag, disabled.formatting, true)) return;
  removals_.note_disabled(disabled.name.tag, disabled.formatting);
}

/// The body is over, but not the element that may have to be disabled: all that follows is in it.
void PageEditor::keep_disabled_from_here() {
  const std::size_t level = removals_.size() - 1;
  if (!removals_[level].disables || !removals_.decide(level)) return;
  end_disabling(level);
  inert_.begin(removals_[level].element);
}

}  // namespace caveat::html
