// Where in a JSON document something stands (RFC 6901), or several things.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace caveat::rules {

/// "/article/body"; beyond the standard, a segment `*` stands for every element of an array and every member
/// of an object. A value.
class JsonPointer {
 public:
  /// Where a text is no pointer, and why, in the author's words.
  struct Fault {
    std::size_t offset = 0;
    std::size_t length = 1;
    std::string message;
    std::string suggestion;
  };

  /// nullopt after filling in `fault`.
  static std::optional<JsonPointer> parse(std::string_view text, Fault& fault);

  const std::string& text() const { return text_; }
  /// How many segments there are; a pointer without any means the whole document.
  std::size_t size() const { return segments_.size(); }
  bool is_every(std::size_t segment) const { return !segments_[segment]; }
  bool names_member(std::size_t segment, std::string_view name) const;
  bool names_element(std::size_t segment, std::size_t index) const;

 private:
  std::string text_;
  std::vector<std::optional<std::string>> segments_;  ///< unescaped; nullopt: every one
};

}  // namespace caveat::rules
