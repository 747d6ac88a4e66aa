// Which rules a reader's place leaves standing, remembered by place.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "rules/facts.h"
#include "rules/rule.h"

namespace caveat::rules {

/// A row is a bit for each rule: unset where the rule's conditions on regions fail for all readers of a
/// place. Rules that ask for networks as well have it set. Safe to use from any thread; rows are made when
/// they are first asked for, and stay.
class RegionRows {
 public:
  /// `rules` in order; the list outlives this.
  explicit RegionRows(std::span<const Rule* const> rules);
  ~RegionRows();
  RegionRows(const RegionRows&) = delete;
  RegionRows& operator=(const RegionRows&) = delete;

  /// For word N of RuleBits the row's N-th; empty where every rule has to be asked: none asks for regions, or
  /// the place is one too many to be remembered.
  std::span<const std::uint64_t> row(const Facts& facts) const;

 private:
  /// All that a place is told by; fixed in size.
  using Place = std::array<char, 24>;
  struct Row {
    Place place;
    std::vector<std::uint64_t> words;
  };
  using Slot = std::atomic<const Row*>;

  static std::optional<Place> place_of(const geoip::Location& location);
  std::unique_ptr<const Row> make(const Place& place, const Facts& facts) const;

  std::span<const Rule* const> rules_;
  bool any_asks_ = false;
  std::unique_ptr<Slot[]> slots_;
};

}  // namespace caveat::rules
