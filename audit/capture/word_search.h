// Finds words in text, however letter case and white space are written.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

#include "filter/capture_sink.h"
#include "filter/content_coding.h"

namespace caveat::audit {

/// Letters of ASCII have no case; a run of spaces, line ends, tabs and plus signs (a space, in a form's
/// query) is one space.
class SearchedWords {
 public:
  /// Those shorter than `filter::kShortestReaderWord` stay out.
  void add(std::string_view word);

  std::size_t longest() const { return longest_; }
  /// Whether text that ends in the bytes of `key` may end with a word: rarely so if it does not.
  bool may_end(std::uint64_t key) const { return keys_[slot_of(key)]; }
  /// `text`: in lower case, and with one space for each white space.
  bool is_end_of(std::string_view text, std::uint64_t key) const;

 private:
  static constexpr std::size_t kSlots = 65536;
  static std::size_t slot_of(std::uint64_t key) { return (key * 0x9E3779B97F4A7C15U) >> 48U; }

  std::bitset<kSlots> keys_;
  std::unordered_map<std::uint64_t, std::set<std::string>> words_;  ///< by their last bytes
  std::size_t longest_ = 0;
};

/// Looks through one text in any chunking: time follows the text's length, not the number of the words, and
/// memory the longest of them.
class WordSearch final : public html::ByteSink {
 public:
  /// `words` outlive it.
  explicit WordSearch(const SearchedWords& words) : words_(words) {}
  void write(std::string_view bytes) override;
  bool found() const { return found_; }

 private:
  const SearchedWords& words_;
  std::string read_;  ///< the end of it, as `is_end_of` has it
  std::uint64_t key_ = 0;
  bool found_ = false;
};

}  // namespace caveat::audit
