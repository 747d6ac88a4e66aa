// Where and how the bytes of a TOML text change for one edit.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/toml_edit.h"
#include "rules/toml_spans.h"

namespace caveat::rules {

/// `text` in the place of the bytes at `span`.
struct TomlSplice {
  ByteSpan span;
  std::string text;
};

/// `document` is what `text` says. Splices do not overlap; their line ends are LF. nullopt if the path leads
/// nowhere.
std::optional<std::vector<TomlSplice>> splices_for(std::string_view text, const TomlTable& document,
                                                   const TomlEdit& edit);

}  // namespace caveat::rules
