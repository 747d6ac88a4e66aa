#include "rules/region.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pack_texts.h"
#include "rules/region_book.h"

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

geoip::Location found_in(std::string country, std::string subdivision = {}) {
  geoip::Location location;
  location.status = geoip::LocationStatus::found;
  location.source = geoip::LocationSource::database;
  location.country = std::move(country);
  location.subdivision = std::move(subdivision);
  return location;
}

struct RegionCase {
  std::string_view name;
  std::string_view include;
  std::string_view exclude;
  geoip::Location reader;
  Inside inside;
};

const RegionCase kCases[] = {
    {"a country holds its readers", R"(["RU"])", "[]", found_in("RU"), Inside::yes},
    {"a country holds its subdivisions", R"(["UA"])", "[]", found_in("UA", "UA-43"), Inside::yes},
    {"a country does not hold others", R"(["UA"])", "[]", found_in("CZ"), Inside::no},
    {"a subdivision holds itself", R"(["UA-43"])", "[]", found_in("UA", "UA-43"), Inside::yes},
    {"a subdivision does not hold its neighbour", R"(["UA-43"])", "[]", found_in("UA", "UA-30"), Inside::no},
    {"an unknown subdivision makes it uncertain", R"(["UA-43"])", "[]", found_in("UA"), Inside::uncertain},
    {"another country is certain", R"(["UA-43"])", "[]", found_in("CZ"), Inside::no},
    {"Crimea under Russia's code is in Ukraine", R"(["UA"])", "[]", found_in("RU", "RU-CR"), Inside::yes},
    {"Crimea under Russia's code is UA-43", R"(["UA-43"])", "[]", found_in("RU", "RU-CR"), Inside::yes},
    {"Sevastopol under Russia's code is UA-40", R"(["UA-40"])", "[]", found_in("RU", "RU-SEV"), Inside::yes},
    {"a Russian country with a Ukrainian subdivision is in both", R"(["UA-40"])", "[]",
     found_in("RU", "UA-40"), Inside::yes},
    {"and also in Russia", R"(["RU"])", "[]", found_in("RU", "UA-40"), Inside::yes},
    {"Crimea under Ukraine's code is not in Russia", R"(["RU"])", "[]", found_in("UA", "UA-43"), Inside::no},
    {"Moscow is not in Ukraine", R"(["UA"])", "[]", found_in("RU", "RU-MOW"), Inside::no},
    {"a nation holds its counties", R"(["GB-SCT"])", "[]", found_in("GB", "GB-EDH"), Inside::yes},
    {"a reader known to be in the nation may be in the county", R"(["GB-EDH"])", "[]",
     found_in("GB", "GB-SCT"), Inside::uncertain},
    {"the European Union", R"(["EU"])", "[]", found_in("CZ"), Inside::yes},
    {"which Norway is not in", R"(["EU"])", "[]", found_in("NO"), Inside::no},
    {"but in the European Economic Area", R"(["EEA"])", "[]", found_in("NO"), Inside::yes},
    {"Réunion is in the Union", R"(["EU"])", "[]", found_in("RE"), Inside::yes},
    {"a continent", R"(["continent:AF"])", "[]", found_in("KE"), Inside::yes},
    {"South America without the north", R"(["continent:SA"])", "[]", found_in("MX"), Inside::no},
    {"an exclusion", R"(["UA"])", R"(["UA-43"])", found_in("UA", "UA-43"), Inside::no},
    {"an exclusion that may hold", R"(["UA"])", R"(["UA-43"])", found_in("UA"), Inside::uncertain},
    {"another region", R"(["crimea"])", "[]", found_in("UA", "UA-43"), Inside::yes},
    {"another region that excludes", R"(["mainland"])", "[]", found_in("UA", "UA-43"), Inside::no},
    {"an AS number that is not told", R"(["asn:AS64500"])", "[]", found_in("CZ"), Inside::uncertain},
    {"a network without an address", R"(["203.0.113.0/24"])", "[]", found_in("CZ"), Inside::uncertain},
    {"anonymity that is not told", R"(["anonymous"])", "[]", found_in("CZ"), Inside::uncertain},
    {"everywhere", R"(["everywhere"])", "[]", geoip::Location{}, Inside::yes},
    {"an unknown country", R"(["RU"])", "[]", geoip::Location{}, Inside::uncertain},
    {"the region of unknown readers", R"(["unknown"])", "[]", geoip::Location{}, Inside::yes},
    {"which known readers are not in", R"(["unknown"])", "[]", found_in("RU"), Inside::no},
};

