#include "studio/region_map.h"

#include <gtest/gtest.h>

#include "filter/stated_page.h"

namespace caveat::studio {
namespace CAVEAT_THIS_FILE {

boost::json::object map_of(const std::string& include) {
  const rules::SourceFile pack{
      "p.toml", "[pack]\nid = \"p\"\ntitle = \"T\"\nexpires = 2030-05-01\n[regions.here]\ninclude = [" +
                    include +
                    "]\n[[rules]]\nid = \"r\"\nwhen.region = \"here\"\nremove = { widgets = "
                    "[\"share\"] }\n"};
  const auto compilation = rules::RuleSet::compile({&pack, 1}, {});
  rules::Facts facts;
  facts.site = "www.example.org";
  facts.path = "/";
  filter::ResponseHead head;
  head.fields.append("Content-Type", "text/html");
  return region_map(*compilation.rules, filter::facts_without_page(facts, head, ""));
}

std::string verdict(const boost::json::object& map, const char* region) {
  const auto* found = map.at("regions").as_object().if_contains(region);
  return found == nullptr ? "-" : std::string(found->at("verdict").as_string());
}

TEST(RegionMap, TellsOfCountries) {
  const auto map = map_of("\"RU\"");
  EXPECT_EQ(verdict(map, "RU"), "edit");
  EXPECT_EQ(verdict(map, "CZ"), "none");
  EXPECT_EQ(verdict(map, "RU-MOW"), "-");
}

TEST(RegionMap, TellsOfPartsThatDifferAndOfReadersWhoMayBeThere) {
  const auto map = map_of("\"UA-43\"");
  EXPECT_EQ(verdict(map, "UA"), "uncertain");
  EXPECT_EQ(verdict(map, "UA-43"), "-");
  EXPECT_EQ(verdict(map, "UA-30"), "none");
  EXPECT_EQ(verdict(map, "unknown"), "edit");
}

TEST(RegionMap, NamesTheRules) {
  const auto map = map_of("\"RU\"");
  EXPECT_EQ(map.at("regions").at("RU").at("rules"), boost::json::array({"p/r"}));
}

std::string stops_of_text(const std::vector<rules::SourceFile>& packs) {
  return boost::json::serialize(stops_of(packs));
}

TEST(RegionMap, StopsAtTheInstantAtWhichAPackBeginsInItsOwnZone) {
  EXPECT_EQ(stops_of_text({{"p.toml",
                            "[pack]\nid = \"p\"\ntime_zone = \"Europe/Moscow\"\neffective = "
                            "2026-03-01T00:00:00\n"}}),
            R"([{"at":"2026-02-28T21:00:00Z","zone":"Europe/Moscow","turns":)"
            R"([{"pack":"p","rule":"","begins":true}]}])");
}

TEST(RegionMap, StopsOnceWhereSeveralThingsTurnAtOnce) {
  EXPECT_EQ(
      stops_of_text({{"a.toml", "[pack]\nid = \"a\"\nexpires = 2026-03-01\n"},
                     {"b.toml",
                      "[pack]\nid = \"b\"\n[[rules]]\nid = \"r\"\nwhen.between = [2026-03-01, "
                      "2026-03-02]\n"}}),
      R"([{"at":"2026-03-01T00:00:00Z","zone":"UTC","turns":[{"pack":"a","rule":"","begins":false},)"
      R"({"pack":"b","rule":"r","begins":true}]},)"
      R"({"at":"2026-03-02T00:00:00Z","zone":"UTC","turns":[{"pack":"b","rule":"r","begins":false}]}])");
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::studio
