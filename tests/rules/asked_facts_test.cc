// What the rules of a pack ask about their readers' place, which region data may not tell.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pack_texts.h"

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

using testing::UnorderedElementsAre;

AskedFacts asked_by(const std::string& conditions, const std::string& regions = "") {
  const Compilation compilation =
      compile(pack_with(regions + "[[rules]]\nid = \"r\"\ninsert.notice = \"n\"\n" + conditions));
  if (!compilation.rules) {
    ADD_FAILURE() << render(compilation.diagnostics, DiagnosticFormat::text);
    return {};
  }
  return compilation.rules->packs().at(0).rules.at(0).asked;
}

TEST(AskedFacts, AreNoneWhereCountriesAreEnough) {
  const AskedFacts asked = asked_by("when.region = [\"RU\", \"EU\", \"unknown\"]\n");
  EXPECT_TRUE(asked.subdivisions.empty());
  EXPECT_FALSE(asked.autonomous_system);
  EXPECT_FALSE(asked.anonymity);
}

TEST(AskedFacts, AreTheSubdivisionsOfAConditionOrAnException) {
  EXPECT_THAT(asked_by("when.region = \"UA-43\"\n").subdivisions, UnorderedElementsAre("UA-43"));
  EXPECT_THAT(asked_by("when.region = \"UA\"\nunless.region = \"UA-40\"\n").subdivisions,
              UnorderedElementsAre("UA-40"));
}

TEST(AskedFacts, AreNoneWhereTheCountryDecidesAlready) {
  EXPECT_TRUE(asked_by("when.region = \"mine\"\n", "[regions.mine]\ninclude = [\"UA\", \"UA-43\"]\n")
                  .subdivisions.empty());
  EXPECT_TRUE(
      asked_by("when.region = \"mine\"\n", "[regions.mine]\ninclude = [\"RU\"]\nexclude = [\"UA-43\"]\n")
          .subdivisions.empty());
}

TEST(AskedFacts, AreThoseOfRegionsInsideOfRegions) {
  const std::string regions =
      "[regions.inner]\ninclude = [\"UA-43\", \"asn:AS64500\"]\n"
      "[regions.outer]\ninclude = [\"RU\", \"inner\"]\nexclude = [\"RU-MOW\", \"anonymous\"]\n";
  const AskedFacts asked = asked_by("when.region = \"outer\"\n", regions);
  EXPECT_THAT(asked.subdivisions, UnorderedElementsAre("UA-43", "RU-MOW"));
  EXPECT_TRUE(asked.autonomous_system);
  EXPECT_TRUE(asked.anonymity);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
