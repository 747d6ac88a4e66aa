// Where tree construction stands, besides what is open.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "html/active_formatting.h"

namespace caveat::html {

/// 13.2.4.1; "after after body" and the like are the same as what comes before them.
// clang-format off
enum class InsertionMode : std::uint8_t {
  initial, before_html, before_head, in_head, after_head, in_body, in_table, in_caption, in_column_group,
  in_table_body, in_row, in_cell, in_template, after_body, in_frameset, after_frameset
};
// clang-format on

struct TreeState {
  InsertionMode mode = InsertionMode::initial;
  std::vector<InsertionMode> template_modes = {};
  bool raw_text_open = false;        ///< an element whose content is no markup: a title, a script, a textarea
  bool select_perhaps_open = false;  ///< closed here, but not by browsers that take no other content in it
  bool read_otherwise = false;       ///< browsers differ in what is markup from here on
  /// Inside the innermost of so many open elements there may be another yet that hides text; 0: there is
  /// none.
  std::size_t hidden_inside = 0;
  bool quirks = false;
  bool frameset_ok = true;
  bool form_open = false;  ///< the form element pointer is not null
  bool body_ended = false;

  bool text_changes_structure() const {
    return mode < InsertionMode::in_body || mode == InsertionMode::in_column_group ||
           mode == InsertionMode::after_body;
  }
  /// Whether browsers from before 2025 may see something else here.
  bool reads_differ() const { return select_perhaps_open || read_otherwise; }
  bool in_doubt() const { return reads_differ() || hidden_inside > 0; }
  /// Whether this is a page of frames, which shows no body.
  bool in_frameset() const {
    return mode == InsertionMode::in_frameset || mode == InsertionMode::after_frameset;
  }
};

/// What the start tag at hand has changed, apart from closing elements.
struct BeforeStartTag {
  InsertionMode mode = InsertionMode::initial;
  InsertionMode template_mode = InsertionMode::initial;
  bool frameset_ok = true;
  bool form_open = false;
  bool left_hidden = false;  ///< `hidden_inside` is of it
  std::size_t implied = 0;   ///< how many of the open elements it has implied
  InsertionMode mode_before_implied = InsertionMode::initial;         ///< before the first of those
  std::optional<ActiveFormatting::Entry> former_link = std::nullopt;  ///< it has taken from the formatting
};

/// A state to go back to, formatting included.
struct TreePoint {
  TreeState state;
  ActiveFormatting::Mark formatting;
  std::optional<ActiveFormatting::Entry> former_link;
};

}  // namespace caveat::html
