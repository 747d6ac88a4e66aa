#include "html/page_metadata.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace caveat::html {
namespace CAVEAT_THIS_FILE {

using testing::ElementsAreArray;

class Stated final : public PageMetadataHandler {
 public:
  void property(std::string_view name, std::string_view value) override {
    all.push_back(std::string(name) + "=" + std::string(value));
  }
  void linked_data(std::string_view json) override { all.push_back("json: " + std::string(json)); }

  std::vector<std::string> all;
};

struct Case {
  const char* what;
  std::string page;
  std::vector<std::string> stated;
};

const std::vector<Case> kCases = {
    {"by name, in lower case", "<meta name=Author content=' A. Heron '>", {"author= A. Heron "}},
    {"by property, as Open Graph does", "<meta property=article:tag content=Rivers>", {"article:tag=Rivers"}},
    {"by several names", "<meta property='a b' name=c content=1>", {"a=1", "b=1", "c=1"}},
    {"not without a value", "<meta name=author><meta name=author content=' '>", {}},
    {"with references resolved", "<meta name=author content='A &amp; B'>", {"author=A & B"}},
    {"also in the body",
     "<body><p><meta itemprop=datePublished content=2024-02-20>",
     {"datepublished=2024-02-20"}},
    {"by an element that is annotated",
     "<time itemprop=datePublished datetime=2024-02-20>Tuesday</time><a itemprop='x y' content=1>2</a>",
     {"datepublished=2024-02-20", "x=1", "y=1"}},
    {"not by an element's text", "<span itemprop=author>A. Heron</span>", {}},
    {"by JSON-LD, whatever its parameters",
     "<script type=' Application/LD+JSON; charset=utf-8'>{\"a\":\"</b>\"}</script>",
     {"json: {\"a\":\"</b>\"}"}},
    {"not by another script", "<script type=application/json>{}</script><script>{}</script>", {}},
    {"not in a comment, a text area, a template or in place of scripts",
     "<!--<meta name=a content=1>--><textarea><meta name=b content=1></textarea><template><meta name=c "
     "content=1><script type=application/ld+json>{}</script></template><noscript><meta name=d "
     "content=1></noscript>",
     {}},
    {"not by a script that never ends, until the page is over",
     "<script type=application/ld+json>{\"a\":1",
     {"json: {\"a\":1"}},
};

std::vector<std::string> stated_by(const std::string& page, std::size_t chunk,
                                   std::string_view charset = "UTF-8") {
  Stated stated;
  PageMetadataReader reader(stated, charset, 1'000'000);
  for (std::size_t at = 0; at < page.size(); at += chunk) {
    EXPECT_TRUE(reader.write(std::string_view(page).substr(at, chunk)));
  }
  reader.finish();
  return stated.all;
}

TEST(PageMetadata, IsWhatThePageStatesForMachines) {
  for (const Case& one : kCases) {
    EXPECT_THAT(stated_by(one.page, one.page.size()), ElementsAreArray(one.stated)) << one.what;
    EXPECT_THAT(stated_by(one.page, 1), ElementsAreArray(one.stated)) << one.what << ", byte by byte";
  }
}

TEST(PageMetadata, IsToldInUtf8WhateverThePagesCharset) {
  const std::string page =
      "<meta name=author content='\xC6\xF3\xEA'><script type=application/ld+json>\"\xC6\"</script>";
  EXPECT_THAT(stated_by(page, 1, "windows-1251"), ElementsAreArray({"author=Жук", "json: \"Ж\""}));
}

TEST(PageMetadata, IsNotFollowedPastATagThatIsTooLong) {
  Stated stated;
  PageMetadataReader reader(stated, "UTF-8", 100);
  EXPECT_FALSE(reader.write("<meta content='" + std::string(200, 'x')));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::html
