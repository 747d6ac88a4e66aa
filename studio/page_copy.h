// A page with small things put in, none of which moves the others.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace caveat::studio {

/// Of the ids of the marks of `page`. No page can hold it who does not know `secret`, so that none can pass
/// off what it says as a mark.
std::string mark_prefix(std::string_view secret, const std::string& page);

/// What the mark `id` shows beside its place: its number, and three characters that a page can only guess.
std::string badge_of(const std::string& id);

class PageCopy {
 public:
  /// Marks are elements whose id begins with `prefix` (mark_prefix), and look like marks; an attribute that
  /// says so does not make one, and nothing that the page says of its looks changes how they look.
  PageCopy(std::string page, std::string prefix) : page_(std::move(page)), prefix_(std::move(prefix)) {}

  const std::string& page() const { return page_; }

  /// Before the byte at `offset` of the page as it was.
  void insert(std::size_t offset, std::string text);
  /// Takes `length` bytes away there.
  void replace(std::size_t offset, std::size_t length, std::string text);
  /// Gives the element whose start tag begins at `offset` the id and the kind of a mark. Of two marks on one
  /// element the first has the id. False if no start tag begins there.
  bool mark_element(std::size_t offset, const std::string& id, std::string_view kind);
  /// Whether the element has been given one.
  bool has_mark(std::size_t offset) const { return marked_.contains(offset); }

  /// Of an element that is the mark `id` (PREFIX and its number). Its badge is shown in front of what it
  /// holds.
  static std::string mark_attributes(const std::string& id, std::string_view kind);

  /// The page with all of it, and the style of marks before anything that the page says of its looks.
  std::string take() &&;

 private:
  struct Change {
    std::size_t offset;
    std::size_t length;
    std::string text;
  };
  std::string page_;
  std::string prefix_;
  std::vector<Change> changes_;
  std::set<std::size_t> marked_;  ///< offsets of start tags
};

}  // namespace caveat::studio
