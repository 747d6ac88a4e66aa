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

/// "start of body" for "begin of body", "Start-of body", "start body": what an author most likely meant by a
/// text that is no place. "start of" and the whole text if it begins with no word for a position.
std::string likely_place(std::string_view text);

/// "start of article".
std::string place_text(const html::Place& place);

}  // namespace caveat::rules
