#include "studio/test_block.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "geoip/location.h"

namespace caveat::studio {
namespace CAVEAT_THIS_FILE {

using testing::HasSubstr;
using testing::Not;

const std::string kPack = R"(# Kept.
[pack]
id = "p"
title = "T"

[notices.told]
kind = "warning"
text.ru = "Берегитесь."

[[rules]]
id = "r"
when.region = "RU"
insert = { notice = "told", at = "start of article" }
remove = { widgets = ["share"] }
)";

PreviewedVisit visit_from(const std::string& region) {
  PreviewedVisit visit;
  visit.url = "https://www.newsroom.example/a/1.html";
  visit.region = region;
  visit.facts.site = "www.newsroom.example";
  visit.facts.path = "/a/1.html";
  visit.facts.location = *geoip::Location::stated(region);
  visit.response.head.fields.append("Content-Type", "text/html; charset=utf-8");
  visit.response.body =
      "<!doctype html><html lang=ru><article>A<a "
      "href=\"https://t.me/share/url?url=x\">T</a></article></html>";
  return visit;
}

std::string with_test(const PreviewedVisit& visit) {
  const auto text = with_test_of({"p.toml", kPack}, visit, {});
  return text ? *text : text.error().message;
}

TEST(TestBlock, IsPutBehindWhatThePackSaysAndChangesNothingOfIt) {
  EXPECT_THAT(with_test(visit_from("RU")), testing::StartsWith(kPack));
}

TEST(TestBlock, AsksForThePageAgainAndExpectsWhatWasShown) {
  const std::string text = with_test(visit_from("RU"));
  EXPECT_THAT(text, HasSubstr("[[tests]]"));
  EXPECT_THAT(text, HasSubstr("a reader in RU: /a/1.html"));
  EXPECT_THAT(text, HasSubstr("notices = [\"told\"]"));
  EXPECT_THAT(text, HasSubstr("language = \"ru\""));
  EXPECT_THAT(text, HasSubstr("removed = [\"share\"]"));
  EXPECT_THAT(text, HasSubstr("status = 200"));
}

TEST(TestBlock, ExpectsNoNoticeWhereNoneWasShown) {
  const std::string text = with_test(visit_from("CZ"));
  EXPECT_THAT(text, HasSubstr("notices = []"));
  EXPECT_THAT(text, Not(HasSubstr("removed")));
}

TEST(TestBlock, IsARuleSetsOwnTestAndLoads) {
  const rules::SourceFile pack{"p.toml", with_test(visit_from("RU"))};
  const auto compilation = rules::RuleSet::compile({&pack, 1}, {});
  ASSERT_TRUE(compilation.rules) << rules::render(compilation.diagnostics, rules::DiagnosticFormat::text);
  ASSERT_EQ(compilation.rules->packs().front().tests.size(), 1U);
  EXPECT_EQ(compilation.rules->packs().front().tests.front().reader_region, "RU");
}

TEST(TestBlock, SaysWhoTheReaderWasAndWhen) {
  PreviewedVisit visit = visit_from("RU");
  visit.name = "my name";
  visit.languages = {"fa", "ru"};
  visit.accepted = true;
  visit.has_moment = true;
  visit.facts.time = std::chrono::sys_seconds(std::chrono::seconds(1772323200));
  const std::string text = with_test(visit);
  EXPECT_THAT(text, HasSubstr("\"my name\""));
  EXPECT_THAT(text, HasSubstr("languages = [\"fa\", \"ru\"]"));
  EXPECT_THAT(text, HasSubstr("accepted = true"));
  EXPECT_THAT(text, HasSubstr("2026-03-01T00:00:00"));
}

TEST(TestBlock, KeepsTheStatusOfAPageThatIsNone) {
  PreviewedVisit visit = visit_from("CZ");
  visit.response.head.status = 404;
  const std::string text = with_test(visit);
  EXPECT_THAT(text, HasSubstr("response"));
  EXPECT_THAT(text, HasSubstr("404"));
}

TEST(TestBlock, IsMadeOfNoPackWithErrors) {
  const auto text = with_test_of({"p.toml", "[pack\n"}, visit_from("RU"), {});
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().status, 422);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::studio
