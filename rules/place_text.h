// A notice's place in the words of the rule language.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "html/program.h"

namespace caveat::rules {

struct PositionWords {
  std::string_view words;
  html::Position position;
};

/// "start of", "end of", "before", "after".
std::span<const PositionWords> position_words();

/// "start of article".
std::string place_text(const html::Place& place);

}  // namespace caveat::rules
