#include "rules/widget_catalogue.h"

#include <stdexcept>
#include <string>
#include <utility>

#include "rules/embedded_widgets.h"
#include "rules/vocabulary/words.h"

namespace caveat::rules {

namespace {

html::SelectorList parsed(boost::system::result<html::SelectorList, html::SelectorError> list,
                          const EmbeddedWidget& widget) {
  if (!list)
    throw std::logic_error("the widget catalogue: " + std::string(widget.name) + ": " + list.error().message);
  return *std::move(list);
}

/// Parsed as a whole, which is twice as fast.
html::SelectorList joined(const EmbeddedWidget& widget) {
  std::string all;
  for (const std::string_view selector : widget.selectors) {
    if (!all.empty()) all += ", ";
    all += selector;
  }
  if (widget.excluded.empty()) return parsed(html::SelectorList::parse(all), widget);
  const auto excluded = parsed(html::SelectorList::parse(widget.excluded), widget);
  return parsed(html::SelectorList::parse_excluding(all, excluded), widget);
}

}  // namespace

std::span<const std::string_view> widget_kinds() {
  return kWidgetKindWords;
}

WidgetCatalogue::WidgetCatalogue() {
  for (const EmbeddedWidget& widget : embedded_widgets()) {
    widgets_.push_back({.kind = widget.kind,
                        .name = widget.name,
                        .network = widget.network,
                        .selectors = widget.selectors,
                        .excluded = widget.excluded,
                        .selector = joined(widget),
                        .max_text_bytes = widget.max_text_bytes,
                        .example = widget.example,
                        .stays = widget.stays});
  }
}

const WidgetCatalogue& WidgetCatalogue::built_in() {
  static const WidgetCatalogue kCatalogue;
  return kCatalogue;
}

}  // namespace caveat::rules
