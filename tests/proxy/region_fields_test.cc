#include "proxy/region_fields.h"

#include <gtest/gtest.h>

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

const RegionFields kCloudFront = {.country = "CloudFront-Viewer-Country",
                                  .subdivision = "CloudFront-Viewer-Country-Region"};

/// "UA-40", "UA", "unknown", "lookup_failed" or "none".
std::string said(const filter::FieldLines& fields, const RegionFields& names = kCloudFront) {
  const auto location = stated_region(fields, names);
  if (!location) return "none";
  if (location->status == geoip::LocationStatus::lookup_failed) return "lookup_failed";
  if (location->status == geoip::LocationStatus::unknown) return "unknown";
  return location->subdivision.empty() ? location->country : location->subdivision;
}

TEST(RegionFields, SayWhereAReaderIs) {
  EXPECT_EQ(said({{"CloudFront-Viewer-Country", "UA"}, {"CloudFront-Viewer-Country-Region", "40"}}), "UA-40");
  EXPECT_EQ(said({{"cloudfront-viewer-country", " ua "}}), "UA");
  EXPECT_EQ(said({{"CloudFront-Viewer-Country", "XX"}}), "unknown");
  EXPECT_EQ(said({{"CloudFront-Viewer-Country-Region", "40"}}), "unknown");
  EXPECT_EQ(said({{"CloudFront-Viewer-Country", "Ukraine"}}), "lookup_failed");
}

TEST(RegionFields, SayNothingWhereNobodyConfiguredThem) {
  EXPECT_EQ(said({{"CF-IPCountry", "UA"}}, RegionFields()), "none");
}

TEST(RegionFields, ThatContradictThemselvesAreAFailedLookup) {
  EXPECT_EQ(said({{"CloudFront-Viewer-Country", "UA"}, {"CloudFront-Viewer-Country", "CZ"}}),
            "lookup_failed");
  EXPECT_EQ(said({{"CloudFront-Viewer-Country", "UA"}, {"CloudFront-Viewer-Country", "UA"}}), "UA");
  EXPECT_EQ(said({{"CloudFront-Viewer-Country", "UA, CZ"}}), "lookup_failed");
}

TEST(RegionFields, AreTakenOutInEverySpelling) {
  filter::FieldLines fields = {{"CloudFront-Viewer-Country", "UA"},
                               {"cloudfront_viewer_country", "UA"},
                               {"CloudFront.Viewer.Country", "UA"},
                               {"CLOUDFRONT-VIEWER_COUNTRY-REGION", "40"},
                               {"CloudFront-Viewer-City", "Kyiv"}};
  remove_region_fields(fields, kCloudFront);
  ASSERT_EQ(fields.size(), 1U);
  EXPECT_EQ((*fields.begin()).name, "CloudFront-Viewer-City");
}

TEST(RegionFields, OfATrustedPeerAreThoseThatAreSpeltAsTheyAreNamed) {
  filter::FieldLines fields = {{"cloudfront-viewer-country", "UA"},
                               {"cloudfront_viewer_country", "CZ"},
                               {"CloudFront-Viewer.Country-Region", "40"}};
  remove_misspelt_region_fields(fields, kCloudFront);
  ASSERT_EQ(fields.size(), 1U);
  EXPECT_EQ((*fields.begin()).value, "UA");
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
