#include "studio/test_block.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "geoip/location.h"

namespace caveat::studio {
namespace CAVEAT_THIS_FILE {

using testing::HasSubstr;

const rules::SourceFile kPack{"p.toml",
                              "[pack]\nid = \"p\"\ntitle = \"T\"\n[[rules]]\nid = \"r\"\n"
                              "remove = { elements = [\".x\"] }\n"};

TEST(TestBlock, HoldsAPageInAnotherCharsetAsText) {
  PreviewedVisit visit;
  visit.url = "https://www.example.org/";
  visit.region = "RU";
  visit.facts.site = "www.example.org";
  visit.facts.path = "/";
  visit.facts.location = *geoip::Location::stated("RU");
  visit.response.head.fields.append("Content-Type", "text/html");
  // "Дрозд" in windows-1251.
  visit.response.body = "<!doctype html><meta charset=windows-1251><body><p>\xC4\xF0\xEE\xE7\xE4";
  const auto text = with_test_of(kPack, visit, {});
  ASSERT_TRUE(text) << text.error().message;
  EXPECT_THAT(*text, HasSubstr("<p>Дрозд"));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::studio
