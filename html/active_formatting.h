// The list of active formatting elements (HTML standard, 13.2.4.3), as far as it hides text.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "html/tag.h"

namespace caveat::html {

/// Formatting elements by name and number.
using EndedFormatting = std::vector<std::pair<Tag, std::uint32_t>>;

/// A formatting element that was left open when its parent closed is opened again by the next text, with its
/// attributes: `<p><b hidden></p>` hides what follows. Never knows less entries than a browser: an element of
/// which a browser keeps the last three alike (the "Noah's Ark clause") is kept each time.
class ActiveFormatting {
 public:
  struct Entry {
    std::uint32_t number;   ///< ascending; kept with the open element
    std::uint32_t markers;  ///< how many stand before it
    bool hides;             ///< the element itself hides what is in it
    bool open;              ///< it is on the stack of open elements
  };

  /// A state of the list to go back to.
  struct Mark {
    std::uint32_t numbers = 0;
    std::uint32_t markers = 0;
    bool overfull = false;
    std::size_t undos = 0;
  };

  /// Returns the number of the new entry, whose element is open; 0 if it is not kept.
  std::uint32_t add(Tag tag, bool hides);
  void add_marker();
  /// "Clear the list of active formatting elements up to the last marker".
  void clear_to_marker();

  /// The last entry of that tag behind the last marker; null if there is none. Lives until the next change.
  const Entry* last(Tag tag) const;
  void remove_last(Tag tag);
  /// As if `entry`, of that tag, had not been removed since the last mark that has not been gone back to.
  void put_back(Tag tag, const Entry& entry);
  /// An entry that is gone is no error.
  void remove(Tag tag, std::uint32_t number);
  /// The entry's element is not open any more. An entry that is gone is no error.
  void closed(Tag tag, std::uint32_t number);

  /// The entry's element hides what is in it, or does not, as has turned out. False if that was known, or the
  /// entry is gone.
  bool set_hides(Tag tag, std::uint32_t number, bool hides);

  /// The numbers of entries of that tag between two of them, behind the last marker, that are not open. An
  /// end tag is for the last of those that are there.
  std::vector<std::uint32_t> not_open_between(Tag tag, std::uint32_t after, std::uint32_t before) const;

  /// Whether that entry is still in the list.
  bool contains(Tag tag, std::uint32_t number) const;

  /// Marks are gone back to in the reverse of their order, or left; `forget_marks` when none is left.
  Mark mark();
  void go_back(const Mark& mark);
  void forget_marks() { undos_.clear(); }

  /// Whether the next text may stand in a hidden element that has been, or would be, opened again. One before
  /// a marker was perhaps opened again before that.
  bool reopens_hidden() const { return overfull_ || reopened_hidden_ > 0; }
  /// The same once there have been end tags for `ended`.
  bool reopens_hidden(const EndedFormatting& ended) const;
  /// The name of an element behind the last marker that does that; empty if there is none.
  std::string_view hidden_name() const;
  /// The names of all elements that the next text opens again, or has opened since; may have one several
  /// times.
  std::vector<std::string_view> reopened_names() const;

 private:
  /// One for each name: all that is ever asked for is the last of a name.
  static constexpr std::array<Tag, 14> kTags = {Tag::a,      Tag::b,      Tag::big,  Tag::code, Tag::em,
                                                Tag::font,   Tag::i,      Tag::nobr, Tag::s,    Tag::small,
                                                Tag::strike, Tag::strong, Tag::tt,   Tag::u};
  static constexpr std::array<std::string_view, kTags.size()> kNames = {
      "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"};

  /// What has happened to an entry that is older than the last mark.
  struct Undo {
    std::size_t name;
    Entry before;
    bool removed;  ///< else it was closed
  };

  static std::size_t index_of(Tag tag);
  void pop(std::vector<Entry>& entries) { erase(entries, entries.end() - 1); }
  void erase(std::vector<Entry>& entries, std::vector<Entry>::iterator entry);
  void note(const std::vector<Entry>& entries, const Entry& entry, bool removed);

  std::array<std::vector<Entry>, kTags.size()> entries_;
  std::uint32_t markers_ = 0;
  std::uint32_t reopened_hidden_ = 0;  ///< hiding entries that are not open
  std::uint32_t numbers_ = 0;
  std::uint32_t marked_numbers_ = 0;  ///< of the last mark
  std::vector<Undo> undos_;
  std::size_t size_ = 0;
  bool overfull_ = false;
};

}  // namespace caveat::html
