#include "geoip/record_table.h"

#include <algorithm>
#include <string>
#include <unordered_map>

namespace caveat::geoip {
namespace {

/// Alike for two Locations that are equal in all that a record tells.
std::string key_of(const Location& location) {
  std::string key = location.country + '/' + location.subdivision + '/' + location.continent + '/';
  key += static_cast<char>('0' + static_cast<int>(location.status));
  key += location.anonymous ? (*location.anonymous ? '2' : '1') : '0';
  if (location.autonomous_system) key += std::to_string(*location.autonomous_system);
  return key;
}

}  // namespace

RecordTable::RecordTable(const Database& database, const Schema& schema) {
  std::unordered_map<std::string, std::uint32_t> known;
  const auto offsets = database.offsets();
  entries_.reserve(offsets.size());
  for (const std::uint32_t offset : offsets) {
    Location location = schema.read(database.record(offset));
    const auto [found, is_new] =
        known.emplace(key_of(location), static_cast<std::uint32_t>(locations_.size()));
    if (is_new) locations_.push_back(std::move(location));
    entries_.push_back({offset, found->second});
  }
  locations_.shrink_to_fit();
  if (!entries_.empty()) settle(entries_.back().offset + 1);
}

/// As many stretches as there are records, so that most hold one or two.
void RecordTable::settle(std::uint32_t end) {
  stretch_ = std::max<std::uint32_t>(1, end / static_cast<std::uint32_t>(entries_.size()));
  starts_.assign(end / stretch_ + 2, static_cast<std::uint32_t>(entries_.size()));
  for (std::size_t i = entries_.size(); i-- > 0;) {
    starts_[entries_[i].offset / stretch_] = static_cast<std::uint32_t>(i);
  }
  for (std::size_t i = starts_.size() - 1; i-- > 0;) starts_[i] = std::min(starts_[i], starts_[i + 1]);
}

const Location* RecordTable::find(std::uint32_t offset) const {
  const std::size_t stretch = offset / stretch_;
  if (stretch + 1 >= starts_.size()) return nullptr;
  const Entry* const first = entries_.data() + starts_[stretch];
  const Entry* const last = entries_.data() + starts_[stretch + 1];
  const Entry* const found = std::lower_bound(
      first, last, offset, [](const Entry& entry, std::uint32_t wanted) { return entry.offset < wanted; });
  return found != last && found->offset == offset ? &locations_[found->location] : nullptr;
}

}  // namespace caveat::geoip
