// Field lines of HTTP messages, as values.
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

#include "filter/field_name.h"

namespace caveat::filter {

/// A view of one line.
struct FieldLine {
  std::string_view name;
  std::string_view value;
};

/// Field lines in order (RFC 9110, 5). Names compare without case. All are in one piece of memory, as they
/// stand in a message, since each has a dozen, is copied, and is written again: views of them are good until
/// the lines change.
class FieldLines {
 public:
  class Iterator;

  FieldLines() = default;
  FieldLines(std::initializer_list<FieldLine> lines);

  /// Empties the lines, and keeps a copy of `section`, the lines of a message as they came.
  void hold(std::string_view section);
  /// Adds a line of the section that is held, `name` and `value` being views of the original.
  void append_held(std::string_view section, FieldName name, std::string_view value);
  /// Room for `lines` and `bytes` that are to come.
  void reserve(std::size_t lines, std::size_t bytes);

  /// The value of the first line of that name.
  std::optional<std::string_view> first(FieldName name) const {
    return may_have(name) ? find(name) : std::nullopt;
  }
  /// The values of all lines of that name, in order.
  std::vector<std::string_view> all(FieldName name) const;
  /// All values of that name joined by ", " (RFC 9110, 5.2); empty if there is none.
  std::string combined(FieldName name) const;
  bool contains(FieldName name) const { return first(name).has_value(); }
  /// How many lines have that name.
  std::size_t count(FieldName name) const;
  /// Whether the comma-separated list of that name holds `token`, without case.
  bool has_token(FieldName name, std::string_view token) const;
  void append(FieldName name, std::string_view value);
  /// Replaces every line of that name by one.
  void set(FieldName name, std::string_view value);
  void remove(FieldName name) {
    if (may_have(name)) erase(name);
  }
  /// All lines of all these names.
  void remove(std::span<const FieldName> names);

  /// Adds all lines to `message` as HTTP/1.1 writes them (RFC 9112, 5).
  void append_to(std::string& message) const;

  Iterator begin() const;
  Iterator end() const;
  std::size_t size() const { return places_.size(); }
  /// How many bytes the lines take in memory, with what was replaced or removed.
  std::size_t bytes() const { return text_.size(); }

 private:
  /// A line in `text_`: name, ": ", value, CRLF.
  struct Place {
    std::uint32_t at = 0;
    std::uint32_t name_size = 0;
    std::uint32_t value_size = 0;
    std::uint32_t key = 0;  ///< of the name: tells most names apart

    std::uint32_t value_at() const { return at + name_size + 2; }
    std::uint32_t end() const { return value_at() + value_size + 2; }
  };

  std::string_view name_of(const Place& place) const { return {text_.data() + place.at, place.name_size}; }
  std::string_view value_of(const Place& place) const {
    return {text_.data() + place.value_at(), place.value_size};
  }
  /// False of most names that no line has.
  bool may_have(FieldName name) const { return (names_ & name.bit()) != 0; }
  std::optional<std::string_view> find(FieldName name) const;
  void erase(FieldName name);
  bool is_named(const Place& place, FieldName name) const;
  bool is_own(std::string_view text) const;
  /// A line that begins at `at`, or is about to.
  Place place_at(std::size_t at, FieldName name, std::string_view value);
  Place store(FieldName name, std::string_view value);

  std::string text_;  ///< also what was replaced or removed
  std::vector<Place> places_;
  std::uint64_t names_ = 0;  ///< the bits of all names, also of those removed
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
  FieldLine operator*() const {
    const Place& place = lines_->places_[index_];
    return {lines_->name_of(place), lines_->value_of(place)};
  }
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

}  // namespace caveat::filter
