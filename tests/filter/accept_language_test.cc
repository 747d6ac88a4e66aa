#include "filter/accept_language.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace caveat::filter {
namespace CAVEAT_THIS_FILE {

struct Case {
  const char* field;
  std::vector<std::string> tags;
};

const std::vector<Case> kCases = {
    {"", {}},
    {"ru", {"ru"}},
    {"ru-RU,ru;q=0.9,en-US;q=0.8,en;q=0.7", {"ru-ru", "ru", "en-us", "en"}},
    {"en;q=0.2, fa , ru;q=0.8", {"fa", "ru", "en"}},
    {"*, de;q=0", {}},
    {"de;q=1.5, fr;q=x, it; q=0.5", {"it"}},
    {"de;level=1, fr", {"fr"}},
    {",,fr,", {"fr"}},
};

TEST(AcceptLanguage, MostPreferredComesFirst) {
  for (const Case& c : kCases) {
    EXPECT_THAT(accepted_languages(c.field), testing::ElementsAreArray(c.tags)) << c.field;
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::filter
