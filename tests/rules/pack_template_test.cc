#include "rules/pack_template.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>

#include "pack_texts.h"
#include "rules/diagnostic.h"
#include "rules/notice_words.h"
#include "rules/toml.h"
#include "rules/toml_format.h"

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;
using testing::StartsWith;

const TemplateAnswers kAnswers = {.id = "harbour-order",
                                  .publisher = R"(The "Harbour" \ Post)",
                                  .owner = "counsel@post.example",
                                  .site = "www.post.example",
                                  .made = std::chrono::year(2026) / 11 / 23};

std::string pack_of(const PackTemplate& pack_template, const TemplateAnswers& answers = kAnswers) {
  return pack_from_template(pack_template, answers).front().text;
}

std::string line_with(std::string_view beginning, const std::string& text) {
  const std::size_t found = text.find("\n" + std::string(beginning)) + 1;
  return text.substr(found, text.find('\n', found) - found);
}

std::set<std::string> languages_of_notices(std::string_view pack) {
  std::vector<Diagnostic> diagnostics;
  const auto document = parse_toml("pack.toml", pack, diagnostics);
  std::set<std::string> languages;
  for (const TomlEntry& notice : *find(*document, "notices")->table()) {
    for (const TomlEntry& text : *find(*notice.value.table(), "text")->table()) languages.insert(text.key);
  }
  return languages;
}

std::string readme() {
  std::ifstream file(CAVEAT_SOURCE_DIR "/rules/templates/README.md");
  return {std::istreambuf_iterator<char>(file), {}};
}

const PackTemplate& blank() {
  return *find_pack_template(kBlankTemplate);
}

TEST(PackTemplates, AreADozenAndABlankOne) {
  EXPECT_GT(pack_templates().size(), 12U);
  ASSERT_NE(find_pack_template("blank"), nullptr);
  EXPECT_EQ(find_pack_template("blanc"), nullptr);
}

TEST(PackTemplates, SayWhatTheyAreAbout) {
  std::set<std::string_view> titles;
  for (const PackTemplate& one : pack_templates()) titles.insert(title_of(one));
  EXPECT_EQ(titles.size(), pack_templates().size());
  EXPECT_FALSE(titles.contains(""));
}

TEST(PackTemplates, HaveNoFaultBeforeAndAfterTheyAreFilledIn) {
  for (const PackTemplate& one : pack_templates()) {
    EXPECT_EQ(render(compile(one.files.front().text).diagnostics, DiagnosticFormat::text), "") << one.name;
    EXPECT_EQ(render(compile(pack_of(one)).diagnostics, DiagnosticFormat::text), "") << one.name;
  }
}

TEST(PackTemplates, WarnTheAuthorFirst) {
  for (const PackTemplate& one : pack_templates()) {
    const std::string_view first = one.files.front().text.substr(0, one.files.front().text.find('\n'));
    EXPECT_THAT(first, HasSubstr("Have counsel check every line marked \"<-\"")) << one.name;
    EXPECT_GT(lines_to_fill_in(one.files.front().text), 5) << one.name;
  }
}

TEST(PackTemplates, AreDescribedInTheirReadme) {
  for (const PackTemplate& one : pack_templates()) {
    EXPECT_THAT(readme(), HasSubstr("| [" + std::string(one.name) + "](")) << one.name;
  }
}

/// A heading in another language than the notice would look like a mistake.
TEST(PackTemplates, HaveNoticesInLanguagesThatHeadingsAreKnownIn) {
  for (const PackTemplate& one : pack_templates()) {
    const auto languages = languages_of_notices(one.files.front().text);
    EXPECT_TRUE(languages.contains("en")) << one.name;
    for (const std::string& language : languages) {
      EXPECT_TRUE(language == "en" || unavailable(language) != unavailable("en"))
          << one.name << " " << language;
    }
  }
}

TEST(PackFromTemplate, BearsItsIdAndTheDay) {
  const std::string pack = pack_of(blank());
  EXPECT_THAT(pack, StartsWith("# Made on 2026-11-23 by `caveat new` from the template blank.\n#\n"));
  EXPECT_THAT(line_with("id ", pack), HasSubstr("= \"harbour-order\" "));
  EXPECT_THAT(line_with("review_by", pack), HasSubstr("= 2027-11-23 "));
}

TEST(PackFromTemplate, HasTheAnswersWhereTheMarksWere) {
  const std::string pack = pack_of(blank());
  EXPECT_THAT(line_with("owner", pack), MatchesRegex(R"(owner +. "counsel@post.example" +# who answers.*)"));
  EXPECT_THAT(line_with("publisher", pack),
              MatchesRegex(R"(publisher +. "The \\"Harbour\\" \\\\ Post" +# as readers know it.*)"));
  EXPECT_EQ(line_with("when.site", pack), R"(when.site   = ["www.post.example", "post.example"])");
}

TEST(PackFromTemplate, IsInTheOneLayout) {
  for (const PackTemplate& one : pack_templates()) {
    const SourceFile made = pack_from_template(one, kAnswers).front();
    std::vector<Diagnostic> diagnostics;
    EXPECT_EQ(format_toml(made, diagnostics), made.text) << one.name;
  }
}

TEST(PackFromTemplate, KeepsTheMarksOfWhatIsNotAnswered) {
  const std::string pack =
      pack_of(blank(), {.id = "p", .publisher = {}, .owner = {}, .site = {}, .made = kAnswers.made});
  EXPECT_EQ(lines_to_fill_in(pack), lines_to_fill_in(blank().files.front().text));
  EXPECT_LT(lines_to_fill_in(pack_of(blank())), lines_to_fill_in(pack));
}

TEST(PackFromTemplate, IsAboutTheSiteInEveryFile) {
  for (const PackTemplate& one : pack_templates()) {
    for (const SourceFile& file : pack_from_template(one, kAnswers)) {
      EXPECT_THAT(file.text, Not(HasSubstr("newsroom.example"))) << one.name << "/" << file.path;
    }
  }
}

TEST(PackFromTemplate, TakesASiteWithoutWwwAsTheSame) {
  TemplateAnswers bare = kAnswers;
  bare.site = "post.example";
  EXPECT_EQ(pack_of(blank(), bare), pack_of(blank()));
}

TEST(PackFromTemplate, CallsThePackByItsIdAndKeepsThePages) {
  const auto files = pack_from_template(blank(), kAnswers);
  ASSERT_EQ(files.size(), 2U);
  EXPECT_EQ(files[0].path, "harbour-order.toml");
  EXPECT_EQ(files[1].path, "pages/article.html");
}

TEST(PackTrial, IsTheFirstTest) {
  const auto trial = trial_of(find_pack_template("france-election-silence")->files.front().text);
  ASSERT_TRUE(trial);
  EXPECT_EQ(trial->url, "https://www.newsroom.example/politique/meeting.html");
  EXPECT_EQ(trial->region, "FR-IDF");
  EXPECT_EQ(trial->at, "2027-04-10T08:00:00Z");
  for (const PackTemplate& one : pack_templates()) EXPECT_TRUE(trial_of(one.files.front().text)) << one.name;
  EXPECT_FALSE(trial_of("[pack]\n"));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
