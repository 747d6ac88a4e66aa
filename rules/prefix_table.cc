#include "rules/prefix_table.h"

#include <algorithm>

namespace caveat::rules {

std::uint32_t PrefixTable::add(const std::string& prefix, std::uint32_t next) {
  return new_.emplace(prefix, next).first->second;
}

void PrefixTable::settle() {
  for (const auto& [text, number] : new_) prefixes_.push_back({text, number, -1});
  new_.clear();
  std::sort(prefixes_.begin(), prefixes_.end(),
            [](const Prefix& a, const Prefix& b) { return a.text < b.text; });
  for (std::size_t i = 1; i < prefixes_.size(); ++i) {
    auto shorter = static_cast<std::int32_t>(i - 1);
    while (shorter >= 0 &&
           !prefixes_[i].text.starts_with(prefixes_[static_cast<std::size_t>(shorter)].text)) {
      shorter = prefixes_[static_cast<std::size_t>(shorter)].shorter;
    }
    prefixes_[i].shorter = shorter;
  }
}

/// All that begin alike stand together, so that the last one not behind `text` begins with the longest.
std::int32_t PrefixTable::longest(std::string_view text) const {
  const auto behind =
      std::upper_bound(prefixes_.begin(), prefixes_.end(), text,
                       [](std::string_view wanted, const Prefix& prefix) { return wanted < prefix.text; });
  auto at = static_cast<std::int32_t>(behind - prefixes_.begin()) - 1;
  while (at >= 0 && !text.starts_with(prefixes_[static_cast<std::size_t>(at)].text)) {
    at = prefixes_[static_cast<std::size_t>(at)].shorter;
  }
  return at;
}

}  // namespace caveat::rules
