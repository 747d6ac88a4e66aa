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
    const geoip::Location& reader = facts.location;
    const Region* may = nullptr;
    std::string names;
    for (const auto& region : regions_) {
      const Inside inside = region->holds(reader);
      if (inside == Inside::yes) return region_code(reader) + " is in " + region->name();
      const bool first_that_counts = !may || (!holds(*may, reader) && holds(*region, reader));
      if (inside == Inside::uncertain && first_that_counts) may = region.get();
      names += (names.empty() ? "" : ", ") + region->name();
    }
    return may ? why_uncertain(*may, reader) : region_code(reader) + " is not in " + names;
  }

  bool asks_about_reader() const override {
    return std::none_of(regions_.begin(), regions_.end(),
                        [](const auto& region) { return region->is_everywhere(); });
  }

  bool asks_for_place_only() const override {
    return std::none_of(regions_.begin(), regions_.end(),
                        [](const auto& region) { return region->asks_for_network(); });
  }

  void add_asked_facts(AskedFacts& asked) const override {
    for (const auto& region : regions_) region->add_asked_facts(asked);
  }

 private:
  /// "UA, subdivision unknown → may be in russia-controlled → uncertain counts as inside → inside".
  std::string why_uncertain(const Region& region, const geoip::Location& location) const {
    const std::string missing = region.missing_detail(location);
    const bool placed = location.status == geoip::LocationStatus::found && !location.country.empty();
    const std::string reader = placed ? region_code(location) + ", " + missing : missing;
    return reader + " → may be in " + region.name() + " → " + why_counted(region) + " → " +
           (holds(region, location) ? "inside" : "outside");
  }

  std::string why_counted(const Region& region) const {
    if (uncertain_ == UncertainReaders::covered) return "when_unknown is \"apply\"";
    if (uncertain_ == UncertainReaders::passed_over) return "when_unknown is \"skip\"";
    if (exception_) return "an exception is only for who is certainly there";
    return std::string("uncertain counts as ") + (region.uncertain_is_inside() ? "inside" : "outside");
  }

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
