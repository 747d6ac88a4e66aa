// PageEditor's part that takes elements out.
#include <algorithm>
#include <utility>

#include "html/element_mark.h"
#include "html/page_editor.h"

namespace caveat::html {

void PageEditor::begin_removal(const std::vector<std::size_t>& removes, std::string_view start_tag) {
  // The edit with the widest bound decides; one without a bound outdoes all.
  std::size_t max_text_bytes = 0;
  for (const std::size_t index : removes) {
    const std::size_t bound = program_.removes()[index].max_text_bytes;
    max_text_bytes = std::max(max_text_bytes, bound);
    if (bound != 0) continue;
    max_text_bytes = 0;
    break;
  }
  removals_.begin(elements_.size() - 1, max_text_bytes, removes, std::exchange(closers_, {}));
  if (limits_.listed_removals > 0) {
    removals_.remember(
        {.offset = read_ - start_tag.size(), .start_tag = std::string(start_tag), .edits = removes});
  }
  if (removals_.suppressing()) put_element_mark(removes);
}

/// A removal that also withholds needs no mark: what is taken out is not there to be missed.
void PageEditor::put_element_mark(const std::vector<std::size_t>& removes) {
  const auto unmarked = [this](std::size_t index) {
    const RemoveEdit& edit = program_.removes()[index];
    return edit.max_text_bytes == 0 && edit.mark_html.empty();
  };
  const auto marked = std::ranges::find_if(
      removes, [this](std::size_t index) { return !program_.removes()[index].mark_html.empty(); });
  const std::size_t element = elements_.size() - 1;
  removal_marked_ =
      marked != removes.end() && std::ranges::none_of(removes, unmarked) && element > 0 && shows(element - 1);
  if (!removal_marked_) return;
  output_.put(element_mark(elements_.current().name, program_.removes()[*marked].mark_html));
}

/// Whether the element was taken out.
bool PageEditor::end_removal() {
  removal_ends_after_ = false;
  const bool disables = removals_.innermost_disables();
  std::optional<ListedRemoval> source = removals_.remembered();
  const std::vector<std::size_t> edits = removals_.end();
  if (disables) {
    for (const std::size_t index : edits) ++report_.disabled[index];
    return false;
  }
  for (const std::size_t index : edits) ++report_.removed[index];
  if (!edits.empty() && source && report_.removals.size() < limits_.listed_removals) {
    report_.removals.push_back(*std::move(source));
  }
  if (!edits.empty()) output_.put(reopened_);
  // What has not ended before the page does reaches up to its very end.
  if (!edits.empty() && finishing_) cut_off_.clear();
  return !edits.empty();
}

}  // namespace caveat::html
