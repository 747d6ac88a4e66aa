// The widgets that Caveat knows by itself: share buttons, comment forms, trackers and so on.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "html/selector.h"
#include "rules/diagnostic.h"
#include "rules/embedded_text.h"

namespace caveat::rules {

/// An entry of the catalogue. docs/widget-catalogue.md tells how one is written.
struct Widget {
  std::string kind;  ///< one of `widget_kinds()`
  std::string name;  ///< unique
  std::string network;
  std::vector<std::string> selectors;  ///< one by one, in order of writing
  html::SelectorList selector;         ///< all of them
  std::size_t max_text_bytes = 0;      ///< an element whose text is longer is no widget; 0: no bound
  std::string example;                 ///< HTML in which each of them finds something
  std::vector<std::string> stays;      ///< HTML of which the entry takes out nothing
};

/// share, like, comment, save, contact, subscribe, embed, tracker.
std::span<const std::string_view> widget_kinds();

/// Immutable.
class WidgetCatalogue {
 public:
  /// What is wrong in `files` goes to `diagnostics`, and the rest is taken.
  static WidgetCatalogue read(std::span<const EmbeddedText> files, std::vector<Diagnostic>& diagnostics);

  /// In order of file and place.
  const std::vector<Widget>& widgets() const { return widgets_; }

 private:
  std::vector<Widget> widgets_;
};

}  // namespace caveat::rules
