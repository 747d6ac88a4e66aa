#include "rules/rule_set_difference.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pack_texts.h"
#include "rules/difference_text.h"

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

RuleSetVersion version(const std::string& rest, const std::string& path = "p.toml") {
  const SourceFile file{path, pack_with(rest)};
  Compilation compilation = RuleSet::compile({&file, 1}, kToday);
  for (const Diagnostic& diagnostic : compilation.diagnostics) {
    if (diagnostic.severity == Severity::error) ADD_FAILURE() << diagnostic.message;
  }
  return {compilation.rules, {*read_pack_text(file)}};
}

std::string rule(const std::string& conditions, const std::string& action = "insert = { notice = \"n\" }") {
  return "[[rules]]\nid = \"r\"\n" + conditions + "\n" + action + "\n";
}

RuleSetDifference difference(const std::string& earlier, const std::string& later) {
  return compare(version(earlier), version(later), kToday);
}

struct Change {
  const char* name;
  std::string earlier;
  std::string later;
  const char* said;
};

TEST(RuleSetDifference, is_told_by_rule_readers_and_pages) {
  const Change cases[] = {
      {"a country more", rule("when.region = \"RU\""), rule("when.region = [\"RU\", \"BY\"]"),
       "    readers in 1 region: Belarus (BY) get it now\n      on every site: /**\n"},
      {"a country less", rule("when.region = [\"RU\", \"BY\"]"), rule("when.region = \"RU\""),
       "    readers in 1 region: Belarus (BY) do not get it any more\n"},
      {"a subdivision", rule("when.region = \"RU\""), rule("when.region = [\"RU\", \"UA-43\"]"),
       "    readers in 2 regions: Crimea (UA-43), Ukraine (UA), where in it is not known get it now\n"},
      {"a network", rule("when.region = \"RU\""), rule("when.region = [\"RU\", \"203.0.113.0/24\"]"),
       "the network 203.0.113.0/24 get it now"},
      {"a path", rule("when.path = \"/a/**\"\nwhen.region = \"RU\""),
       rule("when.path = [\"/a/**\", \"/b/*\"]\nwhen.region = \"RU\""), "      on every site: /b/*\n"},
      {"an exception", rule("when.region = \"RU\""), rule("when.region = \"RU\"\nunless.path = \"/help/**\""),
       "do not get it any more\n      on every site: /help/**\n"},
      {"a site", rule("when.site = \"a.example\"\nwhen.region = \"RU\""),
       rule("when.site = [\"a.example\", \"*.b.example\"]\nwhen.region = \"RU\""),
       "get it now\n      on *.b.example: /**\n"},
      {"an action", rule("when.region = \"RU\""),
       rule("when.region = \"RU\"", "insert = { notice = \"n\", at = \"start of main\" }"),
       "get something else\n      on every site: /**\n    insert.at\n      + \"start of main\"\n"},
      {"a new rule", rule("when.region = \"RU\""),
       rule("when.region = \"RU\"") +
           "[[rules]]\nid = \"s\"\nwhen.region = \"FR\"\nremove.widgets = [\"like\"]\n",
       "+ p/s is new (p.toml:"},
      {"a rule that went",
       rule("when.region = \"RU\"") +
           "[[rules]]\nid = \"s\"\nwhen.region = \"FR\"\nremove.widgets = [\"like\"]\n",
       rule("when.region = \"RU\""), "- p/s is gone (p.toml:"},
      {"an expression without a page", rule("when.path = \"re:^/x/[0-9]+$\""),
       rule("when.path = \"re:^/x/[0-9]+$\"", "remove.widgets = [\"like\"]"),
       "? re:^/x/[0-9]+$: no test has a page of that kind"},
  };
  for (const Change& one : cases) {
    EXPECT_THAT(difference_text(difference(one.earlier, one.later)), HasSubstr(one.said)) << one.name;
  }
}

TEST(RuleSetDifference, is_none_between_equal_sets) {
  const std::string same = rule("when.region = [\"RU\", \"UA-43\", \"EU\"]\nwhen.path = \"/a/**\"");
  EXPECT_TRUE(difference(same, same + "# a remark\n").empty());
}

TEST(RuleSetDifference, a_notices_words_belong_to_the_rule_that_shows_it) {
  const std::string same = rule("when.region = \"RU\"");
  const SourceFile other{"p.toml", pack_with(same + "[notices.n.text]\n")};
  RuleSetVersion later = version(same);
  later.packs[0].rules[0].effect["notices.n.text.en"] = {"Other text"};
  const auto found = compare(version(same), later, kToday);
  ASSERT_THAT(found.rules, SizeIs(1));
  EXPECT_THAT(difference_text(found),
              HasSubstr("    notices.n.text.en\n      - \"Text\"\n      + \"Other text\"\n"));
}

TEST(RuleSetDifference, a_change_in_a_long_text_is_shown_where_it_is) {
  const std::string words(300, 'x');
  RuleSetVersion earlier = version(rule("when.region = \"RU\""));
  RuleSetVersion later = earlier;
  earlier.packs[0].head["title"] = {words + "old" + words};
  later.packs[0].head["title"] = {words + "new" + words};
  const std::string said = difference_text(compare(earlier, later, kToday));
  EXPECT_THAT(said, HasSubstr("xold"));
  EXPECT_THAT(said, HasSubstr("xnew"));
}

TEST(ReaderClasses, every_country_is_in_one_class) {
  const PackText pack{"p", "p.toml", {}, {}, {"UA-43", "RU", "EU"}, {}};
  std::multiset<std::string> countries;
  for (const ReaderClass& one : reader_classes({&pack, 1}))
    countries.insert(one.countries.begin(), one.countries.end());
  EXPECT_GT(countries.size(), 240U);
  for (const std::string& country : countries) EXPECT_EQ(countries.count(country), 1U) << country;
}

TEST(ReaderClasses, countries_of_a_union_are_not_mixed_with_others) {
  for (const ReaderClass& one : reader_classes({})) {
    const bool has_france = std::ranges::find(one.countries, "FR") != one.countries.end();
    const bool has_serbia = std::ranges::find(one.countries, "RS") != one.countries.end();
    EXPECT_FALSE(has_france && has_serbia);
  }
}

TEST(PageClasses, an_expression_is_tried_on_the_page_of_a_test) {
  PackText pack;
  pack.rules.push_back({"r", 1, {}, {}, {"re:^/z/[0-9]+$"}, {}});
  EXPECT_THAT(page_classes({&pack, 1}).classes, IsEmpty());
  pack.urls.push_back("https://www.newsroom.example/z/17?x=1");
  const auto classes = page_classes({&pack, 1});
  ASSERT_THAT(classes.classes, SizeIs(1));
  EXPECT_EQ(classes.classes[0].path, "/z/17");
  EXPECT_THAT(classes.without_page, IsEmpty());
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
