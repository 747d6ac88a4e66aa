#include "rules/decision_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pack_texts.h"

namespace caveat::rules {
namespace {

constexpr std::string_view kPack = R"([pack]
id = "p"
title = "T"
legal_basis = "Art. 1"
[notices.n]
kind = "warning"
text.en = "Text"
[[rules]]
id = "r"
when.region = "RU"
when.path = "/a/**"
insert = { notice = "n", at = "start of article" }
headers.set.X-A = "1"
)";

TEST(DecisionText, ReadsLikeAMemo) {
  const auto rules = compile(kPack).rules;
  const Facts facts = facts_of("RU");
  EXPECT_EQ(decision_text(rules->decide(facts), rules->explain(facts), facts),
            R"(www.newsroom.example/a/1.html, as read from RU at 2026-11-23T00:00:00Z

The page is served with changes.
  notice of p/r is put in
  field X-A: 1
  if that cannot be done, the page is refused (503)
  other readers of this address may get something else

p/r applies
  pack.toml:8
  Art. 1
  yes  when.region  RU is in RU  (pack.toml:10)
  yes  when.path  /a/1.html matches /a/**  (pack.toml:11)
)");
}

TEST(DecisionText, SaysWhichConditionFailed) {
  const auto rules = compile(kPack).rules;
  const Facts facts = facts_of("CZ");
  const std::string text = decision_text(rules->decide(facts), rules->explain(facts), facts);
  EXPECT_THAT(text, testing::HasSubstr("The page passes unchanged."));
  EXPECT_THAT(text, testing::HasSubstr("p/r does not apply\n"));
  EXPECT_THAT(text, testing::HasSubstr("  NO   when.region  CZ is not in RU  (pack.toml:10)\n"));
}

TEST(DecisionJson, CarriesVerdictEditsAndConditions) {
  const auto rules = compile(kPack).rules;
  const Facts facts = facts_of("RU");
  const std::string json = decision_json(rules->decide(facts), rules->explain(facts), facts);
  for (const std::string_view part :
       {R"("verdict": "edit")", R"("region": "RU")", R"("varies_by_reader": true)", R"("X-A": "1")",
        R"("start of article")", R"("mark": "p/r")", R"("key": "when.region")", R"("held": "yes")"}) {
    EXPECT_THAT(json, testing::HasSubstr(part));
  }
}

}  // namespace
}  // namespace caveat::rules
