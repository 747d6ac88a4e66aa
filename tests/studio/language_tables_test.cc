#include "studio/language_tables.h"

#include <gtest/gtest.h>

#include <set>

namespace caveat::studio {
namespace CAVEAT_THIS_FILE {

namespace json = boost::json;

const json::object& tables() {
  static const json::object kTables = language_tables(Wording::in("en"));
  return kTables;
}

/// The key `name` of a table.
const json::value& key_of(const json::value& table, std::string_view name) {
  for (const json::value& key : table.at("keys").as_array()) {
    if (key.at("name").as_string() == name) return key;
  }
  static const json::value kNone;
  ADD_FAILURE() << "there is no key " << name;
  return kNone;
}

bool holds(const json::value& list, std::string_view text) {
  for (const json::value& one : list.as_array()) {
    if (one.as_string() == text) return true;
  }
  return false;
}

TEST(LanguageTables, LeadFromAFileToTheLastOfItsKeys) {
  const json::value& rules = key_of(tables().at("pack"), "rules");
  EXPECT_EQ(rules.at("kind"), "tables");
  const json::value& insert = key_of(rules.at("inner"), "insert");
  const json::value& at = key_of(insert.at("inner"), "at");
  EXPECT_FALSE(at.at("about").as_string().empty());
  EXPECT_TRUE(at.at("inner").is_null());
}

TEST(LanguageTables, TellWhichKeysAreNeededAndWhatHoldsWithoutTheOthers) {
  const json::value& pack = key_of(tables().at("pack"), "pack").at("inner");
  EXPECT_EQ(key_of(pack, "id").at("need"), "always");
  EXPECT_EQ(key_of(pack, "time_zone").at("need"), "none");
  EXPECT_EQ(key_of(pack, "time_zone").at("otherwise"), "UTC");
}

TEST(LanguageTables, HaveTheWordsThatAKeyTakes) {
  const json::value& notices = key_of(tables().at("pack"), "notices").at("inner");
  EXPECT_TRUE(holds(key_of(notices, "kind").at("words"), "warning"));
}

TEST(LanguageTables, NameConditionsAndActions) {
  EXPECT_TRUE(holds(tables().at("conditions"), "page_mentions"));
  EXPECT_TRUE(holds(tables().at("actions"), "withhold"));
}

TEST(LanguageTables, HaveEveryRegionWithWhatItIsPartOf) {
  std::set<std::string> codes;
  for (const json::value& region : tables().at("regions").as_array()) {
    codes.emplace(region.at("code").as_string());
    const bool is_country = region.at("code").as_string().find('-') == json::string::npos;
    EXPECT_EQ(region.at("parent").as_string().empty(), is_country) << region;
  }
  EXPECT_GT(codes.size(), 4000U);
  EXPECT_TRUE(codes.contains("UA-43"));
  for (const json::value& region : tables().at("regions").as_array()) {
    const std::string parent(region.at("parent").as_string());
    EXPECT_TRUE(parent.empty() || codes.contains(parent)) << region;
  }
}

TEST(LanguageTables, NameRegionsInTheAuthorsLanguage) {
  const json::object russian = language_tables(Wording::in("ru"));
  std::string crimea;
  for (const json::value& region : russian.at("regions").as_array()) {
    if (region.at("code") == "UA-43") crimea = region.at("name").as_string();
  }
  EXPECT_EQ(crimea, "Крым");
}

TEST(LanguageTables, HaveTheWidgetsTheVariablesAndTheCodes) {
  EXPECT_TRUE(holds(tables().at("widget_kinds"), "share"));
  EXPECT_FALSE(tables().at("widgets").as_array().empty());
  EXPECT_TRUE(holds(tables().at("variables"), "region"));
  EXPECT_EQ(tables().at("codes").at("CV013").at("severity"), "error");
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::studio
