#include "filter/mention_places.h"

#include <algorithm>
#include <array>

namespace caveat::filter {

MentionPlaces::MentionPlaces(std::string_view page, const std::vector<const html::ListedEdit*>& found) {
  for (const html::ListedEdit* edit : found) found_.emplace(edit->offset, edit);
  std::size_t at = 0;
  std::size_t left_out = 0;
  for (const auto& [offset, edit] : found_) {
    if (offset < at || offset + edit->before.size() > page.size()) continue;
    bare_ += page.substr(at, offset - at);
    at = offset + edit->before.size();
    left_out += edit->before.size();
    gaps_.emplace_back(bare_.size(), left_out);
  }
  bare_ += page.substr(at);
}

std::optional<std::size_t> MentionPlaces::next(const html::ListedEdit& mention) {
  constexpr std::array<std::size_t, 4> kContexts = {48, 16, 6, 1};
  for (const std::size_t length : kContexts) {
    const std::string_view preceding = mention.preceding;
    const std::string_view context = preceding.substr(preceding.size() - std::min(length, preceding.size()));
    // What precedes may be the same for two mentions, so it may begin before the last one.
    const std::size_t from = cursor_ - std::min(cursor_, context.size());
    const std::size_t at = bare_.find(std::string(context) + mention.before, from);
    if (at == std::string::npos) continue;
    const std::size_t begin = at + context.size();
    cursor_ = begin + mention.before.size();
    return offset_in_page(begin);
  }
  return std::nullopt;
}

const html::ListedEdit* MentionPlaces::found_at(std::size_t offset) const {
  const auto found = found_.find(offset);
  return found == found_.end() ? nullptr : found->second;
}

/// Behind what was left out at that very place.
std::size_t MentionPlaces::offset_in_page(std::size_t offset) const {
  const auto after = std::ranges::upper_bound(gaps_, offset, {}, &std::pair<std::size_t, std::size_t>::first);
  return after == gaps_.begin() ? offset : offset + (after - 1)->second;
}

}  // namespace caveat::filter
