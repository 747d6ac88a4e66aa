// Real pages: what is served has no finding, and what is not is found, however odd the page.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "archived.h"
#include "tests/corpus.h"

namespace caveat::audit {
namespace CAVEAT_THIS_FILE {

using namespace tests;

const std::string kRules = R"(
[[rules]]
id = "protect"
when.region = "RU"
insert = { notice = "n", at = ["start of article", "start of main", "start of body"] }
remove = { widgets = ["share", "like", "comment", "save", "contact"] }
label = { mentions = ["Facebook"], with = "*" }
attributes = { "a[target=_blank]" = { set = { rel = "noreferrer" } } }
on_failure = "serve"
[[rules]]
id = "hush"
when.region = "RU"
withhold = { mentions = ["Twitter"], with = "[...]" }
disable = { elements = ["video", "form"], reason = "other" }
on_failure = "serve"
)";

std::vector<std::string> corpus_pages() {
  std::vector<std::string> pages;
  const auto folder = caveat::tests::corpus_folder("pages");
  if (!folder) return pages;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(*folder)) {
    if (entry.is_regular_file() && entry.path().extension() == ".html")
      pages.push_back(caveat::tests::read_file(entry.path()));
  }
  return pages;
}

std::string in_words(const Judgement& judgement) {
  std::string text;
  for (const Finding& finding : judgement.findings) {
    text += std::string(name_of(finding.kind)) + ": " + finding.seen.substr(0, 200) + "\n";
  }
  return text;
}

bool is_within(const Finding& finding) {
  return finding.excerpt_mark + finding.excerpt_length <= finding.excerpt.size();
}

TEST(JudgeCorpus, APageAsItIsServedHasNoFinding) {
  const auto pages = corpus_pages();
  if (pages.empty()) GTEST_SKIP() << caveat::tests::kCorpusMissing;
  const auto rules = rules_with(kRules);
  for (const std::string& plain : pages) {
    const Judgement judgement = judge(rules, response(served(rules, plain)));
    EXPECT_EQ(in_words(judgement), "") << plain.substr(0, 200);
  }
}

TEST(JudgeCorpus, WhatIsServedOtherwiseHasAFinding) {
  const auto pages = corpus_pages();
  if (pages.empty()) GTEST_SKIP() << caveat::tests::kCorpusMissing;
  const auto rules = rules_with(kRules);
  for (const std::string& plain : pages) {
    const Judgement judgement = judge(rules, response(plain));
    const bool not_auditable = not_auditable_count(judgement.totals) > 0;
    EXPECT_EQ(judgement.findings.empty() && !not_auditable, served(rules, plain) == plain);
    for (const Finding& finding : judgement.findings) EXPECT_TRUE(is_within(finding));
  }
}

TEST(JudgeCorpus, APlaceThatIsMarkedIsWhatTheFindingIsAbout) {
  const auto pages = corpus_pages();
  if (pages.empty()) GTEST_SKIP() << caveat::tests::kCorpusMissing;
  const auto rules = rules_with(kRules);
  std::size_t marked = 0;
  for (const std::string& plain : pages) {
    for (const Finding& finding : judge(rules, response(plain)).findings) {
      const std::string place = finding.excerpt.substr(finding.excerpt_mark, finding.excerpt_length);
      if (finding.kind == FindingKind::widget_left || finding.kind == FindingKind::attribute_unchanged) {
        EXPECT_TRUE(finding.excerpt.empty() || place.starts_with("<")) << place;
      } else if (finding.kind == FindingKind::passage_not_withheld && !finding.excerpt.empty()) {
        EXPECT_THAT(place, testing::AnyOf(testing::StartsWith("T"), testing::StartsWith("t")))
            << finding.excerpt;
      } else if (finding.kind == FindingKind::mention_unlabelled && !finding.excerpt.empty()) {
        EXPECT_THAT(place, testing::AnyOf(testing::StartsWith("F"), testing::StartsWith("f")))
            << finding.excerpt;
      }
      if (!place.empty()) ++marked;
    }
  }
  EXPECT_GT(marked, 1000U);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::audit
