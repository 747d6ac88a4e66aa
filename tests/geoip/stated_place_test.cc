#include "geoip/stated_place.h"

#include <gtest/gtest.h>

namespace caveat::geoip {
namespace CAVEAT_THIS_FILE {

using Status = LocationStatus;

struct Case {
  const char* country;
  const char* subdivision;
  Status status;
  const char* read;  ///< subdivision, else country
};

const Case kCases[] = {
    {"UA", "", Status::found, "UA"},
    {"ua", "", Status::found, "UA"},
    {"UA", "40", Status::found, "UA-40"},
    {"UA", "UA-40", Status::found, "UA-40"},
    {"US", "usca", Status::found, "US-CA"},
    {"GB", "ENG", Status::found, "GB-ENG"},
    {"GB", "GBN", Status::found, "GB"},
    {"UA", "99", Status::found, "UA"},
    {"UA", "XX", Status::found, "UA"},
    {"RU", "SEV", Status::found, "UA-40"},
    {"XK", "", Status::found, "XK"},
    {"CZ", "ua-40", Status::found, "CZ"},
    {"RU", "UA-43", Status::found, "UA-43"},
    {"RU", "CR", Status::found, "UA-43"},
    {"US", "California", Status::found, "US"},
    {"US", "<script>", Status::found, "US"},
    {"", "", Status::unknown, ""},
    {"XX", "40", Status::unknown, ""},
    {"ZZ", "", Status::unknown, ""},
    {"-", "", Status::unknown, ""},
    {"T1", "", Status::unknown, ""},
    {"QQ", "", Status::lookup_failed, ""},
    {"SU", "", Status::lookup_failed, ""},
    {"USA", "", Status::lookup_failed, ""},
    {"UA, RU", "", Status::lookup_failed, ""},
    {"Ukraine", "", Status::lookup_failed, ""},
};

TEST(StatedPlace, IsReadAsCdnsWriteIt) {
  for (const Case& c : kCases) {
    const Location location = read_stated_place(c.country, c.subdivision);
    EXPECT_EQ(location.status, c.status) << c.country << " " << c.subdivision;
    EXPECT_EQ(location.source, LocationSource::trusted_header);
    const std::string& most_exact = location.subdivision.empty() ? location.country : location.subdivision;
    EXPECT_EQ(most_exact, c.read) << c.country << " " << c.subdivision;
    EXPECT_EQ(location.anonymous, std::string(c.country) == "T1" ? std::optional(true) : std::nullopt);
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::geoip
