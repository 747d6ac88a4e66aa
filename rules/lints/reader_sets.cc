#include "rules/lints/reader_sets.h"

#include <algorithm>
#include <bit>

#include "rules/iso_regions.h"
#include "rules/matchers/matchers.h"
#include "rules/region_book.h"

namespace caveat::rules {

namespace {

using geoip::Location;

/// A code that no list holds: of a country that ISO does not know, and of a part of a country.
constexpr std::string_view kUnlistedCountry = "XK";
constexpr std::string_view kUnlistedPart = "-0";

struct Samples {
  std::vector<Location> readers;
  std::size_t placed = 0;
};

Location in_continent(std::string_view continent) {
  Location location;
  location.status = geoip::LocationStatus::found;
  location.source = geoip::LocationSource::stated;
  location.continent = continent;
  return location;
}

Samples make_samples() {
  Samples out;
  const auto add = [&out](std::string_view code) { out.readers.push_back(Location::stated(code).value()); };
  for (const IsoRegion& region : iso_regions()) {
    if (region.code.size() == 2) add(region.code);
  }
  for (const IsoRegion& region : iso_regions()) {
    if (region.code.size() > 2) add(region.code);
  }
  for (const IsoRegion& region : iso_regions()) {
    if (region.code.size() == 2) add(std::string(region.code) + std::string(kUnlistedPart));
  }
  add(kUnlistedCountry);
  // Databases write ground that Russia occupies under its own code or under Ukraine's, with Russia as
  // country.
  for (const char* code : {"RU-CR", "RU-SEV"}) add(code);
  for (const IsoRegion& region : iso_regions_with_prefix("UA-")) {
    add(region.code);
    out.readers.back().country = "RU";
  }
  out.placed = out.readers.size();
  for (const char* continent : {"AF", "AN", "AS", "EU", "NA", "OC", "SA"}) {
    out.readers.push_back(in_continent(continent));
  }
  for (const char* word : {"unknown", "anonymous", "lookup_failed"}) add(word);
  return out;
}

const Samples& samples() {
  static const Samples kSamples = make_samples();
  return kSamples;
}

/// Whether a region that is one code can hold a reader at all, so that most need not be asked.
bool concerns(std::string_view code, const Location& reader) {
  return reader.country.empty() || reader.country == code.substr(0, 2) || reader.country == "RU" ||
         reader.country == "UA";
}

void ask(const Region& region, std::string_view only_code, ReaderSet& yes, ReaderSet& uncertain) {
  const auto readers = sample_readers();
  for (std::size_t i = 0; i < readers.size(); ++i) {
    if (!only_code.empty() && !concerns(only_code, readers[i])) continue;
    const Inside inside = region.holds(readers[i]);
    if (inside == Inside::yes) yes.add(i);
    if (inside == Inside::uncertain) uncertain.add(i);
  }
}

UncertainReaders uncertain_readers(const WrittenRule& rule) {
  if (!rule.value({"block"})) return UncertainReaders::as_regions_say;
  const TomlValue* word = rule.value({"when_unknown"});
  const bool skip = word && word->string() && *word->string() == "skip";
  return skip ? UncertainReaders::passed_over : UncertainReaders::covered;
}

const ReaderSet& everybody_placed() {
  static const ReaderSet kPlaced = [] {
    ReaderSet all;
    for (std::size_t i = 0; i < placed_readers(); ++i) all.add(i);
    return all;
  }();
  return kPlaced;
}

std::string key_of(const std::vector<PlacedText>& texts) {
  std::string key;
  for (const PlacedText& text : texts) key += *text.text + '\n';
  return key;
}

}  // namespace

std::span<const Location> sample_readers() {
  return samples().readers;
}

std::size_t placed_readers() {
  return samples().placed;
}

ReaderSet::ReaderSet(bool all) : words_((sample_readers().size() + 63) / 64) {
  for (std::size_t i = 0; all && i < sample_readers().size(); ++i) add(i);
}

ReaderSet& ReaderSet::operator|=(const ReaderSet& other) {
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
  return *this;
}

ReaderSet& ReaderSet::operator&=(const ReaderSet& other) {
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
  return *this;
}

ReaderSet& ReaderSet::remove(const ReaderSet& other) {
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= ~other.words_[i];
  return *this;
}

bool ReaderSet::meets(const ReaderSet& other) const {
  for (std::size_t i = 0; i < words_.size(); ++i) {
    if ((words_[i] & other.words_[i]) != 0) return true;
  }
  return false;
}

bool ReaderSet::is_part_of(const ReaderSet& other) const {
  for (std::size_t i = 0; i < words_.size(); ++i) {
    if ((words_[i] & ~other.words_[i]) != 0) return false;
  }
  return true;
}

bool ReaderSet::empty() const {
  return std::all_of(words_.begin(), words_.end(), [](std::uint64_t word) { return word == 0; });
}

std::optional<std::size_t> ReaderSet::first() const {
  for (std::size_t i = 0; i < words_.size(); ++i) {
    if (words_[i] != 0) return i * 64 + static_cast<std::size_t>(std::countr_zero(words_[i]));
  }
  return std::nullopt;
}

bool ReaderSet::has_placed() const {
  const auto one = first();
  return one && *one < placed_readers();
}

const RegionScopes::Held& RegionScopes::held(const WrittenPack& pack, const PlacedText& name) {
  const auto& named = pack.pack.regions;
  const auto own = std::find_if(named.begin(), named.end(),
                                [&](const auto& region) { return region->name() == *name.text; });
  const bool is_own = own != named.end();
  const std::string key = (is_own ? pack.file->path + '\n' : std::string()) + *name.text;
  if (const auto known = regions_.find(key); known != regions_.end()) return known->second;
  std::vector<Diagnostic> none;
  Problems problems(*pack.file, none);
  const auto region = is_own ? *own : RegionBook(nullptr, problems).find(name);
  Held out;
  out.uncertain_is_inside = region->uncertain_is_inside();
  out.exact = region->asks_for_place_only();
  ask(*region, !is_own && find_iso_region(*name.text) ? std::string_view(*name.text) : "", out.yes,
      out.uncertain);
  return regions_.emplace(key, std::move(out)).first->second;
}

std::shared_ptr<const RegionScope> RegionScopes::of(const WrittenPack& pack, const WrittenRule& rule) {
  const auto when = rule.texts("when", "region");
  const auto unless = rule.texts("unless", "region");
  const UncertainReaders uncertain = uncertain_readers(rule);
  const std::string key = pack.file->path + '\n' + std::to_string(static_cast<int>(uncertain)) +
                          key_of(when) + '\0' + key_of(unless);
  if (const auto known = scopes_.find(key); known != scopes_.end()) return known->second;
  RegionScope out{ReaderSet(when.empty()), ReaderSet(), ReaderSet(when.empty()), ReaderSet(), true};
  for (const PlacedText& name : when) {
    const Held& one = held(pack, name);
    out.asked |= one.yes;
    out.certain |= one.yes;
    const bool counted = uncertain == UncertainReaders::covered ||
                         (uncertain == UncertainReaders::as_regions_say && one.uncertain_is_inside);
    if (counted) out.asked |= one.uncertain;
    out.exact = out.exact && one.exact;
  }
  out.allowed = out.asked;
  for (const PlacedText& name : unless) {
    const Held& one = held(pack, name);
    out.allowed.remove(one.yes);
    if (uncertain == UncertainReaders::passed_over) out.allowed.remove(one.uncertain);
    out.exact = out.exact && one.exact;
  }
  out.certain &= out.allowed;
  out.telling = out.allowed;
  if (out.allowed.has_placed()) out.telling &= everybody_placed();
  return scopes_[key] = std::make_shared<const RegionScope>(std::move(out));
}

ReaderSet RegionScopes::perhaps_in(const WrittenPack& pack, const PlacedText& region) {
  const Held& one = held(pack, region);
  ReaderSet out = one.yes;
  return out |= one.uncertain;
}

}  // namespace caveat::rules