/// The region `it` of a pack, compiled, asked for a reader.
Inside ask(const RegionCase& one) {
  std::vector<Diagnostic> diagnostics;
  const std::string regions =
      "[regions.crimea]\ninclude = [\"UA-43\", \"UA-40\"]\n[regions.mainland]\ninclude = [\"UA\"]\n"
      "exclude = [\"crimea\"]\n[regions.it]\ninclude = " +
      std::string(one.include) + "\nexclude = " + std::string(one.exclude) + "\n";
  const SourceFile file{"pack.toml", regions};
  const auto document = parse_toml(file.path, file.text, diagnostics);
  Problems problems(file, diagnostics);
  RegionBook book(find(*document, "regions")->table(), problems);
  EXPECT_EQ(render(diagnostics, DiagnosticFormat::text), "") << one.name;
  return book.named().back()->holds(one.reader);
}

TEST(Regions, HoldReadersOrDoNotOrMay) {
  for (const RegionCase& one : kCases) EXPECT_EQ(ask(one), one.inside) << one.name;
}

TEST(Regions, TakeAFailedLookUpForUncertainNotForUnknown) {
  geoip::Location failed;
  failed.status = geoip::LocationStatus::lookup_failed;
  EXPECT_EQ(ask({"country", R"(["RU"])", "[]", failed, Inside::uncertain}), Inside::uncertain);
  EXPECT_EQ(ask({"unknown", R"(["unknown"])", "[]", failed, Inside::no}), Inside::no);
  EXPECT_EQ(ask({"itself", R"(["lookup_failed"])", "[]", failed, Inside::yes}), Inside::yes);
}

TEST(Regions, HoldAddressesAndNetworksThatAreTold) {
  geoip::Location reader = found_in("CZ");
  reader.address = geoip::Address::parse("203.0.113.9");
  reader.autonomous_system = 64500;
  reader.anonymous = true;
  EXPECT_EQ(ask({"network", R"(["203.0.113.0/24"])", "[]", reader, Inside::yes}), Inside::yes);
  EXPECT_EQ(ask({"other network", R"(["198.51.100.0/24"])", "[]", reader, Inside::no}), Inside::no);
  reader.address = geoip::Address::parse("2002:cb00:7109::1");
  reader.embedded = geoip::Address::parse("203.0.113.9");
  EXPECT_EQ(ask({"the address inside", R"(["203.0.113.0/24"])", "[]", reader, Inside::yes}), Inside::yes);
  EXPECT_EQ(ask({"as it came", R"(["2002:cb00::/32"])", "[]", reader, Inside::yes}), Inside::yes);
  EXPECT_EQ(ask({"neither", R"(["198.51.100.0/24"])", "[]", reader, Inside::no}), Inside::no);
  EXPECT_EQ(ask({"system", R"(["asn:AS64500"])", "[]", reader, Inside::yes}), Inside::yes);
  EXPECT_EQ(ask({"anonymous", R"(["anonymous"])", "[]", reader, Inside::yes}), Inside::yes);
}

TEST(Regions, TakeAStatedReaderAtTheirWord) {
  const geoip::Location stated = *geoip::Location::stated("CZ");
  EXPECT_EQ(ask({"network", R"(["203.0.113.0/24"])", "[]", stated, Inside::no}), Inside::no);
  EXPECT_EQ(ask({"anonymous", R"(["anonymous"])", "[]", stated, Inside::no}), Inside::no);
}

TEST(Regions, KnowAReaderOfWhomOnlyTheContinentIsKnown) {
  geoip::Location reader = found_in("");
  reader.continent = "AF";
  EXPECT_EQ(ask({"continent", R"(["continent:AF"])", "[]", reader, Inside::yes}), Inside::yes);
}

TEST(Regions, ThatNestWithoutEndAreRefusedBeforeTheStackEnds) {
  std::string regions;
  for (int i = 0; i < 2000; ++i) {
    regions += "[regions.r" + std::to_string(i) + "]\ninclude = [\"r" + std::to_string(i + 1) + "\"]\n";
  }
  const auto diagnostics = compile(pack_with(regions + "[regions.r2000]\ninclude = [\"RU\"]\n")).diagnostics;
  ASSERT_FALSE(diagnostics.empty());
  EXPECT_EQ(diagnostics.front().code, "CV003");
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
