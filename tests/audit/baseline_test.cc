#include "audit/baseline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace caveat::audit {
namespace CAVEAT_THIS_FILE {

Finding example(std::string path) {
  Finding finding;
  finding.kind = FindingKind::widget_left;
  finding.pack = "p";
  finding.rule = "r";
  finding.region = "RU";
  finding.site = "www.example.org";
  finding.path = std::move(path);
  return finding;
}

TEST(Baseline, KnowsWhatWasWrittenIntoIt) {
  const std::string text = baseline_text({known_finding(example("/1"), "2026-11-26")});
  auto baseline = Baseline::parse(text, "2026-11-27");
  ASSERT_TRUE(baseline);
  const KnownFinding* known = baseline->find(fingerprint(example("/1")));
  ASSERT_NE(known, nullptr);
  EXPECT_EQ(known->since, "2026-11-26");
  EXPECT_EQ(known->path, "/1");
  EXPECT_EQ(baseline->find(fingerprint(example("/2"))), nullptr);
}

TEST(Baseline, IsReadableLineByLine) {
  EXPECT_THAT(baseline_text({known_finding(example("/1"), "2026-11-26")}),
              testing::MatchesRegex(R"(\{"fingerprint":"[0-9a-f]{32}","reason":"","since":"2026-11-26",)"
                                    R"("kind":"widget-left","pack":"p","rule":"r","region":"RU",)"
                                    R"("site":"www.example.org","path":"/1"\}
)"));
}

TEST(Baseline, TellsWhatOccursNoMore) {
  const std::string text =
      baseline_text({known_finding(example("/1"), "2026-11-26"), known_finding(example("/2"), "2026-11-26")});
  auto baseline = Baseline::parse(text, "2026-11-27");
  ASSERT_TRUE(baseline);
  baseline->find(fingerprint(example("/2")));
  ASSERT_EQ(baseline->gone().size(), 1U);
  EXPECT_EQ(baseline->gone()[0].path, "/1");
}

TEST(Baseline, AcceptsOnlyUntilTheDayThatItSays) {
  KnownFinding known = known_finding(example("/1"), "2026-11-26");
  known.until = "2026-12-01";
  const std::string text = baseline_text({known});
  EXPECT_NE(Baseline::parse(text, "2026-11-30")->find(known.fingerprint), nullptr);
  auto over = Baseline::parse(text, "2026-12-01");
  EXPECT_EQ(over->find(known.fingerprint), nullptr);
  EXPECT_TRUE(over->gone().empty()) << "it does occur";
}

TEST(Baseline, KeepsTheReasonsThatPeopleWrote) {
  const auto baseline = Baseline::parse(R"({"fingerprint": "0123", "reason": "an old template, gone in May"})"
                                        "\n\n",
                                        "2026-11-27");
  ASSERT_TRUE(baseline);
  EXPECT_EQ(baseline->entry("0123")->reason, "an old template, gone in May");
}

TEST(Baseline, NamesTheLineThatItCannotRead) {
  for (const char* line : {"{", "[]", R"({"reason": "x"})", R"({"fingerprint": 1})"}) {
    const auto baseline =
        Baseline::parse("{\"fingerprint\": \"0\"}\n" + std::string(line) + "\n", "2026-11-27");
    ASSERT_FALSE(baseline) << line;
    EXPECT_EQ(baseline.error().line, 2U);
  }
}

TEST(Baseline, NothingAcceptsNothing) {
  auto baseline = Baseline::parse("", "2026-11-27");
  ASSERT_TRUE(baseline);
  EXPECT_EQ(baseline->find("0"), nullptr);
  EXPECT_TRUE(baseline->gone().empty());
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::audit
