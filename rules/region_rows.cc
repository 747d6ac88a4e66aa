#include "rules/region_rows.h"

#include <algorithm>
#include <string_view>

#include "rules/rule_numbers.h"

namespace caveat::rules {

namespace {

/// More than there are countries and subdivisions.
constexpr std::size_t kSlots = 8192;
constexpr std::size_t kNameTries = 32;

std::size_t hash_of(std::span<const char> bytes) {
  return std::hash<std::string_view>()({bytes.data(), bytes.size()});
}

}  // namespace

RegionRows::RegionRows(std::span<const Rule* const> rules) : rules_(rules) {
  any_asks_ = std::any_of(rules_.begin(), rules_.end(), [](const Rule* rule) {
    return std::any_of(rule->conditions.begin(), rule->conditions.end(),
                       [](const Condition& condition) { return condition.asks_for_place_only(); });
  });
  if (any_asks_) slots_ = std::make_unique<Slot[]>(kSlots);
}

RegionRows::~RegionRows() {
  for (std::size_t i = 0; any_asks_ && i < kSlots; ++i) delete slots_[i].load(std::memory_order_acquire);
}

std::span<const std::uint64_t> RegionRows::row(const Facts& facts) const {
  const auto place = any_asks_ ? place_of(facts.location) : std::nullopt;
  if (!place) return {};
  const std::size_t first = hash_of(*place);
  for (std::size_t i = 0; i < kNameTries; ++i) {
    Slot& slot = slots_[(first + i) % kSlots];
    const Row* row = slot.load(std::memory_order_acquire);
    if (row == nullptr) {
      auto made = make(*place, facts);
      // Whoever comes second finds the first one's row in `row`.
      if (slot.compare_exchange_strong(row, made.get(), std::memory_order_acq_rel)) row = made.release();
    }
    if (row->place == *place) return row->words;
  }
  return {};
}

std::optional<RegionRows::Place> RegionRows::place_of(const geoip::Location& location) {
  Place place{};
  place[0] = static_cast<char>(location.status);
  place[1] = location.source == geoip::LocationSource::stated ? '\1' : '\0';
  if (location.anonymous) place[2] = *location.anonymous ? '\2' : '\1';
  std::size_t end = 3;
  for (const std::string_view part :
       {std::string_view(location.country), std::string_view(location.continent),
        std::string_view(location.subdivision)}) {
    if (end + part.size() + 1 > place.size()) return std::nullopt;
    end = static_cast<std::size_t>(
        std::copy(part.begin(), part.end(), place.begin() + static_cast<long>(end)) - place.begin());
    place[end++] = '/';
  }
  return place;
}

std::unique_ptr<const RegionRows::Row> RegionRows::make(const Place& place, const Facts& facts) const {
  auto row = std::make_unique<Row>();
  row->place = place;
  row->words.resize(word_of(rules_.size()) + 1);
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    const auto& conditions = rules_[i]->conditions;
    const bool fails = std::any_of(conditions.begin(), conditions.end(), [&](const Condition& condition) {
      return condition.asks_for_place_only() && condition.allows(facts) == Held::no;
    });
    if (!fails) row->words[word_of(i)] |= bit_of(i);
  }
  return row;
}

}  // namespace caveat::rules
