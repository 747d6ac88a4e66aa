// The elements that are disabled at this point of the page, and where readers have been told why.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "html/tag_editor.h"

namespace caveat::html {

/// What becomes of a start tag that is, or may come to be, disabled.
struct InertTag {
  AttributeChanges changes = {};            ///< those that other edits have made
  std::optional<std::string> content = {};  ///< the tag, if an element around it will be disabled
  std::optional<std::string> root = {};     ///< the tag, if its own element will be
  std::string reason_in_level = {};         ///< to be put right behind that
  std::string reason_inside = {};           ///< to be put right behind it
};

/// By index into the stack of open elements.
class InertElements {
 public:
  /// Whether what comes is inside of a disabled element.
  bool inside() const { return !roots_.empty(); }
  void begin(std::size_t element) { roots_.push_back(element); }
  bool begins_at(std::size_t element) const {
    return std::find(roots_.begin(), roots_.end(), element) != roots_.end();
  }

  /// Whether the reason of that mark stands before one of the children of `parent`.
  bool told(std::size_t parent, std::string_view mark) const {
    return std::ranges::any_of(told_, [&](const Told& told) {
      return told.level == 0 && told.parent == parent && told.mark == mark;
    });
  }
  /// `mark` outlives this. `level`: it is told there once that removal level has come to be disabled.
  void tell(std::size_t parent, std::string_view mark, std::uint32_t level = 0) {
    if (level != 0) {
      std::erase_if(told_, [&](const Told& told) {
        return told.level != 0 && told.parent == parent && told.mark == mark;
      });
    }
    told_.push_back({parent, mark, level});
  }
  /// That level has come to be disabled, with its element: what is inside of it is nothing of its own.
  void disabled(std::uint32_t level, std::size_t element) {
    std::erase_if(roots_, [element](std::size_t root) { return root > element; });
    std::erase_if(told_, [element](const Told& told) { return told.parent >= element; });
    for (Told& told : told_) {
      if (told.level == level) told.level = 0;
    }
  }

  /// Before the element at `index` is taken from the stack.
  void closing(std::size_t index) {
    std::erase(roots_, index);
    for (std::size_t& root : roots_) {
      if (root > index) --root;
    }
    std::erase_if(told_, [index](const Told& told) { return told.parent == index; });
    for (Told& told : told_) {
      if (told.parent > index) --told.parent;
    }
  }

 private:
  struct Told {
    std::size_t parent;
    std::string_view mark;
    std::uint32_t level;  ///< that it depends on
  };

  std::vector<std::size_t> roots_;
  std::vector<Told> told_;
};

}  // namespace caveat::html
