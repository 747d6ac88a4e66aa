#include "studio/notice_preview.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace caveat::studio {
namespace CAVEAT_THIS_FILE {

using testing::HasSubstr;
using testing::Not;

const std::string kPack = R"([pack]
id = "p"
title = "T"
publisher = "The <Newsroom>"

[notices.told]
kind = "warning"
text.en = "**Beware**, says {publisher}."
text.fa = "هشدار"

[notices.empty]
kind = "warning"

[[rules]]
id = "r"
insert = { notice = "told", at = "start of article" }
)";

Asked<NoticePreview> preview(const std::string& name, const std::string& language,
                             const std::string& text = kPack) {
  rules::Facts facts;
  facts.site = "www.newsroom.example";
  facts.path = "/";
  return preview_notice({"p.toml", text}, name, language, facts);
}

int status_of(const Asked<NoticePreview>& preview) {
  return preview ? 200 : preview.error().status;
}

TEST(NoticePreview, IsTheNoticeThatReadersSeeWithItsVariables) {
  const auto shown = preview("told", "en");
  ASSERT_TRUE(shown);
  EXPECT_THAT(shown->html, HasSubstr("Beware</strong>, says The &lt;Newsroom&gt;."));
  EXPECT_THAT(shown->html, HasSubstr("data-caveat=\"p/preview\""));
}

TEST(NoticePreview, IsInTheFirstLanguageWhereNoneIsAskedFor) {
  EXPECT_EQ(preview("told", "")->language, "en");
}

TEST(NoticePreview, RunsInTheDirectionOfItsLanguage) {
  const auto shown = preview("told", "fa");
  ASSERT_TRUE(shown);
  EXPECT_EQ(shown->direction, "rtl");
  EXPECT_THAT(shown->page, HasSubstr("<html lang=\"fa\" dir=\"rtl\">"));
  EXPECT_THAT(shown->page, HasSubstr(shown->html));
}

TEST(NoticePreview, LoadsNothing) {
  EXPECT_THAT(preview("told", "en")->page, Not(testing::AnyOf(HasSubstr("src="), HasSubstr("<script"))));
}

TEST(NoticePreview, NeedsNoRuleWithoutErrors) {
  EXPECT_EQ(status_of(preview("told", "en", kPack + "remove = { widgets = [\"no such widget\"] }\n")), 200);
}

TEST(NoticePreview, SaysWhyThereIsNone) {
  EXPECT_EQ(status_of(preview("nobody", "en")), 404);
  EXPECT_EQ(status_of(preview("told", "de")), 404);
  EXPECT_EQ(status_of(preview("empty", "en")), 422);
  const auto broken = preview("told", "en", "[pack\n");
  ASSERT_EQ(status_of(broken), 422);
  EXPECT_THAT(broken.error().message, HasSubstr("Line 1 of p.toml"));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::studio
