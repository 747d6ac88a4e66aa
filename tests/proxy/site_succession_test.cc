#include "proxy/site_succession.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

using Named = std::pair<std::string, std::vector<std::string>>;  ///< a site's name and hosts
using Heirs = std::vector<std::vector<std::size_t>>;

std::vector<SiteOptions> sites(const std::vector<Named>& named) {
  std::vector<SiteOptions> all;
  for (const auto& [name, hosts] : named) {
    all.emplace_back().name = name;
    for (const std::string& host : hosts) all.back().hosts.push_back(*rules::SitePattern::parse(host));
  }
  return all;
}

Heirs heirs(const std::vector<Named>& before, const std::vector<Named>& next) {
  return site_heirs(sites(before), sites(next));
}

TEST(SiteSuccession, ASiteIsItsOwnHeirWhereverItStands) {
  EXPECT_EQ(heirs({{"a", {"a.test"}}, {"b", {"b.test"}}}, {{"b", {"b.test"}}, {"a", {"a.test"}}}),
            (Heirs{{1}, {0}}));
}

TEST(SiteSuccession, ASiteOfAnotherNameHasItsHosts) {
  EXPECT_EQ(heirs({{"a", {"a.test"}}}, {{"x", {"x.test"}}, {"b", {"a.test"}}}), (Heirs{{1}}));
}

TEST(SiteSuccession, ASiteForAllHostsIsTakenApart) {
  EXPECT_EQ(heirs({{"default", {}}}, {{"a", {"a.test"}}, {"b", {"*.b.test"}}}), (Heirs{{0, 1}}));
}

TEST(SiteSuccession, SitesAreTakenTogether) {
  EXPECT_EQ(heirs({{"a", {"a.test"}}, {"b", {"*.b.test"}}}, {{"default", {}}}), (Heirs{{0}, {0}}));
}

TEST(SiteSuccession, AHostThatIsGivenAwayGoesToTwo) {
  EXPECT_EQ(heirs({{"a", {"a.test", "b.test"}}}, {{"a", {"a.test"}}, {"b", {"b.test"}}}), (Heirs{{0, 1}}));
}

TEST(SiteSuccession, OneOfManySubdomainsMayBeGivenAway) {
  EXPECT_EQ(heirs({{"a", {"*.a.test"}}}, {{"a", {"*.a.test"}}, {"b", {"shop.a.test"}}}), (Heirs{{0, 1}}));
}

TEST(SiteSuccession, AStarIsForAllHosts) {
  EXPECT_EQ(heirs({{"a", {"*"}}}, {{"b", {}}}), (Heirs{{0}}));
}

TEST(SiteSuccession, WhoseHostsNobodyHasHasNoHeir) {
  EXPECT_EQ(heirs({{"a", {"a.test"}}, {"b", {"b.test"}}}, {{"a", {"a.test"}}}), (Heirs{{0}, {}}));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
