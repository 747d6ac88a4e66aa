// The entries of the widget catalogue, as they were when the program was built.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace caveat::rules {

/// docs/widget-catalogue.md tells what each means.
struct EmbeddedWidget {
  std::string_view kind;
  std::string_view name;  ///< unique
  std::string_view network;
  std::span<const std::string_view> selectors;
  std::string_view excluded;  ///< a list of selectors, or nothing
  std::size_t max_text_bytes;
  std::string_view example;
  std::span<const std::string_view> stays;
};

/// rules/widgets/*.toml, in order of file and place.
std::span<const EmbeddedWidget> embedded_widgets();

/// Of their files, every byte of them.
std::string_view embedded_widgets_digest();

}  // namespace caveat::rules
