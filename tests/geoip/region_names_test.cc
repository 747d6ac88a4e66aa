#include "geoip/region_names.h"

#include <gtest/gtest.h>

namespace caveat::geoip {
namespace CAVEAT_THIS_FILE {

TEST(RegionNames, KnowCountriesInTheSpellingsOfDatabases) {
  const struct {
    const char* name;
    const char* code;
  } kCases[] = {
      {"Ukraine", "UA"},       {"UKRAINE", "UA"},
      {"Russia", "RU"},        {"Russian Federation", "RU"},
      {"Iran", "IR"},          {"Iran, Islamic Republic of", "IR"},
      {"Czechia", "CZ"},       {"Czech Republic", "CZ"},
      {"United States", "US"}, {"Côte d'Ivoire", "CI"},
      {"Cote d’Ivoire", "CI"}, {"Türkiye", "TR"},
      {"Turkey", "TR"},        {"Kosovo", "XK"},
      {"Vietnam", "VN"},       {"Korea, Republic of", "KR"},
      {"South Korea", "KR"},   {"North Korea", "KP"},
      {"Niger", "NE"},         {"Nigeria", "NG"},
      {"Atlantis", ""},        {"", ""},
      {"of the", ""},
  };
  const RegionNames names;
  for (const auto& c : kCases) EXPECT_EQ(names.country(c.name), c.code) << c.name;
}

TEST(RegionNames, DoNotGuessBetweenTwoCountries) {
  const RegionNames names;
  EXPECT_EQ(names.country("Korea"), "");
}

TEST(RegionNames, KnowSubdivisionsInTheSpellingsOfDatabases) {
  const struct {
    const char* country;
    const char* name;
    const char* code;
  } kCases[] = {
      {"UA", "Crimea", "UA-43"},
      {"UA", "Republic of Crimea", "UA-43"},
      {"UA", "Autonomous Republic of Crimea", "UA-43"},
      {"UA", "Avtonomna Respublika Krym", "UA-43"},
      {"UA", "Krym", "UA-43"},
      {"UA", "Крим", "UA-43"},
      {"UA", "Sevastopol", "UA-40"},
      {"UA", "Sevastopol City", "UA-40"},
      {"UA", "City of Sevastopol", "UA-40"},
      {"UA", "Sebastopol City", "UA-40"},
      {"UA", "Sevastopol'", "UA-40"},
      {"UA", "Misto Sevastopol’", "UA-40"},
      {"UA", "Donetsk", "UA-14"},
      {"UA", "Donetsk Oblast", "UA-14"},
      {"UA", "Donets’ka Oblast’", "UA-14"},
      {"UA", "Donetska oblast", "UA-14"},
      {"UA", "Donetsk People's Republic", "UA-14"},
      {"UA", "Luhansk", "UA-09"},
      {"UA", "Luhansk Region", "UA-09"},
      {"UA", "Luhanska Oblast", "UA-09"},
      {"UA", "Lugansk", "UA-09"},
      {"UA", "Kyiv City", "UA-30"},
      {"UA", "Kyiv Oblast", "UA-32"},
      {"UA", "Odessa", "UA-51"},
      {"UA", "Transcarpathia", "UA-21"},
      {"US", "Louisiana", "US-LA"},
      {"SE", "Stockholms län", "SE-AB"},
      {"CZ", "Prague", "CZ-10"},
      {"RU", "Moscow", "RU-MOW"},
      {"RU", "Moscow Oblast", "RU-MOS"},
      {"US", "New York", "US-NY"},
      {"RU", "Sverdlovsk Oblast", "RU-SVE"},
      {"RU", "Krasnodarskiy", "RU-KDA"},
      {"RU", "North Ossetia–Alania", "RU-SE"},
      {"DE", "North Rhine-Westphalia", "DE-NW"},
      {"IT", "Lombardy", "IT-25"},
      {"RO", "Timis County", "RO-TM"},
      {"BD", "Dhaka Division", "BD-C"},
      {"BD", "Dhaka", "BD-C"},    // the division, one of whose districts has the name as well
      {"ES", "Madrid", "ES-MD"},  // the community, which is one province as well
      {"IR", "Tehran", "IR-23"},  // CLDR has it at IR-07, which is Fars now
      {"IR", "East Azerbaijan", "IR-03"},
      {"IR", "Fars", "IR-07"},
      {"AR", "Buenos Aires City", "AR-C"},
      {"AR", "Buenos Aires", ""},   // the province or the city: iso-codes and CLDR differ
      {"PE", "Lima Province", ""},  // not the region of Lima, PE-LIM
      {"UA", "Mordor", ""},
      {"US", "Crimea", ""},
  };
  const RegionNames names;
  for (const auto& c : kCases)
    EXPECT_EQ(names.subdivision(c.country, c.name), c.code) << c.country << " " << c.name;
}

TEST(RegionNames, FindContestedPlacesUnderRussiaToo) {
  const RegionNames names;
  EXPECT_EQ(names.subdivision("RU", "Crimea"), "UA-43");
  EXPECT_EQ(names.subdivision("RU", "Sebastopol City"), "UA-40");
  EXPECT_EQ(names.subdivision("RU", "Luhansk"), "UA-09");
  EXPECT_EQ(names.subdivision("RU", "Lviv"), "");
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::geoip
