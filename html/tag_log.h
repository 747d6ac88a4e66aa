// Tags that were read but not yet followed by tree construction.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "html/token.h"

namespace caveat::html {

/// Keeps of each tag what tree construction asks for, in two bytes: an element that nobody asks after costs
/// nothing but that. Of its attributes only the one that matters is kept.
class TagLog {
 public:
  enum class Trait : std::uint8_t { none, hidden, input_type_hidden, open };

  /// Whether no further tag fits.
  bool full() const { return size_ >= capacity_; }
  bool has_room(std::size_t tags) const { return size_ + tags <= capacity_; }
  bool empty() const { return size_ == 0; }
  /// To be called before anything is added.
  void make_room() {
    if (!entries_) entries_ = std::make_unique_for_overwrite<std::uint16_t[]>(kCapacity);
  }

  /// Of a known tag; not `full`.
  void add(Tag tag, bool is_end) { entries_[size_++] = entry_of(static_cast<std::uint32_t>(tag), is_end); }
  /// The same, if it is `kept`: without a branch.
  void add_if(bool kept, Tag tag, bool is_end) {
    add(tag, is_end);
    size_ -= kept ? 0 : 1;
  }
  /// Of any tag; not `full`.
  void add(TagName name, std::string_view as_written, bool is_end, bool self_closing, Trait trait);

  /// Takes the last tag back if it is a start tag of that name.
  bool take_back_start(Tag tag);
  /// Begun matches, as SelectorMatcher knows them, of the start tag that was added last.
  void attach(std::span<const std::uint32_t> bits);

  /// Gives the tags to `start(const TagToken&, std::span<const std::uint32_t> bits)` and
  /// `end(const TagToken&)`, in order. Their `raw` is empty. Nothing is added meanwhile.
  template <typename Start, typename End>
  void replay(Start start, End end) const {
    auto attached = attached_.begin();
    TagToken token;
    for (std::size_t i = 0; i < size_; ++i) {
      restore(entries_[i], token);
      if ((entries_[i] & kEnd) != 0) {
        end(token);
        continue;
      }
      const bool begins = attached != attached_.end() && attached->entry == i;
      start(token,
            begins ? std::span<const std::uint32_t>(attached->bits) : std::span<const std::uint32_t>());
      if (begins) ++attached;
    }
  }
  void clear();

 private:
  /// A page of two megabytes has about that many tags.
  static constexpr std::size_t kCapacity = 16'384;
  static constexpr std::size_t kMaxNames = 512;
  static constexpr std::size_t kMaxAttached = 256;

  // An entry: the Tag, or the index of the name if it is unknown, from kFirstName on; flags; the trait.
  static constexpr std::uint32_t kNameMask = 0xFFF;
  static constexpr std::uint32_t kFirstName = 0x100;
  static constexpr std::uint32_t kEnd = 1U << 12;
  static constexpr std::uint32_t kSelfClosing = 1U << 13;
  static constexpr unsigned kTraitShift = 14;
  static_assert(kFirstName + kMaxNames <= kNameMask);

  static std::uint16_t entry_of(std::uint32_t name, bool is_end) {
    return static_cast<std::uint16_t>(name | (is_end ? kEnd : 0));
  }

  struct Name {
    TagName name;
    std::string as_written;
  };

  struct Attached {
    std::size_t entry;
    std::vector<std::uint32_t> bits;
  };

  std::uint32_t index_of(TagName name, std::string_view as_written);
  void restore(std::uint32_t entry, TagToken& token) const;

  std::unique_ptr<std::uint16_t[]> entries_;
  std::size_t size_ = 0;
  std::size_t capacity_ = kCapacity;           ///< 0 once there is too much beside the entries
  std::vector<Attached> attached_;             ///< by ascending entry
  std::vector<Name> names_;                    ///< of unknown tags
  std::array<std::uint16_t, 64> latest_ = {};  ///< by a hash of the name, where it may be
};

}  // namespace caveat::html
