#include "studio/toml_json.h"

#include <gtest/gtest.h>

#include "rules/toml_values.h"

namespace caveat::studio {
namespace CAVEAT_THIS_FILE {

namespace json = boost::json;

TEST(TomlJson, GoesThereAndBack) {
  for (const char* written : {"\"text\"", "1", "true", "1.5", "2026-01-01", "2026-01-01T10:00:00Z",
                              "[1, \"a\"]", "{ a = { b = [] } }"}) {
    std::vector<rules::Diagnostic> diagnostics;
    const auto table = rules::parse_toml("t", "v = " + std::string(written), diagnostics);
    ASSERT_TRUE(table) << written;
    const auto back = toml_of(json_of(table->front().value));
    ASSERT_TRUE(back) << written;
    EXPECT_EQ(rules::toml_text(*back), written);
  }
}

TEST(TomlJson, RefusesWhatIsNoDate) {
  EXPECT_FALSE(toml_of({{"$date", "2026-02-30"}}));
  EXPECT_FALSE(toml_of({{"$date", "2026-01-01\nx = 1"}}));
  EXPECT_FALSE(toml_of({{"$date", 1}}));
  EXPECT_FALSE(toml_of(nullptr));
}

TEST(TomlModel, TellsWhereEveryValueBeginsAndEnds) {
  const auto model = toml_model("# ü\n[a]\nk = [\n  \"ü\",\n  2\n]\n");
  const json::value& list = model.at("model").at("children").at(0).at("children").at(0);
  EXPECT_EQ(list.at("key").as_string(), "k");
  EXPECT_EQ(list.at("line").as_int64(), 3);
  EXPECT_EQ(list.at("column").as_int64(), 5);
  EXPECT_EQ(list.at("end_line").as_int64(), 6);
  const json::value& item = list.at("children").at(0);
  EXPECT_EQ(item.at("line").as_int64(), 4);
  EXPECT_EQ(item.at("end_column").as_int64(), 6);
}

TEST(TomlModel, IsNullWithAReasonWhereTheTextIsNoToml) {
  const auto model = toml_model("[a\n");
  EXPECT_TRUE(model.at("model").is_null());
  EXPECT_EQ(model.at("errors").as_array().size(), 1U);
}

TEST(TomlModel, TellsWhichWayTheLanguagesOfNoticesAreWritten) {
  const auto model = toml_model("[notices.n.text]\nen = \"a\"\nks = \"b\"\nmzn = \"c\"\naz-Arab = \"d\"\n");
  EXPECT_EQ(model.at("directions"),
            (json::value{{"en", "ltr"}, {"ks", "rtl"}, {"mzn", "rtl"}, {"az-Arab", "rtl"}}));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::studio
