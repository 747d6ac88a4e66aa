#include "rules/widget_search.h"

#include <algorithm>
#include <utility>

#include "html/rewriter.h"

namespace caveat::rules {

namespace {

constexpr std::size_t kMostWidgets = 10'000;

/// The edited page is of no interest.
class NoSink final : public html::ByteSink {
 public:
  void write(std::string_view) override {}
};

}  // namespace

bool FoundWidget::is_of_kind(std::string_view kind) const {
  return std::ranges::any_of(widgets, [kind](const Widget* widget) { return widget->kind == kind; });
}

std::optional<std::vector<FoundWidget>> find_widgets(std::string_view page, const WidgetCatalogue& catalogue,
                                                     std::string_view kind) {
  html::ProgramBuilder builder;
  std::vector<const Widget*> sought;
  for (const Widget& widget : catalogue.widgets()) {
    if (!kind.empty() && widget.kind != kind) continue;
    sought.push_back(&widget);
    builder.remove({.owner = 0, .selector = widget.selector, .max_text_bytes = widget.max_text_bytes});
  }
  NoSink nowhere;
  html::Rewriter rewriter(builder.build(), {.listed_removals = kMostWidgets}, nowhere);
  rewriter.write(page);
  rewriter.finish();
  if (rewriter.failure()) return std::nullopt;
  std::vector<html::ListedRemoval> removals = rewriter.report().removals;
  std::ranges::stable_sort(removals, {}, &html::ListedRemoval::offset);
  std::vector<FoundWidget> found;
  for (html::ListedRemoval& removal : removals) {
    std::ranges::sort(removal.edits);
    FoundWidget& element = found.emplace_back();
    element.offset = removal.offset;
    element.start_tag = std::move(removal.start_tag);
    for (const std::size_t edit : removal.edits) element.widgets.push_back(sought[edit]);
  }
  return found;
}

}  // namespace caveat::rules
