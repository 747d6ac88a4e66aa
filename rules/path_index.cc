#include "rules/path_index.h"

namespace caveat::rules {

void PathKeyCensus::count(const PathPattern& pattern) {
  ++beginnings_[pattern.literal_prefix()];
  for (const std::string& literal : pattern.later_literals()) ++later_[literal];
}

PathKey PathKeyCensus::rarest(const PathPattern& pattern) const {
  PathKey key{PathKey::Kind::beginning, pattern.literal_prefix()};
  std::size_t sharing = beginnings_.at(pattern.literal_prefix());
  for (const std::string& literal : pattern.later_literals()) {
    const std::size_t count = later_.at(literal);
    if (count >= sharing) continue;
    sharing = count;
    key = {PathKey::Kind::behind_slash, literal};
  }
  return key;
}

}  // namespace caveat::rules
