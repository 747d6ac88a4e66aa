// What PageEditor knows of the token at hand, and of the end of the page.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "html/inert_elements.h"
#include "html/program_targets.h"
#include "html/resume_point.h"

namespace caveat::html {

/// Each token begins with a new one.
struct CurrentToken {
  std::uint64_t at = 0;               ///< where in the page output stands: before the token, then behind it
  bool in_sight_before = true;        ///< whether text put before it would be shown
  std::optional<std::string> edited;  ///< the start tag with its attributes changed
  InertTag inert_tag;
  /// Its bytes stand in a hidden element, which it closes; not counting the head, which ends at any text.
  bool leaves_hidden_body_part = false;
  std::vector<PlaceTarget> places_after;  ///< places right behind it that a browser shows
  std::string closers;                    ///< end tags of what its start tag closed by implication
  std::vector<PlaceBeforeToken> places_before;
  EndedFormatting ended_formatting;  ///< by closers
  EndedRemoval ended;
};

/// What would swallow a notice that is put behind the last byte.
struct PageEnd {
  std::string_view open_markup;   ///< ends the comment or doctype that the page ends in
  bool in_cdata_section = false;  ///< this is in one, or the page ends in it
  bool text_left_open = false;    ///< the page ends in a title or a comment that is not closed for a notice
  std::string cut_off;            ///< the beginning of a tag that the end of the page cuts off
};

}  // namespace caveat::html
