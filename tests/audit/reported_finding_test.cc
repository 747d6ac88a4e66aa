#include "audit/reports/reported_finding.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "reported_example.h"

namespace caveat::audit {
namespace CAVEAT_THIS_FILE {

TEST(ReportedFinding, IsReadAsItWasWritten) {
  ReportedFinding finding = reported(example_finding());
  finding.accepted = "known since May";
  const auto read = finding_from_json(boost::json::parse(finding_json(finding)));
  ASSERT_TRUE(read);
  EXPECT_EQ(finding_json(*read), finding_json(finding));
  EXPECT_EQ(read->finding.excerpt_mark, 9U);
  EXPECT_EQ(read->finding.excerpt_length, 16U);
  EXPECT_EQ(read->accepted, "known since May");
}

TEST(ReportedFinding, ThePlaceStaysMarkedThoughBytesBeforeItAreNoUtf8) {
  Finding raw = example_finding();
  raw.excerpt = "\xcf\xf0<b>\xe8</b>";
  raw.excerpt_mark = 2;
  raw.excerpt_length = 3;
  const ReportedFinding finding = reported(raw);
  EXPECT_EQ(finding.excerpt().marked, "<b>");
  EXPECT_EQ(finding.excerpt().before, "\xef\xbf\xbd\xef\xbf\xbd");
}

TEST(ReportedFinding, AMarkBeyondTheExcerptIsCut) {
  Finding raw = example_finding();
  raw.excerpt = "abc";
  raw.excerpt_mark = 2;
  raw.excerpt_length = 100;
  EXPECT_EQ(reported(raw).excerpt().marked, "c");
  raw.excerpt_mark = 9;
  EXPECT_EQ(reported(raw).excerpt().before, "abc");
}

TEST(ReportedFinding, OneThatWasChangedIsNotTaken) {
  std::string json = finding_json(reported(example_finding()));
  const std::size_t at = json.find("\"RU\"");
  json.replace(at, 4, "\"CZ\"");
  EXPECT_FALSE(finding_from_json(boost::json::parse(json)));
}

TEST(ReportedFinding, OneThatLacksAMemberIsNotTaken) {
  const boost::json::object whole = boost::json::parse(finding_json(reported(example_finding()))).as_object();
  for (const auto& [key, value] : whole) {
    if (key == "time") continue;
    boost::json::object less = whole;
    less.erase(key);
    EXPECT_FALSE(finding_from_json(less)) << key;
  }
}

TEST(ReportedFinding, TimesAreOfOneForm) {
  EXPECT_TRUE(time_from_text("2026-02-28T23:59:59Z"));
  for (const std::string_view wrong : {"2026-02-30T00:00:00Z", "2026-02-28T24:00:00Z", "2026-02-28 00:00:00Z",
                                       "-026-02-28T00:00:00Z", "2026-02-28T00:00:00", ""}) {
    EXPECT_FALSE(time_from_text(wrong)) << wrong;
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::audit
