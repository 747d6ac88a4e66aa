#include "rules/region_book.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "rules/ids.h"
#include "rules/iso_regions.h"
#include "rules/nearest_name.h"
#include "rules/region_advice.h"
#include "rules/vocabulary/pack_language.h"

namespace caveat::rules {

namespace {

constexpr std::string_view kReservedNames[] = {"everywhere",    "unknown", "anonymous",
                                               "lookup_failed", "EU",      "EEA"};

constexpr std::size_t kRegionNesting = 16;

/// Codes, networks and so on of all regions of a file: all subdivisions of the world, a hundred times.
constexpr std::size_t kMostParts = 500'000;

template <typename T>
void append(const std::vector<T>& from, std::vector<T>& to) {
  to.insert(to.end(), from.begin(), from.end());
}

/// Takes a plain region's parts over, so that asking costs the same however deep packs nest; a region that
/// excludes something stays a question of its own.
void add_region(const std::shared_ptr<const Region>& region, RegionParts& parts) {
  const RegionParts* plain = region->plain_parts();
  if (!plain) {
    const bool known = std::find(parts.regions.begin(), parts.regions.end(), region) != parts.regions.end();
    if (!known) parts.regions.push_back(region);
    return;
  }
  append(plain->codes, parts.codes);
  append(plain->continents, parts.continents);
  append(plain->networks, parts.networks);
  append(plain->autonomous_systems, parts.autonomous_systems);
  append(plain->regions, parts.regions);
  parts.everywhere |= plain->everywhere;
  parts.unknown |= plain->unknown;
  parts.anonymous |= plain->anonymous;
  parts.lookup_failed |= plain->lookup_failed;
}

std::size_t size_of(const RegionParts& parts) {
  return parts.codes.size() + parts.networks.size() + parts.autonomous_systems.size() + parts.regions.size();
}

std::size_t nesting_of(const RegionParts& parts) {
  std::size_t deepest = 0;
  for (const auto& region : parts.regions) deepest = std::max(deepest, region->nesting());
  return deepest;
}

bool is_reserved(std::string_view name) {
  return std::find(std::begin(kReservedNames), std::end(kReservedNames), name) != std::end(kReservedNames) ||
         find_iso_region(name) != nullptr;
}

}  // namespace

RegionBook::RegionBook(const TomlTable* regions, Problems& problems)
    : regions_(regions), problems_(problems) {
  if (!regions_) return;
  for (const TomlEntry& entry : *regions_) sources_.emplace(entry.key, &entry);
  for (const TomlEntry& entry : *regions_) {
    if (!check_id(entry.key, entry.key_place, "region", problems_)) continue;
    if (is_reserved(entry.key)) {
      problems_.add(Code::reserved_region_name, entry.key_place,
                    in_quotes(entry.key) + " already means something; give the region another name");
      continue;
    }
    if (const auto region = compile(entry)) named_.push_back(region);
  }
}

std::shared_ptr<const Region> RegionBook::find(const PlacedText& name) {
  if (const TomlEntry* entry = source_of(*name.text)) return compile(*entry);
  RegionParts parts;
  add_part(name, parts);
  return std::make_shared<const Region>(*name.text, "", std::move(parts), RegionParts{}, true);
}

std::shared_ptr<const Region> RegionBook::compile(const TomlEntry& entry) {
  if (const auto known = compiled_.find(entry.key); known != compiled_.end()) return known->second;
  const TomlTable* table = entry.value.table();
  if (!table) {
    wrong_type(entry.value, entry.key, "a table", problems_);
    return compiled_[entry.key] = nullptr;
  }
  in_work_.insert(entry.key);
  TableReader reader(*table, entry.key_place, "[regions." + entry.key + "]", problems_, kRegionKeys);
  const TomlValue* title = reader.text("title");
  const auto included = reader.texts("include");
  const TomlValue* exclude = reader.value("exclude");
  const bool excludes_some = exclude && !(exclude->array() && exclude->array()->empty());
  const auto excluded = excludes_some ? texts_of(*exclude, "exclude", problems_) : std::vector<PlacedText>();
  const std::string* uncertain = reader.word("uncertain");
  reader.refuse_unknown();
  RegionParts include_parts = parts(included);
  RegionParts exclude_parts = parts(excluded);
  in_work_.erase(entry.key);
  check_size(entry, include_parts, exclude_parts);
  return compiled_[entry.key] = std::make_shared<const Region>(
             entry.key, title ? *title->string() : "", std::move(include_parts), std::move(exclude_parts),
             !uncertain || *uncertain == "inside");
}

/// Regions that hold each other hold copies, and are asked in turn: neither may get out of hand.
void RegionBook::check_size(const TomlEntry& entry, RegionParts& include, RegionParts& exclude) {
  const bool was_small = size_ <= kMostParts;
  size_ += size_of(include) + size_of(exclude);
  const std::size_t nesting = std::max(nesting_of(include), nesting_of(exclude));
  if (size_ <= kMostParts && nesting < kRegionNesting) return;
  if (nesting >= kRegionNesting) {
    problems_.add(Code::too_large, entry.key_place, "regions are nested more than 16 deep");
  } else if (was_small) {
    problems_.add(Code::too_large, entry.key_place,
                  "the regions of this file are too large together, from here on",
                  "name the regions in rules, instead of in each other");
  }
  include = {};
  exclude = {};
}

RegionParts RegionBook::parts(const std::vector<PlacedText>& items) {
  RegionParts out;
  std::set<std::string_view> taken;
  for (const PlacedText& item : items) {
    if (taken.insert(*item.text).second) add_part(item, out);
  }
  return out;
}

void RegionBook::add_part(const PlacedText& item, RegionParts& parts) {
  const std::string_view text = *item.text;
  if (add_word(text, parts)) return;
  if (const TomlEntry* entry = source_of(text)) {
    if (in_work_.contains(entry->key)) {
      problems_.add(Code::region_cycle, item.value->place,
                    "region " + in_quotes(text) + " is made of itself, directly or by way of others");
    } else if (in_work_.size() >= kRegionNesting) {
      problems_.add(Code::too_large, item.value->place, "regions are nested more than 16 deep");
    } else if (const auto region = compile(*entry)) {
      add_region(region, parts);
    }
    return;
  }
  if (add_code(item, parts)) return;
  if (text.starts_with("continent:")) return add_continent(item, parts);
  if (text.starts_with("asn:")) return add_autonomous_system(item, parts);
  if (text.find_first_of("/.:") != std::string_view::npos) return add_network(item, parts);
  refuse(item);
}

bool RegionBook::add_word(std::string_view text, RegionParts& parts) {
  if (text == "everywhere") return parts.everywhere = true;
  if (text == "unknown") return parts.unknown = true;
  if (text == "anonymous") return parts.anonymous = true;
  if (text == "lookup_failed") return parts.lookup_failed = true;
  if (text != "EU" && text != "EEA") return false;
  for (const std::string_view country : eu_countries()) parts.codes.emplace_back(country);
  if (text == "EU") return true;
  for (const std::string_view country : eea_only_countries()) parts.codes.emplace_back(country);
  return true;
}

bool RegionBook::add_code(const PlacedText& item, RegionParts& parts) {
  if (!find_iso_region(*item.text)) return false;
  parts.codes.push_back(*item.text);
  return true;
}

void RegionBook::add_network(const PlacedText& item, RegionParts& parts) {
  if (const auto network = geoip::Network::parse(*item.text)) {
    parts.networks.push_back(*network);
    return;
  }
  problems_.add(Code::bad_network, item.value->place, in_quotes(*item.text) + " is no network",
                advise_on_network(*item.text));
}

void RegionBook::add_autonomous_system(const PlacedText& item, RegionParts& parts) {
  std::string_view digits = std::string_view(*item.text).substr(4);
  if (digits.starts_with("AS")) digits.remove_prefix(2);
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error == std::errc() && end == digits.data() + digits.size()) {
    parts.autonomous_systems.push_back(number);
    return;
  }
  problems_.add(Code::bad_network, item.value->place, in_quotes(*item.text) + " names no autonomous system",
                "write `asn:AS64500`");
}

