#include "studio/notice_words_json.h"

#include <gtest/gtest.h>

namespace caveat::studio {
namespace CAVEAT_THIS_FILE {

namespace json = boost::json;

json::array words_of(std::string_view written) {
  std::vector<rules::MarkupError> errors;
  const rules::NoticeText text{"en", rules::parse_notice_markup(written, errors)};
  EXPECT_TRUE(errors.empty());
  return notice_words_json(text);
}

TEST(NoticeWordsJson, TellsWhatIsBoldAndWhereLinksLead) {
  EXPECT_EQ(words_of("A **b**\n\n[c](https://x.example/)"),
            (json::array{
                json::array{json::object{{"text", "A "}, {"bold", false}, {"link", ""}},
                            json::object{{"text", "b"}, {"bold", true}, {"link", ""}}},
                json::array{json::object{{"text", "c"}, {"bold", false}, {"link", "https://x.example/"}}}}));
}

TEST(NoticeWordsJson, LeavesVariablesAsTheyAreWritten) {
  EXPECT_EQ(
      words_of("In {region}: [more]({reference})"),
      (json::array{json::array{json::object{{"text", "In "}, {"bold", false}, {"link", ""}},
                               json::object{{"text", "{region}"}, {"bold", false}, {"link", ""}},
                               json::object{{"text", ": "}, {"bold", false}, {"link", ""}},
                               json::object{{"text", "more"}, {"bold", false}, {"link", "{reference}"}}}}));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::studio
