// What ISO 3166 has codes for.
#include "geoip/iso_codes.h"

#include <gtest/gtest.h>

namespace caveat::geoip {
namespace CAVEAT_THIS_FILE {

TEST(IsoCodes, KnowTheCodesOfSubdivisions) {
  for (const char* code : {"UA-43", "GB-ENG", "US-CA"}) EXPECT_TRUE(is_iso_subdivision(code)) << code;
}

TEST(IsoCodes, KnowNoSubdivisionThatIsNone) {
  for (const char* code : {"UA", "UA-99", "UA-BOR", "", "ua-43"})
    EXPECT_FALSE(is_iso_subdivision(code)) << code;
}

TEST(IsoCodes, KnowTheCodesOfCountriesAndKosovosThatIsNotTheirs) {
  for (const char* code : {"AD", "UA", "ZW", "XK"}) EXPECT_TRUE(is_iso_country(code)) << code;
}

TEST(IsoCodes, KnowNoCountryThatIsNone) {
  for (const char* code : {"QQ", "XX", "ZZ", "SU", "UK", "", "U", "ua", "UA-43"})
    EXPECT_FALSE(is_iso_country(code)) << code;
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::geoip
