// What the page goes on from where an element has been taken out of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "html/inert_elements.h"
#include "html/open_elements.h"
#include "html/open_tags.h"
#include "html/program_targets.h"
#include "html/selector_matcher.h"
#include "html/tree_state.h"

namespace caveat::html {

/// A place inside or behind an open element.
struct AwaitedPlace {
  std::size_t element;
  PlaceTarget place;
};

/// All that goes with the stack of open elements.
struct OpenSnapshot {
  std::vector<OpenElement> elements;
  std::vector<OpenTags::Source> tags;
  SelectorMatcher matcher;
  std::vector<AwaitedPlace> awaited;
  /// Where the elements of removals around this one stand, by where those begin in the output.
  std::vector<std::pair<std::uint64_t, std::size_t>> levels;
  std::uint32_t innermost;  ///< the number of the removal that was the last to begin
};

/// The state of the page as a browser has it that reads the page without the element: an end tag inside it
/// may have closed what is around it, start tags inside may outlive it.
struct ResumePoint {
  std::size_t size = 0;  ///< how many elements are open around it
  TagName outermost;     ///< the name of the first of those that go: the element, or one that its tag implied
  TreePoint tree;
  /// Formatting elements whose end tags are put in where it was.
  EndedFormatting ended_formatting;
  InertElements inert;
  std::unique_ptr<OpenSnapshot> around;  ///< once something around it has been closed
};

/// A place before the current token, behind `closers` bytes of end tags if those are put in.
struct PlaceBeforeToken {
  PlaceTarget place;
  std::size_t closers;
  bool implied = false;      ///< inside an element that the token has implied
  bool moves = false;        ///< to before the next of `closers` that leads out of its element
  bool if_taken_out = true;  ///< whether a browser shows it, if what the token begins is taken out
  bool if_it_stays = true;
};

/// The removal that the current token ends.
struct EndedRemoval {
  enum class When : std::uint8_t { not_at_all, before_token, after_token };
  When when = When::not_at_all;
  std::size_t level = 0;
  bool skipping = false;  ///< it is taken out; what the token does after that is not looked at
  std::vector<OpenTags::Source> outliving = {};  ///< what is still open then
};

}  // namespace caveat::html
