#include "studio/page_marks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

#include "geoip/location.h"
#include "studio/page_copy.h"

namespace caveat::studio {
namespace CAVEAT_THIS_FILE {

using testing::HasSubstr;
using testing::Not;

std::shared_ptr<const rules::RuleSet> rules_with(const std::string& actions) {
  const rules::SourceFile pack{"p.toml",
                               "[pack]\nid = \"p\"\ntitle = \"T\"\n[notices.n]\nkind = \"warning\"\ntext.en "
                               "= \"Beware.\"\n[[rules]]\nid = "
                               "\"r\"\n" +
                                   actions};
  const auto compilation = rules::RuleSet::compile({&pack, 1}, {});
  EXPECT_TRUE(compilation.rules) << rules::render(compilation.diagnostics, rules::DiagnosticFormat::text);
  return compilation.rules;
}

struct Shown {
  ServedPage served;
  MarkedPages pages;

  std::string anchor(std::size_t index) const {
    return std::string(pages.marks.at(index).at("anchor").as_string());
  }
  /// The attributes of its element in the copies.
  std::string attributes(std::size_t index) const {
    const auto& mark = pages.marks.at(index);
    return "id=\"" + anchor(index) + "\" data-caveat-mark=\"" + std::string(mark.at("kind").as_string()) +
           "\" data-caveat-number=\"" + std::string(mark.at("badge").as_string()) + "\"";
  }

