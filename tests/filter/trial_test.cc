// A pack's own tests: what they see, and how they fail.
#include "filter/trial.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "filter/trial_coverage.h"
#include "filter/trial_findings.h"

namespace caveat::filter {
namespace CAVEAT_THIS_FILE {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::chrono::sys_seconds kNow = std::chrono::sys_days(std::chrono::year(2026) / 11 / 23);

const std::string kPack = R"(
[pack]
id = "p"
title = "T"
effective = 2024-01-01
[regions.risky]
include = ["RU", "UA-43"]
[notices.warning]
kind = "warning"
text.en = "Do not share."
text.ru = "Не делитесь."
[notices.gone]
kind = "information"
text.en = "Not here."
text.ru = "Недоступно."
[notices.inert]
kind = "information"
text.en = "Switched off."
[[rules]]
id = "protect"
when.region = "risky"
when.path = "/a/**"
insert = { notice = "warning", at = ["start of article", "start of main"] }
remove = { widgets = ["share"] }
disable = { elements = [".vote"], reason = "inert" }
withhold = { mentions = ["Ivan Petrov"], with = "[name withheld]" }
headers = { set = { "Referrer-Policy" = "no-referrer" } }
[[rules]]
id = "block"
when.region = "risky"
when.path = "/files/**"
block = { notice = "gone" }
when_unknown = "skip"
[[rules]]
id = "ask"
when.region = "risky"
when.path = "/asked/**"
acknowledge = { notice = "gone" }
)";

const std::string kPage = R"(<!doctype html><html lang="en"><title>t</title>
<body><article><h1>News</h1>
<a class="share" href="https://vk.com/share.php?url=x">VK</a>
<p class="text">Said Ivan Petrov.</p></article></body></html>
)";

/// One test as it stands in a pack, run on `page`.
struct Run {
  rules::PackSummary pack;
  Trial trial;
  std::vector<TrialFinding> findings;
  TrialCoverage coverage;
};

Run run(const std::string& test, const std::string& page = kPage) {
  const rules::SourceFile file{"pack.toml", kPack + "[[tests]]\nname = \"t\"\nhtml = \"x\"\n" + test};
  const auto compilation = rules::RuleSet::compile({&file, 1}, kNow);
  for (const rules::Diagnostic& diagnostic : compilation.diagnostics) ADD_FAILURE() << diagnostic.message;
  const rules::PackSummary pack = compilation.rules->packs().at(0);
  const rules::PackTest& one = pack.tests.at(0);
  Trial trial = run_trial(compilation.rules, one, *geoip::Location::stated(one.reader_region),
                          trial_time(one, pack, kNow), page);
  Run result{pack, trial, findings_of(one, pack, trial, page, rules::WidgetCatalogue::built_in()),
             TrialCoverage(pack)};
  result.coverage.add(trial);
  return result;
}

std::string in_russia(const std::string& expect) {
  return "reader = { region = \"RU\" }\nurl = \"https://www.newsroom.example/a/1\"\nexpect = { " + expect +
         " }\n";
}

std::string in_france(const std::string& expect) {
  return "reader = { region = \"FR\" }\nurl = \"https://www.newsroom.example/a/1\"\nexpect = { " + expect +
         " }\n";
}

TEST(Trial, passes_where_everything_is_as_expected) {
  EXPECT_THAT(
      run(in_russia(
              R"(notices = ["warning"], language = "en", removed = ["share"], absent = [".share"], present = ["article p.text"], text = ["Do not share", "[name withheld]"], no_text = ["Ivan Petrov"], headers = { "Referrer-Policy" = "no-referrer" }, status = 200)"))
          .findings,
      IsEmpty());
  EXPECT_THAT(
      run(in_france(
              R"(notices = [], removed = [], present = [".share"], text = ["ivan petrov"], headers = { "Referrer-Policy" = "" })"))
          .findings,
      IsEmpty());
}

/// A pack is UTF-8; a meta element in a page that is written out in it cannot mean another one.
TEST(Trial, reads_a_page_that_the_pack_writes_out_as_utf_8) {
  const std::string page =
      "<!doctype html><html lang=ru><meta charset=windows-1251><article><p>Слова.</p></article></html>";
  const std::string expect = R"(text = ["Слова.", "Не делитесь."])";
  EXPECT_THAT(run(in_russia(expect), page).findings, IsEmpty());
  const std::string charset = "response.content_type = \"text/html; charset=windows-1251\"\n";
  EXPECT_THAT(run(charset + in_russia(expect), page).findings, testing::SizeIs(1));
}

struct Failing {
  const char* name;
  std::string test;
  const char* expectation;
  const char* got;
};