void RegionBook::add_continent(const PlacedText& item, RegionParts& parts) {
  const std::string continent = item.text->substr(std::string_view("continent:").size());
  const auto countries = countries_of_continent(continent);
  if (countries.empty()) {
    problems_.add(Code::unknown_region_code, item.value->place, in_quotes(*item.text) + " is no continent",
                  "continents are AF, AN, AS, EU, NA, OC and SA");
    return;
  }
  for (const std::string_view country : countries) parts.codes.emplace_back(country);
  parts.continents.push_back(continent);
}

void RegionBook::refuse(const PlacedText& item) {
  if (problems_.has_enough_errors()) return;
  if (looks_like_region_code(*item.text)) {
    const RegionAdvice advice = advise_on_code(*item.text);
    problems_.add(Code::unknown_region_code, item.value->place, advice.message, advice.suggestion);
    return;
  }
  std::vector<std::string_view> known(std::begin(kReservedNames), std::end(kReservedNames));
  if (regions_) {
    for (const TomlEntry& entry : *regions_) known.push_back(entry.key);
  }
  std::string suggestion = advise_on_name(*item.text);
  if (suggestion.empty() && item.text->find(',') != std::string::npos) {
    suggestion = "several regions go into a list, each in quotation marks: [\"RU\", \"UA-43\"]";
  }
  if (suggestion.empty()) suggestion = did_you_mean(*item.text, known);
  if (suggestion.empty()) suggestion = advise_on_misspelt_name(*item.text);
  problems_.add(Code::unknown_region_name, item.value->place, "no region is called " + in_quotes(*item.text),
                std::move(suggestion));
}

const TomlEntry* RegionBook::source_of(std::string_view name) const {
  const auto found = sources_.find(name);
  return found == sources_.end() || is_reserved(name) ? nullptr : found->second;
}

std::span<const std::string_view> reserved_region_names() {
  return kReservedNames;
}

bool looks_like_region_code(std::string_view text) {
  const auto is_letter = [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; };
  const auto is_code_character = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9'); };
  if (text.size() < 2 || !is_letter(text[0]) || !is_letter(text[1])) return false;
  if (text.size() == 2) return true;
  const std::string_view rest = text.substr(3);
  return text[2] == '-' && !rest.empty() && rest.size() <= 3 &&
         std::all_of(rest.begin(), rest.end(), is_code_character);
}

}  // namespace caveat::rules
