#include "studio/sign_off.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace caveat::studio {
namespace CAVEAT_THIS_FILE {

namespace json = boost::json;

const std::string kPack = R"([pack]
id = "p"
title = "Readers at risk"
legal_basis = "Article 1"

[regions.risky]
title = "Where it is dangerous"
include = ["RU", "UA-43"]
exclude = "RU-MOW"

[notices.told]
kind = "warning"
text.en = "Beware in {region}."
text.fa = "هشدار"

[[rules]]
id = "warn"
when.region = "risky"
unless.region = "UA-40"
when.site = "www.newsroom.example"
when.path = "/a/**"
unless.path = "/a/help/**"
insert = { notice = "told", at = "start of article" }

[[tests]]
name = "a reader is warned"
reader.region = "RU"
url = "https://www.newsroom.example/a/1.html"
html = "<article>A</article>"
expect.notices = ["told"]
)";

ApiAnswer sheet_of(const std::string& text, const rules::PackApprovals& approvals = {}) {
  return sign_off_sheet({"p.toml", text}, approvals, {});
}

json::value sheet() {
  return *sheet_of(kPack);
}

TEST(SignOffSheet, NamesTheVeryTextThatIsSigned) {
  const json::value one = sheet();
  const json::value other = *sheet_of(kPack + "# a comment\n");
  EXPECT_THAT(std::string(one.at("digest").as_string()), testing::StartsWith("caveat-pack-1:"));
  EXPECT_NE(one.at("digest"), other.at("digest"));
  EXPECT_NE(one.at("sha256"), other.at("sha256"));
}

TEST(SignOffSheet, TellsWhatThePackSaysOfItself) {
  EXPECT_EQ(sheet().at("pack").at("legal_basis"), json::array({"Article 1"}));
}

TEST(SignOffSheet, TellsWhoIsInARegion) {
  EXPECT_EQ(sheet().at("regions"), json::array({{{"name", "risky"},
                                                 {"title", json::array({"Where it is dangerous"})},
                                                 {"include", json::array({"RU", "UA-43"})},
                                                 {"exclude", json::array({"RU-MOW"})},
                                                 {"uncertain", json::array()}}}));
}

TEST(SignOffSheet, TellsForWhomARuleIsAndOnWhichPages) {
  const json::value rule = sheet().at("rules").at(0);
  EXPECT_EQ(rule.at("regions"), json::array({"risky"}));
  EXPECT_EQ(rule.at("excepted_regions"), json::array({"UA-40"}));
  EXPECT_EQ(rule.at("sites"), json::array({"www.newsroom.example"}));
  EXPECT_EQ(rule.at("paths"), json::array({"/a/**"}));
  EXPECT_EQ(rule.at("excepted_paths"), json::array({"/a/help/**"}));
}

TEST(SignOffSheet, TellsWhatARuleDoes) {
  const json::value effect = sheet().at("rules").at(0).at("effect");
  EXPECT_EQ(effect.at("insert.at"), json::array({"start of article"}));
  EXPECT_EQ(effect.at("insert.notice"), json::array({"told"}));
}

TEST(SignOffSheet, HasTheWordsOfEachNoticeInEachLanguage) {
  const json::value texts = sheet().at("notices").at(0).at("texts");
  ASSERT_EQ(texts.as_array().size(), 2U);
  std::string words;
  for (const json::value& piece : texts.at(0).at("words").at(0).as_array())
    words += piece.at("text").as_string();
  EXPECT_EQ(words, "Beware in {region}.");
  EXPECT_EQ(texts.at(0).at("direction"), "ltr");
  EXPECT_EQ(texts.at(1).at("language"), "fa");
  EXPECT_EQ(texts.at(1).at("direction"), "rtl");
}

TEST(SignOffSheet, NamesTheTests) {
  EXPECT_EQ(sheet().at("tests"), json::array({"a reader is warned"}));
}

TEST(SignOffSheet, HasTheApprovalsWithWhatIsWrongWithThem) {
  rules::PackApprovals approvals;
  approvals.approvals.push_back({.file = "p.toml.1.approval",
                                 .state = rules::ApprovalState::edited_since,
                                 .approval = rules::Approval{}});
  const json::value one = sheet_of(kPack, approvals)->at("approvals").at(0);
  EXPECT_EQ(one.at("holds"), false);
  EXPECT_FALSE(one.at("reason").as_string().empty());
}

TEST(SignOffSheet, IsNoneOfAPackWithErrors) {
  for (const std::string& text : {std::string("[pack\n"), kPack + "[unknown]\n"}) {
    const ApiAnswer answer = sheet_of(text);
    ASSERT_FALSE(answer) << text;
    EXPECT_EQ(answer.error().status, 422);
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::studio
