// The elements that are open inside an svg element, as long as they are easily followed.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "html/tag.h"

namespace caveat::html {

/// Knows them by the keys of their names. Where it says no, what happens depends on more than this.
class SvgElements {
 public:
  void clear() {
    depth_ = 0;
    in_text_ = false;
  }

  /// Whether a start tag may stand here: inside a title or a description the rules of HTML hold.
  bool takes_start_tags() const { return !in_text_; }
  /// A start tag opens an element that has content.
  bool open(Tag tag, std::uint64_t key) {
    if (in_text_ || depth_ == keys_.size()) return false;
    keys_[depth_++] = key;
    in_text_ = tag == Tag::title || tag == Tag::desc;
    return true;
  }
  /// An end tag closes the innermost element.
  bool close(std::uint64_t key) {
    if (depth_ == 0 || keys_[depth_ - 1] != key) return false;
    --depth_;
    in_text_ = false;
    return true;
  }

 private:
  std::array<std::uint64_t, 16> keys_ = {};
  std::size_t depth_ = 0;
  bool in_text_ = false;
};

}  // namespace caveat::html
