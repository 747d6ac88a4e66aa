#include "rules/reader_classes.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "rules/iso_regions.h"

namespace caveat::rules {

namespace {

constexpr std::string_view kSystemPrefix = "asn:AS";
constexpr std::string_view kContinents[] = {"AF", "AN", "AS", "EU", "NA", "OC", "SA"};

/// ISO 3166-1 leaves it to its users: no rule can name it.
constexpr std::string_view kNoCountry = "ZZ";

struct State {
  const char* word;
  const char* name;
};
constexpr State kStates[] = {{"unknown", "a place that is not known"},
                             {"lookup_failed", "a place that could not be looked up (a fault of the data)"},
                             {"anonymous", "a place that a VPN or the like hides"}};

std::string named(std::string_view code) {
  const IsoRegion* region = find_iso_region(code);
  return region ? std::string(familiar_name(*region)) + " (" + std::string(code) + ")" : std::string(code);
}

/// What a country may belong to, beside its own code.
using Groups = std::tuple<bool, bool, std::string>;

class ClassBuilder {
 public:
  explicit ClassBuilder(std::span<const PackText> packs) {
    for (const PackText& pack : packs) named_.insert(pack.regions.begin(), pack.regions.end());
    for (const std::string_view continent : kContinents) {
      for (const std::string_view country : countries_of_continent(continent))
        continents_[country] = continent;
    }
  }

  std::vector<ReaderClass> build() {
    add_countries();
    for (const std::string& word : named_) add_named(word);
    for (const auto& [state, name] : kStates) classes_.push_back({*geoip::Location::stated(state), {}, name});
    return std::move(classes_);
  }

 private:
  void add_countries() {
    std::map<Groups, std::vector<std::string>> alike;
    for (const IsoRegion& region : iso_regions()) {
      if (region.code.size() != 2) continue;
      const std::string code(region.code);
      if (named_.contains(code) || has_named_part(code)) {
        add_country(code);
      } else {
        alike[groups_of(region.code)].push_back(code);
      }
    }
    for (auto& [groups, codes] : alike) {
      ReaderClass one{*geoip::Location::stated(codes.front()), codes, ""};
      for (const std::string& code : codes) one.name += (one.name.empty() ? "" : ", ") + named(code);
      classes_.push_back(std::move(one));
    }
  }

  void add_country(const std::string& code) {
    const bool parted = has_named_part(code);
    classes_.push_back(
        {*geoip::Location::stated(code), {code}, named(code) + (parted ? ", where in it is not known" : "")});
    if (parted) add_rest_of(code);
  }

  /// A subdivision of the country that nobody names stands for all of those.
  void add_rest_of(const std::string& country) {
    for (const IsoRegion& part : iso_regions_with_prefix(country + "-")) {
      const std::string code(part.code);
      if (named_.contains(code) || named_.contains(std::string(part.parent)) || has_named_inside(code))
        continue;
      classes_.push_back({*geoip::Location::stated(code), {}, "the rest of " + named(country)});
      return;
    }
  }

  void add_named(const std::string& word) {
    if (word.size() > 2 && word[2] == '-' && find_iso_region(word)) {
      classes_.push_back({*geoip::Location::stated(word), {}, named(word)});
    } else if (word.starts_with(kSystemPrefix)) {
      add_autonomous_system(word);
    } else if (const auto network = geoip::Network::parse(word);
               network && word.find('/') != std::string::npos) {
      geoip::Location reader = *geoip::Location::stated(kNoCountry);
      reader.address = network->base;
      classes_.push_back({std::move(reader), {}, "the network " + word});
    }
  }

  void add_autonomous_system(const std::string& word) {
    std::uint32_t number = 0;
    const char* begin = word.data() + kSystemPrefix.size();
    if (std::from_chars(begin, word.data() + word.size(), number).ec != std::errc()) return;
    geoip::Location reader = *geoip::Location::stated(kNoCountry);
    reader.autonomous_system = number;
    classes_.push_back({std::move(reader), {}, "the autonomous system " + word.substr(4)});
  }

  bool has_named_part(const std::string& code) const {
    const auto next = named_.lower_bound(code + "-");
    return next != named_.end() && next->starts_with(code + "-");
  }

  bool has_named_inside(const std::string& code) const {
    return std::ranges::any_of(named_, [&](const std::string& word) {
      const IsoRegion* region = word.size() > 2 ? find_iso_region(word) : nullptr;
      return region && region->parent == code;
    });
  }

  Groups groups_of(std::string_view country) const {
    const auto holds = [country](std::span<const std::string_view> list) {
      return std::ranges::find(list, country) != list.end();
    };
    const auto continent = continents_.find(country);
    return {holds(eu_countries()), holds(eea_only_countries()),
            continent == continents_.end() ? "" : std::string(continent->second)};
  }

  std::set<std::string> named_;
  std::map<std::string_view, std::string_view> continents_;
  std::vector<ReaderClass> classes_;
};

}  // namespace

std::vector<ReaderClass> reader_classes(std::span<const PackText> packs) {
  return ClassBuilder(packs).build();
}

}  // namespace caveat::rules