  std::vector<std::string> kinds() const {
    std::vector<std::string> out;
    for (const auto& mark : pages.marks) out.emplace_back(mark.at("kind").as_string());
    return out;
  }
};

Shown show(const std::string& actions, const std::string& html,
           const std::string& type = "text/html; charset=utf-8") {
  const auto rules = rules_with(actions);
  rules::Facts facts;
  facts.site = "www.example.org";
  facts.path = "/";
  facts.location = *geoip::Location::stated("RU");
  SiteResponse response;
  response.head.fields.append("Content-Type", type);
  response.body = html;
  Shown out;
  out.served = serve_page(rules, facts, response);
  out.pages = mark_pages(rules, facts, response, out.served, "secret");
  return out;
}

const std::string kHead = "<!doctype html><html lang=en><title>T</title><body>";

TEST(PageMarks, ShowWhereANoticeWasPutIn) {
  const Shown shown =
      show("insert = { notice = \"n\", at = \"start of article\" }\n", kHead + "<article>A</article>");
  EXPECT_THAT(shown.kinds(), testing::ElementsAre("insert"));
  const auto& mark = shown.pages.marks.at(0);
  EXPECT_EQ(mark.at("line").as_int64(), 9);
  EXPECT_EQ(mark.at("place").as_string(), "start of article");
  EXPECT_THAT(std::string(mark.at("text").as_string()), HasSubstr("Beware."));
  EXPECT_THAT(shown.pages.served.bytes,
              HasSubstr("<div id=\"" + shown.anchor(0) + "\" data-caveat-mark=\"insert\""));
  EXPECT_THAT(shown.pages.original.bytes, HasSubstr("<article><span id=\"" + shown.anchor(0) + "\""));
}

TEST(PageMarks, LeaveAGapWhereAnElementWasTakenOut) {
  const Shown shown = show("remove = { elements = [\".x\"] }\n", kHead + "<p>A</p><p class=x>B</p><p>C</p>");
  EXPECT_THAT(shown.kinds(), testing::ElementsAre("remove"));
  EXPECT_THAT(shown.pages.served.bytes, HasSubstr("<p>A</p><span id=\"" + shown.anchor(0) + "\""));
  EXPECT_THAT(shown.pages.served.bytes, HasSubstr(shown.attributes(0) + " data-caveat-gap>"));
  EXPECT_THAT(shown.pages.served.bytes, Not(HasSubstr(">B<")));
  EXPECT_THAT(shown.pages.original.bytes, HasSubstr("<p " + shown.attributes(0) + " class=x>B"));
}

TEST(PageMarks, ShowNothingInTheHead) {
  const Shown shown =
      show("remove = { elements = [\"script\"] }\n",
           "<!doctype html><html><head><script src=x></script><title>T</title></head><body>A");
  EXPECT_TRUE(shown.pages.marks.at(0).at("in_head").as_bool());
  EXPECT_THAT(shown.pages.served.bytes, HasSubstr("<head><title>"));
}

TEST(PageMarks, StandInTheBodyForWhatCannotBeSeenThere) {
  const Shown shown = show("remove = { elements = [\"script\"] }\nattributes.meta.set.content = \"b\"\n",
                           kHead + "<p>A</p><script src=x></script><p>B</p><meta name=a>");
  EXPECT_THAT(shown.kinds(), testing::ElementsAre("remove", "attribute"));
  for (const std::size_t mark : {0, 1}) {
    EXPECT_FALSE(shown.pages.marks.at(mark).at("in_head").as_bool());
    const std::string stand_in = "<span " + shown.attributes(mark) + " data-caveat-gap>";
    EXPECT_THAT(shown.pages.served.bytes, HasSubstr(stand_in));
    EXPECT_THAT(shown.pages.original.bytes, HasSubstr(stand_in));
  }
  EXPECT_THAT(shown.pages.original.bytes, HasSubstr("</span><script src=x>"));
}

TEST(PageMarks, MarkElementsThatStay) {
  const Shown shown =
      show("attributes = { \"a\" = { set = { rel = \"noreferrer\" } } }\n", kHead + "<a href=x>A</a>");
  EXPECT_THAT(shown.kinds(), testing::ElementsAre("attribute"));
  EXPECT_THAT(shown.pages.served.bytes, HasSubstr("<a " + shown.attributes(0)));
}

TEST(PageMarks, MarkNamesThatAreLabelled) {
  const Shown shown =
      show("label = { mentions = [\"Wren\"], with = \"*\" }\n", kHead + "<p>Of Wren and others.");
  EXPECT_THAT(shown.kinds(), testing::ElementsAre("label"));
  EXPECT_THAT(shown.pages.original.bytes, HasSubstr("<span " + shown.attributes(0) + ">Wren</span>"));
}

TEST(PageMarks, CountWhatTookThePlaceOfAnElementOnce) {
  for (const auto& [action, kind] :
       {std::pair("replace = { elements = [\".x\"], with = \"n\" }\n", "replace"),
        std::pair("withhold = { elements = [\".x\"], with = \"...\" }\n", "withhold"),
        std::pair("disable = { elements = [\".x\"], reason = \"n\" }\n", "disable")}) {
    const Shown shown = show(action, kHead + "<p>A</p><p class=x>B</p>");
    EXPECT_THAT(shown.kinds(), testing::ElementsAre(kind));
    EXPECT_THAT(shown.pages.served.bytes, HasSubstr(shown.attributes(0))) << kind;
  }
}

TEST(PageMarks, TellOfFieldsAndBlocks) {
  EXPECT_THAT(show("headers = { set = { \"Referrer-Policy\" = \"no-referrer\" } }\n", kHead).kinds(),
              testing::ElementsAre("header"));
  const Shown blocked =
      show("when.region = \"RU\"\nwhen_unknown = \"skip\"\nblock = { notice = \"n\" }\n", kHead + "A");
  EXPECT_THAT(blocked.kinds(), testing::ElementsAre("block"));
  EXPECT_EQ(blocked.served.head.status, 451);
  EXPECT_THAT(blocked.pages.served.bytes, HasSubstr("Beware."));
}

TEST(PageMarks, ChangeNothingWhereNoRuleApplies) {
  const Shown shown =
      show("when.region = \"CZ\"\ninsert = { notice = \"n\", at = \"start of body\" }\n", kHead + "A");
  EXPECT_TRUE(shown.pages.marks.empty());
  EXPECT_EQ(shown.served.body, kHead + "A");
}

TEST(PageMarks, HaveNamesThatThePageCannotKnow) {
  const std::string forged = "<p id=caveat-mark-1 data-caveat-mark=insert data-caveat-number=1>Forged</p>";
  const std::string actions = "insert = { notice = \"n\", at = \"start of article\" }\n";
  const Shown first = show(actions, kHead + forged + "<article>A</article>");
  const Shown other = show(actions, kHead + "<article>B</article>");
  EXPECT_NE(first.anchor(0), other.anchor(0));
  EXPECT_THAT(first.pages.served.bytes,
              HasSubstr("<div id=\"" + first.anchor(0) + "\" data-caveat-mark=\"insert\""));
  const std::string prefix = first.anchor(0).substr(0, first.anchor(0).rfind('-') + 1);
  EXPECT_THAT(first.pages.served.bytes, HasSubstr("{[id^=\"" + prefix + "\"][data-caveat-mark]{"));
  EXPECT_THAT(first.pages.served.bytes, testing::Not(HasSubstr("}[data-caveat-")));
}

TEST(PageMarks, HaveNamesThatDependOnASecret) {
  EXPECT_NE(mark_prefix("one", kHead), mark_prefix("another", kHead));
}

TEST(PageMarks, HaveABadgeOfTheirNumberAndThreeCharactersOfTheirName) {
  EXPECT_EQ(badge_of("caveat-mark-0f9abc-12"), "12 0f9");
}

struct Beginning {
  const char* name;
  const char* before;
  const char* behind;
};

const std::vector<Beginning> kBeginnings = {
    {"behind the doctype", "<!DOCTYPE html>", "<style>p{outline:none!important}</style>"},
    {"behind a comment and a doctype", "\n<!-- <p> --> <!-->\n<!doctype html SYSTEM \"x\">",
     "<html lang=en>"},
    {"behind a comment that ends in another way", "<!-- a --!><!doctype html>", "<p>--><!doctype html>"},
    {"behind a declaration of XML", "<?xml version='1.0'?><!doctype html>", "<html>"},
    {"behind a byte order mark", "\xEF\xBB\xBF", "<p>A"},
    {"first, where there is no doctype", "", "<html>"},
    {"first, where the doctype does not count", "", "<p>A<!doctype html>"},
    {"first, where there is nothing but a comment", "", "<!-- <!doctype html>"},
};

TEST(PageMarks, HaveALookThatComesBeforeThePagesOwn) {
  for (const Beginning& c : kBeginnings) {
    PageCopy copy(std::string(c.before) + c.behind, "caveat-mark-0-");
    const std::string page = std::move(copy).take();
    EXPECT_TRUE(page.starts_with(std::string(c.before) + "<style>@layer caveat-mark-0-style{")) << c.name;
    EXPECT_TRUE(page.ends_with("}</style>" + std::string(c.behind))) << c.name << ": " << page;
  }
}

TEST(PageMarks, HaveALookOfWhichEveryPartIsImportant) {
  PageCopy copy("", "caveat-mark-0-");
  const std::string page = std::move(copy).take();
  for (std::size_t at = page.find_first_of(";}", page.find("outline")); page[at] != '<'; ++at) {
    if (page[at] != ';' && (page[at] != '}' || page[at - 1] == '}')) continue;
    EXPECT_EQ(page.substr(at - 10, 10), "!important") << page.substr(0, at);
  }
}

TEST(PageMarks, AreNotFooledByAPageThatHasSuchComments) {
  const Shown shown = show("remove = { elements = [\".x\"] }\n",
                           kHead + "<!--caveat-mark-0--><p class=x>B</p><!--caveat-mark-9-->");
  EXPECT_THAT(shown.kinds(), testing::ElementsAre("remove"));
  EXPECT_THAT(shown.pages.served.bytes, HasSubstr("<!--caveat-mark-0--><!--caveat-mark-9-->"));
}

TEST(PageMarks, LeaveAPageThatNobodyCanReadToBeShownAsText) {
  const Shown shown = show("remove = { elements = [\".x\"] }\n", kHead + "<p class=x>B</p>",
                           "text/html; charset=iso-2022-kr");
  EXPECT_TRUE(shown.pages.original.is_text);
  EXPECT_TRUE(shown.pages.served.is_text);
}

TEST(PageMarks, ReadAPageInTheCharsetThatItSaysItIsIn) {
  // "Дрозд" in windows-1251.
  const std::string wren = "\xC4\xF0\xEE\xE7\xE4";
  const Shown shown = show(
      "label = { mentions = [\"Дрозд\"], with = \"*\" }\n",
      "<!doctype html><meta charset=windows-1251><title>T</title><body><p>" + wren + "</p>", "text/html");
  EXPECT_THAT(shown.kinds(), testing::ElementsAre("label"));
  EXPECT_EQ(shown.pages.served.charset, "windows-1251");
  EXPECT_THAT(shown.pages.served.bytes, HasSubstr(wren));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::studio
