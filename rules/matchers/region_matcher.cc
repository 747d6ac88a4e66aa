// when.region: where the reader is.
#include <algorithm>
#include <utility>

#include "rules/matchers/matchers.h"

namespace caveat::rules {

namespace {

class RegionMatcher : public Matcher {
 public:
  RegionMatcher(std::vector<std::shared_ptr<const Region>> regions, bool exception,
                UncertainReaders uncertain)
      : regions_(std::move(regions)), exception_(exception), uncertain_(uncertain) {}

  Held matches(const Facts& facts) const override {
    const bool held = std::any_of(regions_.begin(), regions_.end(),
                                  [&](const auto& region) { return holds(*region, facts.location); });
    return held ? Held::yes : Held::no;
  }

  std::string explain(const Facts& facts) const override {
    const std::string where = region_code(facts.location);
    std::string names;
    for (const auto& region : regions_) {
      const Inside inside = region->holds(facts.location);
      if (inside == Inside::yes) return where + " is in " + region->name();
      if (inside == Inside::uncertain) {
        return where + " may be in " + region->name() +
               (holds(*region, facts.location) ? ", counted as inside" : ", counted as outside");
      }
      names += (names.empty() ? "" : ", ") + region->name();
    }
    return where + " is not in " + names;
  }

  bool asks_about_reader() const override {
    return std::none_of(regions_.begin(), regions_.end(),
                        [](const auto& region) { return region->is_everywhere(); });
  }

 private:
  bool holds(const Region& region, const geoip::Location& location) const {
    const Inside inside = region.holds(location);
    if (inside != Inside::uncertain) return inside == Inside::yes;
    switch (uncertain_) {
      case UncertainReaders::covered:
        return !exception_;
      case UncertainReaders::passed_over:
        return exception_;
      case UncertainReaders::as_regions_say:
        break;
    }
    return !exception_ && region.uncertain_is_inside();
  }

  std::vector<std::shared_ptr<const Region>> regions_;
  bool exception_;
  UncertainReaders uncertain_;
};

}  // namespace

std::unique_ptr<const Matcher> make_region_matcher(const ConditionSource& source, Problems& problems) {
  std::vector<std::shared_ptr<const Region>> regions;
  for (const PlacedText& name : texts_of(source.value, source.key, problems)) {
    if (auto region = source.regions.find(name)) regions.push_back(std::move(region));
  }
  return std::make_unique<RegionMatcher>(std::move(regions), source.exception, source.uncertain);
}

}  // namespace caveat::rules
