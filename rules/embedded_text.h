// Text files of the sources, as they were when the program was built.
#pragma once

#include <span>
#include <string_view>

namespace caveat::rules {

struct EmbeddedText {
  std::string_view name;  ///< of the file, without folders
  std::string_view text;
};

/// rules/codes/*.txt, in order of name.
std::span<const EmbeddedText> embedded_codes();

}  // namespace caveat::rules