TEST(Trial, tells_what_came_in_place_of_what_is_expected) {
  const Failing cases[] = {
      {"a notice too few", in_france("notices = [\"warning\"]"), "notices", "none"},
      {"a notice too many", in_russia("notices = []"), "notices", "warning"},
      {"another language", in_russia("language = \"ru\""), "language", "warning in en"},
      {"a widget left", in_france("removed = [\"share\"]"), "removed", "1 share widget left"},
      {"nothing to remove", in_russia("removed = [\"comment\"]"), "removed",
       "no comment widget was on the page to begin with"},
      {"something removed", in_russia("removed = []"), "removed", "elements taken out by protect"},
      {"an element that should not be there", in_france("absent = [\".share\"]"), "absent", "1 element"},
      {"an element that was taken out", in_russia("present = [\".share\"]"), "present",
       "none; it was taken out"},
      {"an element that never was", in_russia("present = [\"video\"]"), "present",
       "none; nor was there any to begin with"},
      {"words that are gone", in_russia("text = [\"Ivan Petrov\"]"), "text", "not on the page any more"},
      {"words in another case", in_france("no_text = [\"IVAN  petrov\"]"), "no_text",
       "these words are on the page"},
      {"a field", in_france("headers = { \"Referrer-Policy\" = \"no-referrer\" }"), "headers",
       "no such field"},
      {"a status", in_russia("status = 451"), "status", "200"},
  };
  for (const Failing& one : cases) {
    const auto findings = run(one.test).findings;
    ASSERT_EQ(findings.size(), 1U) << one.name;
    EXPECT_EQ(findings[0].expectation, one.expectation) << one.name;
    EXPECT_EQ(findings[0].got, one.got) << one.name;
  }
}

TEST(Trial, tells_the_condition_by_which_a_notice_is_missing) {
  const auto findings = run(in_france("notices = [\"warning\"]")).findings;
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_THAT(findings[0].reasons, ElementsAre(AllOf(HasSubstr("protect does not apply: when.region: "),
                                                     HasSubstr("pack.toml:"))));
}

TEST(Trial, shows_the_page_where_something_is_left) {
  const auto findings = run(in_france("absent = [\".share\"]")).findings;
  ASSERT_TRUE(findings.at(0).place.has_value());
  EXPECT_EQ(findings[0].place->line, 3U);
  EXPECT_THAT(findings[0].place->excerpt, HasSubstr("<a class=\"share\""));
}

TEST(Trial, a_block_shows_its_notice_in_the_readers_language) {
  EXPECT_THAT(run(R"(reader = { region = "RU", languages = ["ru-RU"] }
url = "https://www.newsroom.example/files/1"
expect = { status = 451, notices = ["gone"], language = "ru", text = ["Недоступно"], absent = ["article"] }
)")
                  .findings,
              IsEmpty());
}

TEST(Trial, a_reader_is_asked_first_and_sees_the_page_after_accepting) {
  const std::string url = "url = \"https://www.newsroom.example/asked/1\"\n";
  EXPECT_THAT(run("reader = { region = \"RU\" }\n" + url +
                  "expect = { status = 403, notices = [\"gone\"], absent = [\"article\"] }\n")
                  .findings,
              IsEmpty());
  EXPECT_THAT(run("reader = { region = \"RU\", accepted = true }\n" + url +
                  "expect = { status = 200, notices = [], present = [\"article\"] }\n")
                  .findings,
              IsEmpty());
}

TEST(Trial, a_reason_for_what_is_inert_counts_as_a_notice) {
  const std::string page = "<html lang=en><article><button class=vote>+</button></article>";
  EXPECT_THAT(run(in_russia("notices = [\"warning\", \"inert\"]"), page).findings, IsEmpty());
}

TEST(Trial, the_sites_own_response_can_be_another) {
  EXPECT_THAT(run("response = { status = 404, content_type = \"text/plain\" }\n" +
                  in_russia("status = 404, notices = []"))
                  .findings,
              IsEmpty());
}

TEST(Trial, takes_place_while_the_pack_is_in_force) {
  rules::PackTest test;
  rules::PackSummary pack;
  pack.validity.begins = {kNow + std::chrono::hours(24), 1};
  pack.validity.ends = {kNow + std::chrono::hours(48), 1};
  EXPECT_EQ(trial_time(test, pack, kNow), pack.validity.begins->instant);
  EXPECT_EQ(trial_time(test, pack, kNow + std::chrono::hours(30)), kNow + std::chrono::hours(30));
  EXPECT_LT(trial_time(test, pack, kNow + std::chrono::hours(60)), pack.validity.ends->instant);
  test.at = kNow;
  EXPECT_EQ(trial_time(test, pack, kNow + std::chrono::hours(30)), kNow);
}

TEST(TrialCoverage, counts_rules_conditions_and_places) {
  const auto coverage = run(in_russia("status = 200")).coverage;
  ASSERT_EQ(coverage.rules().size(), 3U);
  const RuleCoverage& protect = coverage.rules()[0];
  EXPECT_EQ(protect.applied, 1U);
  EXPECT_THAT(protect.conditions,
              Contains(AllOf(Field(&ConditionCoverage::key, "when.region"),
                             Field(&ConditionCoverage::held, 1U), Field(&ConditionCoverage::failed, 0U))));
  EXPECT_THAT(protect.places, ElementsAre(AllOf(Field(&PlaceCoverage::place, "start of article"),
                                                Field(&PlaceCoverage::used, 1U)),
                                          Field(&PlaceCoverage::used, 0U), Field(&PlaceCoverage::used, 0U)));
  EXPECT_EQ(coverage.rules()[1].applied, 0U);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::filter
