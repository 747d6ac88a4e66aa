// Finds, among many texts, all those that a given one begins with.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace caveat::rules {

/// From texts to numbers that the owner gives. First `add` all, then `settle`, then `visit`.
class PrefixTable {
 public:
  /// The number that `prefix` has; `next` if it is new.
  std::uint32_t add(const std::string& prefix, std::uint32_t next);
  void settle();
  bool empty() const { return prefixes_.empty(); }

  /// Calls `take` with the number of each prefix of `text`. Allocates nothing.
  template <typename Take>
  void visit(std::string_view text, const Take& take) const {
    for (std::int32_t at = longest(text); at >= 0; at = prefixes_[static_cast<std::size_t>(at)].shorter) {
      take(prefixes_[static_cast<std::size_t>(at)].number);
    }
  }

 private:
  struct Prefix {
    std::string text;
    std::uint32_t number = 0;
    std::int32_t shorter = -1;  ///< the next longest that this one begins with
  };

  std::int32_t longest(std::string_view text) const;

  std::vector<Prefix> prefixes_;  ///< in order of text
  std::unordered_map<std::string, std::uint32_t> new_;
};

}  // namespace caveat::rules
