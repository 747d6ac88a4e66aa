#include "proxy/site_succession.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

using Named = std::pair<std::string, std::vector<std::string>>;  ///< a site's name and hosts
using Places = std::vector<std::size_t>;

std::vector<SiteOptions> sites(const std::vector<Named>& named) {
  std::vector<SiteOptions> all;
  for (const auto& [name, hosts] : named) {
    all.emplace_back().name = name;
    for (const std::string& host : hosts) all.back().hosts.push_back(*rules::SitePattern::parse(host));
  }
  return all;
}

/// Of the first of `before`.
SiteHeirs heirs(const std::vector<Named>& before, const std::vector<Named>& next) {
  return site_heirs(sites(before), sites(next)).front();
}

TEST(SiteSuccession, ASiteIsItsOwnHeirWhereverItStands) {
  EXPECT_EQ(heirs({{"a", {"a.test"}}}, {{"b", {"b.test"}}, {"a", {"a.test"}}}).own, (Places{1}));
}

TEST(SiteSuccession, ASiteWithOtherHostsIsItsOwnHeir) {
  EXPECT_EQ(heirs({{"a", {"a.test"}}}, {{"b", {"b.test"}}, {"a", {"c.test"}}}).own, (Places{1}));
}

TEST(SiteSuccession, WhereNamesAreSwappedHostsCount) {
  EXPECT_EQ(heirs({{"a", {"a.test"}}}, {{"a", {"b.test"}}, {"b", {"a.test"}}}).own, (Places{1}));
}

TEST(SiteSuccession, ASiteOfAnotherNameHasItsHosts) {
  EXPECT_EQ(heirs({{"a", {"a.test"}}}, {{"x", {"x.test"}}, {"b", {"a.test"}}}).own, (Places{1}));
}

TEST(SiteSuccession, OutOfASiteForAllHostsOthersAreCarved) {
  const SiteHeirs found = heirs({{"default", {}}}, {{"a", {"a.test"}}, {"b", {"*.b.test"}}, {"rest", {}}});
  EXPECT_EQ(found.own, (Places{2}));
  EXPECT_EQ(found.carved_out, (Places{0, 1}));
}

TEST(SiteSuccession, ASiteForAllHostsMayBeTakenApart) {
  const SiteHeirs found = heirs({{"default", {}}}, {{"a", {"a.test"}}, {"b", {"b.test"}}});
  EXPECT_EQ(found.own, Places{});
  EXPECT_EQ(found.carved_out, (Places{0, 1}));
}

TEST(SiteSuccession, ASiteForAllHostsHasThoseOfSitesThatGo) {
  EXPECT_EQ(heirs({{"a", {"a.test"}}}, {{"default", {}}}).own, (Places{0}));
  EXPECT_EQ(heirs({{"a", {"*"}}}, {{"default", {}}}).own, (Places{0}));
}

TEST(SiteSuccession, AHostThatIsGivenAwayHasTwoHeirs) {
  EXPECT_EQ(heirs({{"a", {"a.test", "b.test"}}}, {{"a", {"a.test"}}, {"b", {"b.test"}}}).own, (Places{0, 1}));
}

TEST(SiteSuccession, OneOfManySubdomainsIsCarvedOut) {
  const SiteHeirs found = heirs({{"a", {"*.a.test"}}}, {{"a", {"*.a.test"}}, {"b", {"shop.a.test"}}});
  EXPECT_EQ(found.own, (Places{0}));
  EXPECT_EQ(found.carved_out, (Places{1}));
}

TEST(SiteSuccession, SubdomainsAreNotTakenForOneThatAnotherSiteHas) {
  const Named one{"main", {"www.a.test"}};
  EXPECT_EQ(heirs({{"rest", {"*.a.test"}}, one}, {one, {"editions", {"*.a.test"}}}).own, (Places{1}));
  EXPECT_TRUE(heirs({{"rest", {"*.a.test"}}, one}, {one}).empty());
}

TEST(SiteSuccession, WhoseHostsNobodyHasHasNoHeir) {
  EXPECT_TRUE(heirs({{"b", {"b.test"}}}, {{"a", {"a.test"}}}).empty());
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
