// The widgets that Caveat knows by itself: share buttons, comment forms, trackers and so on.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "html/selector.h"

namespace caveat::rules {

/// An entry of the catalogue. docs/widget-catalogue.md tells how one is written.
struct Widget {
  std::string_view kind;  ///< one of `widget_kinds()`
  std::string_view name;  ///< unique
  std::string_view network;
  std::span<const std::string_view> selectors;  ///< one by one, in order of writing
  std::string_view excluded;                    ///< what is none, whichever of them matches; may be empty
  html::SelectorList selector;                  ///< all of them, without that
  std::size_t max_text_bytes = 0;               ///< an element whose text is longer is no widget; 0: no bound
  std::string_view example;                     ///< HTML in which each of them finds something
  std::span<const std::string_view> stays;      ///< HTML of which the entry takes out nothing
};

/// share, like, comment, save, contact, subscribe, embed, tracker.
std::span<const std::string_view> widget_kinds();

/// Immutable.
class WidgetCatalogue {
 public:
  /// The program's own, made once: its selectors take as long to parse as many a pack.
  static const WidgetCatalogue& built_in();

  /// In order of file and place.
  const std::vector<Widget>& widgets() const { return widgets_; }

 private:
  WidgetCatalogue();

  std::vector<Widget> widgets_;
};

}  // namespace caveat::rules
