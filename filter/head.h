// HTTP heads as values, independent of any HTTP library.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace caveat::filter {

/// A view of one line.
struct FieldLine {
  std::string_view name;
  std::string_view value;
};

/// Field lines in order (RFC 9110, 5). Names compare without case. All are in one piece of memory, since each
/// message has a dozen and is copied: views of them are good until the lines change.
class FieldLines {
 public:
  class Iterator;

  FieldLines() = default;
  FieldLines(std::initializer_list<FieldLine> lines);

  /// The value of the first line of that name.
  std::optional<std::string_view> first(std::string_view name) const;
  /// The values of all lines of that name, in order.
  std::vector<std::string_view> all(std::string_view name) const;
  /// All values of that name joined by ", " (RFC 9110, 5.2); empty if there is none.
  std::string combined(std::string_view name) const;
  bool contains(std::string_view name) const { return first(name).has_value(); }
  /// Whether the comma-separated list of that name holds `token`, without case.
  bool has_token(std::string_view name, std::string_view token) const;
  void append(std::string_view name, std::string_view value);
  /// Replaces every line of that name by one.
  void set(std::string_view name, std::string_view value);
  void remove(std::string_view name);
  /// All lines of all these names.
  void remove(std::span<const std::string_view> names);

  Iterator begin() const;
  Iterator end() const;
  std::size_t size() const { return places_.size(); }

 private:
  /// Where something stands in `text_`.
  struct Piece {
    std::uint32_t at = 0;
    std::uint32_t size = 0;
  };
  struct Place {
    Piece name;
    Piece value;
  };

  std::string_view view(Piece piece) const { return {text_.data() + piece.at, piece.size}; }
  FieldLine line(const Place& place) const { return {view(place.name), view(place.value)}; }
  bool is_named(const Place& place, std::string_view name) const;
  bool is_own(std::string_view text) const;
  Piece store(std::string_view text);

  std::string text_;  ///< also what was replaced or removed
  std::vector<Place> places_;
};

/// Goes from line to line, and makes each as it comes.
class FieldLines::Iterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = FieldLine;
  using difference_type = std::ptrdiff_t;
  using pointer = const FieldLine*;
  using reference = FieldLine;

  Iterator(const FieldLines& lines, std::size_t index) : lines_(&lines), index_(index) {}
  FieldLine operator*() const { return lines_->line(lines_->places_[index_]); }
  Iterator& operator++() {
    ++index_;
    return *this;
  }
  bool operator==(const Iterator& other) const { return index_ == other.index_; }

 private:
  const FieldLines* lines_;
  std::size_t index_;
};

inline FieldLines::Iterator FieldLines::begin() const {
  return {*this, 0};
}
inline FieldLines::Iterator FieldLines::end() const {
  return {*this, places_.size()};
}

/// Content-Length. The framing was checked by whoever read the head: what is no number promises nothing.
std::optional<std::uint64_t> content_length(const FieldLines& fields);

struct RequestHead {
  std::string method;
  std::string target;  ///< origin form: path and query
  FieldLines fields;
};

struct ResponseHead {
  int status = 200;
  std::string reason;  ///< may be empty
  FieldLines fields;
};

}  // namespace caveat::filter
