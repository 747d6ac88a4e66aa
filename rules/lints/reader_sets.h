// Whom the region conditions of a rule are for, as a set of readers, one for each place that regions tell
// apart.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "geoip/location.h"
#include "rules/lints/written_rule.h"

namespace caveat::rules {

/// Countries, subdivisions, the codes that databases give to some of them, then readers who cannot be placed.
std::span<const geoip::Location> sample_readers();
/// How many of them, from the first, have a place.
std::size_t placed_readers();

/// A set of sample readers. A value.
class ReaderSet {
 public:
  explicit ReaderSet(bool all = false);

  bool has(std::size_t reader) const { return (words_[reader / 64] >> (reader % 64) & 1U) != 0; }
  void add(std::size_t reader) { words_[reader / 64] |= std::uint64_t{1} << (reader % 64); }
  ReaderSet& operator|=(const ReaderSet& other);
  ReaderSet& operator&=(const ReaderSet& other);
  ReaderSet& remove(const ReaderSet& other);
  bool meets(const ReaderSet& other) const;
  bool is_part_of(const ReaderSet& other) const;
  bool empty() const;
  /// The first of them; nullopt if there is none.
  std::optional<std::size_t> first() const;
  bool has_placed() const;

 private:
  std::vector<std::uint64_t> words_;
};

/// What `when.region` and `unless.region` of a rule make of sample readers.
struct RegionScope {
  ReaderSet asked;    ///< whom `when` names
  ReaderSet allowed;  ///< of these, whom `unless` leaves
  ReaderSet certain;  ///< of these, who are in the region without doubt
  /// Of those allowed, who have a place; all, if nobody has. Rules for different countries meet in readers
  /// who cannot be placed: that is how such readers are treated, and no contradiction.
  ReaderSet telling;
  /// The set says all: nothing else than a reader's place decides.
  bool exact = true;
};

/// Remembers what was asked before. Packs outlive it.
class RegionScopes {
 public:
  std::shared_ptr<const RegionScope> of(const WrittenPack& pack, const WrittenRule& rule);
  /// Who is, or may be, in a region that goes by that name in the pack.
  ReaderSet perhaps_in(const WrittenPack& pack, const PlacedText& region);

 private:
  struct Held {
    ReaderSet yes;
    ReaderSet uncertain;
    bool uncertain_is_inside = true;
    bool exact = true;
  };
  const Held& held(const WrittenPack& pack, const PlacedText& name);

  std::map<std::string, Held> regions_;
  std::map<std::string, std::shared_ptr<const RegionScope>> scopes_;
};

}  // namespace caveat::rules
