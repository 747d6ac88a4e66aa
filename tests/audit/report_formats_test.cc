#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <limits>

#include "audit/reports/report_words.h"
#include "audit/reports/unauditable_json.h"
#include "report_output.h"
#include "reported_example.h"

namespace caveat::audit {
namespace CAVEAT_THIS_FILE {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// With a text in every place that an archive may fill.
ReportedFinding hostile(const std::string& text) {
  Finding finding = example_finding();
  for (const auto member :
       {&Finding::url, &Finding::site, &Finding::path, &Finding::region, &Finding::seen, &Finding::excerpt}) {
    finding.*member = text;
  }
  finding.place.record = text;
  finding.excerpt_mark = 0;
  finding.excerpt_length = text.size();
  return reported(finding);
}

TEST(Csv, HasAByteOrderMarkAHeaderAndLinesThatEndAsRfc4180Says) {
  const std::string csv = output_of(csv_report, example_head(), {reported(example_finding())});
  EXPECT_THAT(csv, StartsWith("\xEF\xBB\xBF"
                              "fingerprint,severity,kind,"));
  EXPECT_EQ(times(csv, "\r\n"), 2U);
  EXPECT_EQ(times(csv, "\n"), 2U);
}

TEST(Csv, NoCellBeginsAFormula) {
  for (const std::string formula : {"=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", " =1", "＝1", "\n@x"}) {
    const std::string csv = output_of(csv_report, example_head(), {hostile(formula)});
    EXPECT_THAT(csv, HasSubstr(",\"'")) << formula;
    for (const std::string begin : {"=", "+", "-", "@", "\t", "\r", " =", "＝"}) {
      EXPECT_THAT(csv, Not(HasSubstr(",\"" + begin))) << formula;
    }
  }
}

TEST(Csv, QuotesAreDoubled) {
  EXPECT_THAT(output_of(csv_report, example_head(), {hostile("a \"b\", c")}), HasSubstr(R"("a ""b"", c")"));
}

TEST(Csv, WhatTheBaselineAcceptsIsSaid) {
  ReportedFinding finding = reported(example_finding());
  finding.accepted = "known";
  EXPECT_THAT(output_of(csv_report, example_head(), {finding}), HasSubstr(",\"yes: known\"\r\n"));
}

TEST(Sarif, IsJsonWithAResultForEachFinding) {
  const auto finding = reported(example_finding());
  const auto sarif = boost::json::parse(
      output_of(sarif_report, example_head({example_finding(), example_finding()}), {finding, finding}));
  const auto& run = sarif.at("runs").at(0);
  EXPECT_EQ(run.at("results").as_array().size(), 2U);
  const auto& result = run.at("results").at(0);
  EXPECT_EQ(result.at("ruleId"), run.at("tool").at("driver").at("rules").at(0).at("id"));
  EXPECT_EQ(result.at("level"), "error");
  EXPECT_EQ(result.at("fingerprints").at("caveat/v1").as_string(), finding.fingerprint);
  EXPECT_EQ(result.at("relatedLocations").at(1).at("physicalLocation").at("region").at("startLine"), 24);
  EXPECT_FALSE(result.as_object().contains("baselineState"));
}

TEST(Sarif, TellsNewFindingsFromAcceptedOnesWhereThereIsABaseline) {
  ReportHead head = example_head({example_finding()});
  head.accepted = 1;
  ReportedFinding finding = reported(example_finding());
  finding.accepted = "known";
  const auto sarif = boost::json::parse(output_of(sarif_report, head, {finding}));
  const auto& result = sarif.at("runs").at(0).at("results").at(0);
  EXPECT_EQ(result.at("baselineState"), "unchanged");
  EXPECT_EQ(result.at("suppressions").at(0).at("justification"), "known");
}

TEST(Sarif, TellsWhatCouldNotBeJudged) {
  ReportHead head = example_head();
  head.totals.not_auditable["body-truncated"] = 3;
  EXPECT_THAT(output_of(sarif_report, head, {}), HasSubstr("3 readings are not auditable: body-truncated"));
}

/// Two captures under other rules, and a record that a hostile archive has named.
ReportHead head_with_warnings(const std::string& text) {
  ReportHead head = example_head();
  head.totals.unreadable_records = 1;
  head.totals.other_rules = {{"", 5}, {std::string(64, 'd'), 2}};
  head.archives[0].name = text;
  head.archives[0].unreadable = {{.offset = 7, .record = text, .reason = "its length is no number"}};
  return head;
}

TEST(Warnings, AreNamedInEveryFormat) {
  const ReportHead head = head_with_warnings("a.warc");
  EXPECT_EQ(output_of(warning_lines_report, head, {}),
            R"({"warning":"other-rules","count":5,"rules":""})"
            "\n"
            R"({"warning":"other-rules","count":2,"rules":")" +
                std::string(64, 'd') +
                "\"}\n"
                R"({"warning":"unreadable-record","count":1,"archive":"a.warc","offset":7,"record":"a.warc",)"
                R"("reason":"its length is no number"})"
                "\n");
  EXPECT_THAT(
      output_of(warning_csv_report, head, {}),
      HasSubstr("\"unreadable-record\",1,\"\",\"a.warc\",7,\"a.warc\",\"its length is no number\"\r\n"));
  const std::string html = output_of(html_report, head, {});
  EXPECT_THAT(html, HasSubstr("7 responses were captured under other rules"));
  EXPECT_THAT(html, HasSubstr("Captured under other rules</h2>"));
  const std::string junit = output_of(junit_report, head, {});
  EXPECT_THAT(junit, HasSubstr("skipped=\"2\""));
  EXPECT_THAT(junit, HasSubstr("name=\"Captured under other rules: further rule sets\""));
  EXPECT_THAT(junit, HasSubstr("2 responses were captured under other rules than those asked here: dddd"));
  const auto sarif = boost::json::parse(output_of(sarif_report, head, {}));
  const auto& told =
      sarif.at("runs").at(0).at("invocations").at(0).at("toolExecutionNotifications").as_array();
  const auto& record = told.back();
  EXPECT_EQ(record.at("descriptor").at("id"), "unreadable-record");
  EXPECT_EQ(record.at("message").at("text"),
            "A record of an archive could not be read (a.warc): its length is no number");
  const auto& place = record.at("locations").at(0).at("physicalLocation");
  EXPECT_EQ(place.at("artifactLocation").at("uri"), "a.warc");
  EXPECT_EQ(place.at("region").at("byteOffset"), 7);
  EXPECT_EQ(told.at(told.size() - 2).at("descriptor").at("id"), "other-rules");
}

TEST(Warnings, AreHarmlessWhateverAnArchiveNames) {
  const ReportHead head = head_with_warnings("=1+1\x1b[31m</script>");
  for (const auto make :
       {warning_lines_report, warning_csv_report, sarif_report, junit_report, html_report}) {
    const std::string text = output_of(make, head, {});
    EXPECT_THAT(text, Not(HasSubstr("\x1b")));
    EXPECT_THAT(text, Not(HasSubstr("1[31m</script>")));
  }
  EXPECT_THAT(output_of(warning_csv_report, head, {}), HasSubstr("\"'=1+1"));
}

TEST(Junit, CountsWhatItHolds) {
  ReportHead head = example_head({example_finding(), example_finding()});
  head.accepted = 1;
  head.totals.not_auditable["body-truncated"] = 3;
  ReportedFinding accepted = reported(example_finding());
  accepted.accepted = "known";
  const std::string xml = output_of(junit_report, head, {reported(example_finding()), accepted});
  EXPECT_THAT(xml, HasSubstr(R"(tests="4" failures="2" errors="0" skipped="2")"));
  EXPECT_EQ(times(xml, "<testcase"), 4U);
  EXPECT_EQ(times(xml, "<failure"), 2U);
  EXPECT_EQ(times(xml, "<skipped"), 2U);
}

TEST(Junit, WithoutAFindingThereIsOneTestThatPassed) {
  const std::string xml = output_of(junit_report, example_head(), {});
  EXPECT_THAT(xml, HasSubstr(R"(tests="1" failures="0" errors="0" skipped="0")"));
  EXPECT_EQ(times(xml, "<testcase"), 1U);
}

TEST(Junit, HoldsNoCharacterThatXmlForbids) {
  const std::string xml =
      output_of(junit_report, example_head(), {hostile("\x01\x1b<a b=\"c\">]]>\xef\xbf\xbf")});
  EXPECT_EQ(xml.find_first_of("\x01\x1b"), std::string::npos);
  EXPECT_EQ(xml.find("\xef\xbf\xbf"), std::string::npos);
  EXPECT_THAT(xml, Not(HasSubstr("<a")));
}

TEST(Html, HoldsNoTextOfAnArchiveAsMarkup) {
  const std::string html =
      output_of(html_report, example_head({example_finding()}),
                {hostile("</script></noscript><img src=x onerror=alert(1)>\xe2\x80\xae\x1b")});
  EXPECT_THAT(html, Not(HasSubstr("<img")));
  EXPECT_EQ(times(html, "</noscript>"), 1U);
  EXPECT_EQ(times(html, "</script>"), 3U);
  EXPECT_EQ(html.find('\x1b'), std::string::npos);
  EXPECT_EQ(html.find("\xe2\x80\xae"), std::string::npos);
}

TEST(Html, AllowsItsOwnScriptAndStyleAndNothingElse) {
  const std::string html = output_of(html_report, example_head(), {});
  EXPECT_THAT(html, HasSubstr("content=\"default-src 'none'; script-src 'sha256-"));
  EXPECT_THAT(html, Not(HasSubstr("unsafe")));
  EXPECT_EQ(times(html, " style="), 0U);
  EXPECT_EQ(times(html, " src="), 0U);
  EXPECT_EQ(times(html, " href="), 0U);
}

TEST(Html, KeepsTheMostSevereOfMoreFindingsThanItHolds) {
  std::vector<ReportedFinding> findings;
  Finding low = example_finding();
  low.severity = Severity::low;
  low.seen = "of little weight";
  findings.assign(20'000, reported(low));
  Finding high = example_finding();
  high.seen = "of great weight";
  findings.insert(findings.end(), 3, reported(high));
  const std::string html = output_of(html_report, example_head(), findings);
  const std::string data = html.substr(html.find("id=\"findings\""));
  EXPECT_EQ(times(data, "of great weight"), 3U);
  EXPECT_EQ(times(data, "of little weight"), 19'997U);
  EXPECT_LT(data.find("of great weight"), data.find("of little weight"));
  EXPECT_THAT(html, HasSubstr("This page holds 20,000 of 20,003 findings"));
}

TEST(Html, NumbersOfAForgedPartialAreDrawnWithoutEnd) {
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
  ReportHead head = example_head();
  head.totals.coverage[{std::nullopt, "RU"}] = {
      .readings = kMost, .covered = kMost, .with_findings = kMost, .not_auditable = kMost};
  EXPECT_THAT(output_of(html_report, head, {}), HasSubstr("</html>"));
}

TEST(Html, NamesTheRecordsThatCouldNotBeRead) {
  ReportHead head = example_head();
  head.totals.unreadable_records = 120;
  head.archives[0].unreadable = {
      {.offset = 7, .record = "<urn:uuid:2>", .reason = "its length is no number"}};
  const std::string html = output_of(html_report, head, {});
  EXPECT_THAT(html, HasSubstr("<bdi>&lt;urn:uuid:2&gt;</bdi></td><td>its length is no number"));
  EXPECT_THAT(html, HasSubstr("These are 1 of 120."));
}

TEST(Html, NamesWhatIsNotAuditableUpToAThousand) {
  UnauditableReading reading = example_unauditable();
  reading.place.record = "</table><img src=x>\x1b";
  const std::string html =
      output_of(html_report, example_head(), {}, std::vector<UnauditableReading>(1'001, reading));
  EXPECT_EQ(times(html, "<td>body-truncated: <bdi>the crawler cut it: length</bdi></td>"), 1'000U);
  EXPECT_THAT(html, HasSubstr("<bdi>https://www.newsroom.example/a/3.html</bdi>"));
  EXPECT_THAT(html, HasSubstr("This table holds 1,000 of 1,001."));
  EXPECT_THAT(html, Not(HasSubstr("<img")));
  EXPECT_EQ(html.find('\x1b'), std::string::npos);
}

TEST(UnauditableLines, AreALineEachAndReadAgainAsTheyWere) {
  UnauditableReading untimed = example_unauditable();
  untimed.time.reset();
  untimed.place.record = "two\nlines\x1b";
  const std::string lines = output_of(unauditable_lines_report, example_head(), {reported(example_finding())},
                                      {example_unauditable(), untimed});
  EXPECT_EQ(times(lines, "\n"), 2U);
  EXPECT_EQ(lines.find('\x1b'), std::string::npos);
  const std::size_t second = lines.find('\n') + 1;
  EXPECT_EQ(unauditable_from_json(boost::json::parse(lines.substr(0, second))), example_unauditable());
  EXPECT_EQ(unauditable_from_json(boost::json::parse(lines.substr(second))), untimed);
}

TEST(Html, ShowsEveryKindInWords) {
  for (int i = 0; i <= static_cast<int>(FindingKind::refusal_missing); ++i) {
    const std::string name(name_of(static_cast<FindingKind>(i)));
    EXPECT_FALSE(ReportWords::english().text("kind." + name).empty());
    EXPECT_FALSE(ReportWords::english().text("about." + name).empty());
  }
}

TEST(Words, CanStandInAPage) {
  EXPECT_EQ(ReportWords::english().json().find('<'), std::string_view::npos);
}

TEST(Words, CountAsTheLanguageDoes) {
  const ReportWords russian("ru",
                            R"({"n": "{n, plural, one {# находка} few {# находки} other {# находок}}"})");
  EXPECT_EQ(russian.text("n", {{"n", std::uint64_t{1}}}), "1 находка");
  EXPECT_EQ(russian.text("n", {{"n", std::uint64_t{3}}}), "3 находки");
  EXPECT_EQ(russian.text("n", {{"n", std::uint64_t{11}}}), "11 находок");
}

TEST(JsonLines, AreALineEach) {
  const std::string lines =
      output_of(json_lines_report, example_head(), {hostile("two\nlines"), hostile("x")});
  EXPECT_EQ(times(lines, "\n"), 2U);
}

TEST(Reports, AreTheSameBytesEachTime) {
  for (const ReportFormat& format : report_formats()) {
    const ReportHead head = example_head({example_finding()});
    const auto written = [&] {
      return output_of(format.make, head, {reported(example_finding())}, {example_unauditable()});
    };
    EXPECT_EQ(written(), written());
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::audit
