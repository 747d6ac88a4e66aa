#include "studio/region_map.h"

#include <gtest/gtest.h>

#include "filter/stated_page.h"

namespace caveat::studio {
namespace {

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
  EXPECT_EQ(map.at("dates"), boost::json::array({"2030-05-01"}));
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

}  // namespace
}  // namespace caveat::studio
