#include "geoip/region_succession.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "geoip/data/region_data.h"
#include "test_files.h"

namespace caveat::geoip {
namespace CAVEAT_THIS_FILE {

std::shared_ptr<const Locator> the_whole_world() {
  static const auto locator = *Locator::open(with_bytes(region_data::country_database_bytes()));
  return locator;
}

/// The same, cut: knows nobody in one country.
class Without final : public Locator {
 public:
  explicit Without(std::string country) : country_(std::move(country)) {}
  Location locate(const Address& address) const override {
    Location location = the_whole_world()->locate(address);
    return location.country == country_ ? Location() : location;
  }
  Lookup explain(const Address& address) const override { return the_whole_world()->explain(address); }
  ToldFacts tells() const override { return the_whole_world()->tells(); }
  std::optional<BuildTimes> databases_built() const override { return the_whole_world()->databases_built(); }
  std::string description() const override { return "without " + country_; }

 private:
  std::string country_;
};

TEST(RegionSuccession, TakesTheSameAgain) {
  EXPECT_EQ(loss_of_places(*the_whole_world(), *the_whole_world()), "");
}

TEST(RegionSuccession, RefusesASoundDatabaseThatKnowsNextToNobody) {
  const auto few = *Locator::open(with_database(written("nested")));
  EXPECT_THAT(loss_of_places(*the_whole_world(), *few),
              testing::MatchesRegex("it places only 0 of [0-9]{4} addresses in the country.* restart"));
}

TEST(RegionSuccession, RefusesADatabaseThatHasMostPeopleElsewhere) {
  LocatorOptions options = with_bytes(region_data::country_database_bytes());
  options.override_texts = {{"all", "0.0.0.0/1,FR,,\n128.0.0.0/1,FR,,\n"}};
  EXPECT_NE(loss_of_places(*the_whole_world(), **Locator::open(options)), "");
}

TEST(RegionSuccession, TakesADatabaseThatDiffersOnSome) {
  LocatorOptions options = with_bytes(region_data::country_database_bytes());
  options.override_texts = {{"some", "16.0.0.0/6,FR,,\n"}};
  EXPECT_EQ(loss_of_places(*the_whole_world(), **Locator::open(options)), "");
}

TEST(RegionSuccession, RefusesADatabaseThatHasLostOneCountry) {
  EXPECT_THAT(loss_of_places(*the_whole_world(), Without("RU")),
              testing::MatchesRegex("it places only 0 of [0-9]+ addresses in RU that the data in force has "
                                    "there.* restart"));
}

TEST(RegionSuccession, ConcludesNothingFromDataThatKnowsNextToNobody) {
  const auto few = *Locator::open(with_database(written("nested")));
  EXPECT_EQ(loss_of_places(*few, *the_whole_world()), "");
  EXPECT_EQ(loss_of_places(*few, **Locator::open(with_database(written("flat-ipv4")))), "");
}

TEST(RegionSuccession, AsksDatabasesOnlyAndNoOverrides) {
  LocatorOptions options;
  options.override_texts = {{"all", "0.0.0.0/1,FR,,\n128.0.0.0/1,FR,,\n"}};
  EXPECT_EQ(loss_of_places(**Locator::open(options), *the_whole_world()), "");
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::geoip
