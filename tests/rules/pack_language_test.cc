#include "rules/vocabulary/pack_language.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "pack_texts.h"
#include "rules/actions/actions.h"
#include "rules/code_example.h"
#include "rules/matchers/matchers.h"
#include "rules/table_reader.h"
#include "rules/vocabulary/pack_reference.h"
#include "rules/vocabulary/pack_schema.h"

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

std::string file_text(const std::string& path) {
  std::ifstream file(CAVEAT_SOURCE_DIR "/" + path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string report_on(std::string_view example) {
  return render(check_example(example, Code::rule_without_action), DiagnosticFormat::text);
}

std::string with_example_for_name(std::string text) {
  if (const std::size_t at = text.find("NAME"); at != std::string::npos) text.replace(at, 4, "example");
  return text;
}

TEST(PackLanguage, DescribesEveryKeyInSentences) {
  for (const KeyTable* table : pack_language()) {
    EXPECT_FALSE(table->heading.empty());
    EXPECT_TRUE(table->about.ends_with('.')) << table->heading;
    for (const Key& key : table->keys) {
      EXPECT_TRUE(key.about.ends_with('.')) << table->heading << " " << key.name << ": " << key.about;
      EXPECT_FALSE(key.otherwise.ends_with('.')) << table->heading << " " << key.name;
    }
  }
}

TEST(PackLanguage, HasNoKeyTwiceInATable) {
  for (const KeyTable* table : pack_language()) {
    std::set<std::string_view> names;
    for (const Key& key : table->keys) EXPECT_TRUE(names.insert(key.name).second) << key.name;
  }
}

TEST(PackLanguage, HasWordsWhereWordsAreTakenAndATableWhereATableIs) {
  using enum ValueKind;
  const std::set<ValueKind> worded = {word, words, words_or_none};
  const std::set<ValueKind> nested = {table, tables, named_tables, period};
  for (const KeyTable* keys : pack_language()) {
    for (const Key& key : keys->keys) {
      EXPECT_EQ(worded.contains(key.kind), !key.words.empty()) << key.name;
      EXPECT_EQ(nested.contains(key.kind), key.inner != nullptr) << key.name;
    }
  }
}

TEST(PackLanguage, ListsEveryTableThatAKeyLeadsTo) {
  const auto all = pack_language();
  for (const KeyTable* table : all) {
    for (const Key& key : table->keys) {
      if (!key.inner) continue;
      EXPECT_THAT(all, testing::Contains(key.inner)) << key.name;
    }
  }
}

TEST(PackLanguage, ChoosesAmongKeysOfTheTable) {
  for (const KeyTable* table : pack_language()) {
    for (const std::string_view name : table->choice.keys) EXPECT_TRUE(find_key(*table, name)) << name;
  }
}

TEST(PackLanguage, HasExactlyTheConditionsThatAreBuilt) {
  std::set<std::string_view> built;
  for (const MatcherKind& kind : matcher_kinds()) built.insert(kind.key);
  std::set<std::string_view> known;
  for (const Key& key : kConditionKeys.keys) {
    known.insert(key.name);
  }
  EXPECT_EQ(built, known);
}

TEST(PackLanguage, HasExactlyTheActionsThatAreBuilt) {
  std::set<std::string_view> built;
  for (const ActionKind& kind : action_kinds()) built.insert(kind.key);
  std::set<std::string_view> known;
  for (const std::string_view name : kRuleKeys.choice.keys) {
    known.insert(name);
  }
  EXPECT_EQ(built, known);
}

TEST(PackLanguage, HasExamplesThatCheckHasNothingToSayOf) {
  int tried = 0;
  for (const KeyTable* table : pack_language()) {
    if (table->example.empty()) continue;
    ++tried;
    EXPECT_EQ(report_on(table->example), "") << table->example;
  }
  EXPECT_GT(tried, 12);
}

TEST(PackLanguage, HasLinesOfConditionsAndActionsThatCheckHasNothingToSayOf) {
  for (const KeyTable* table : {&kRuleKeys, &kConditionKeys}) {
    for (const Key& key : table->keys) {
      if (key.written.empty() || key.name == "in" || key.name == "block") continue;
      EXPECT_EQ(report_on(with_example_for_name(std::string(key.written)) + "\n"), "") << key.written;
    }
  }
}

TEST(TableReaderOfALanguage, StopsWhoeverAsksForWhatTheVocabularyLacks) {
  const SourceFile file{"pack.toml", "a = 1\n"};
  std::vector<Diagnostic> diagnostics;
  Problems problems(file, diagnostics);
  const TomlTable empty;
  TableReader reader(empty, {"pack.toml", 1, 1, 1}, "[pack]", problems, kPackKeys);
  EXPECT_THROW(reader.text("heron"), std::logic_error) << "no such key";
  EXPECT_THROW(reader.integer("title"), std::logic_error) << "of another kind";
  EXPECT_THROW(reader.refuse_unknown(), std::logic_error) << "keys that nobody has read";
}

TEST(PackSchema, IsTheOneThatIsShipped) {
  EXPECT_TRUE(file_text("schema/pack.schema.json") == pack_schema())
      << "after a change of rules/vocabulary: caveat schema > schema/pack.schema.json";
}

TEST(PackReference, IsThePageInTheDocuments) {
  EXPECT_TRUE(file_text("docs/rules/reference.md") == pack_reference())
      << "after a change of rules/vocabulary: caveat schema --format markdown > docs/rules/reference.md";
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
