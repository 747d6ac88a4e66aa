#include "studio/wording.h"

#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <set>

#include "rules/code_example.h"
#include "rules/codes.h"
#include "rules/pack_template.h"
#include "rules/vocabulary/pack_language.h"
#include "studio/language_tables.h"

namespace caveat::studio {
namespace CAVEAT_THIS_FILE {

namespace json = boost::json;

const Wording& russian() {
  return Wording::in("ru");
}

/// Messages and advice of a report as `caveat check` prints it.
void collect_report(std::istream& report, std::set<std::string>& sentences) {
  static const std::regex message(R"(^[^ ]+: (?:error|warning): (.*) \[CV\d+\]$)");
  static const std::regex help(R"(^  help: (.*)$)");
  std::smatch found;
  for (std::string line; std::getline(report, line);) {
    if (std::regex_match(line, found, message) || std::regex_match(line, found, help))
      sentences.insert(found[1]);
  }
}

std::string without_translation(const std::set<std::string>& sentences) {
  std::string out;
  for (const std::string& one : sentences) {
    if (!russian().knows(one)) out += one + "\n";
  }
  return out;
}

/// English words of a sentence in Russian, beside names and what stands in quotation marks or brackets.
std::string english_in(const std::string& sentence) {
  static const std::regex quoted(R"(`[^`]*`|"[^"]*"|'[^']*'|\([^)]*\)|\{[^}]*\}|\[[^\]]*\])");
  static const std::regex word(
      R"((?:^|[ (])(the|is|are|of|and|not|to|in|no|which|that|this|a|an)(?=[ ,:;.)]|$))");
  const std::string rest = std::regex_replace(sentence, quoted, "");
  return std::regex_search(rest, word) ? sentence + "\n" : "";
}

TEST(Wording, SaysInRussianWhateverTheCheckerSaysInItsTests) {
  std::set<std::string> sentences;
  for (const char* file : {"pack_faults.txt", "pack_lints.txt"}) {
    std::ifstream stream(CAVEAT_SOURCE_DIR "/tests/rules/" + std::string(file));
    collect_report(stream, sentences);
  }
  ASSERT_GT(sentences.size(), 200U);
  EXPECT_EQ(without_translation(sentences), "");
  std::string mixed;
  for (const std::string& one : sentences) mixed += english_in(russian().say(one));
  EXPECT_EQ(mixed, "");
}

TEST(Wording, SaysInRussianWhatEachCodeMeans) {
  for (const rules::CodeEntry& entry : rules::code_table()) {
    for (const std::string& text : {entry.title, entry.explanation, entry.no_example})
      EXPECT_TRUE(text.empty() || russian().knows(text)) << rules::code_name(entry.code) << ": " << text;
    std::set<std::string> sentences;
    for (const rules::Diagnostic& one : rules::check_example(entry.wrong, entry.code)) {
      sentences.insert(one.message);
      if (!one.suggestion.empty()) sentences.insert(one.suggestion);
    }
    EXPECT_EQ(without_translation(sentences), "") << rules::code_name(entry.code);
  }
}

void collect_keys(const rules::KeyTable& table, std::set<std::string>& sentences) {
  for (const rules::Key& key : table.keys) {
    sentences.emplace(key.about);
    static const std::regex prose("[a-z]+ [a-z]+");
    const std::string otherwise(key.otherwise);
    if (std::regex_search(otherwise, prose)) sentences.insert(otherwise);
    if (key.inner != nullptr) collect_keys(*key.inner, sentences);
  }
}

TEST(Wording, SaysInRussianWhatEachKeyIsFor) {
  std::set<std::string> sentences;
  collect_keys(rules::kPackFileKeys, sentences);
  EXPECT_EQ(without_translation(sentences), "");
}

TEST(Wording, SaysInRussianWhatEachTemplateDoes) {
  std::set<std::string> sentences;
  for (const rules::PackTemplate& one : rules::pack_templates()) {
    sentences.emplace(rules::title_of(one));
    if (const std::string purpose = rules::purpose_of(one); !purpose.empty()) sentences.insert(purpose);
  }
  EXPECT_EQ(without_translation(sentences), "");
}

/// Whole texts of ApiError and bad_request; what is put together of parts is not found here.
TEST(Wording, SaysInRussianWhatTheStudioRefuses) {
  static const std::regex sentence(R"re("([A-Z][^"\\\n]* [^"\\\n]*\.)")re");
  std::set<std::string> sentences;
  for (const char* file :
       {"studio_pages", "request_guard", "site_page", "asked_visit", "asked_rules", "approval_routes",
        "pack_routes", "trial_routes", "audit_routes", "rules_folder"}) {
    std::ifstream stream(CAVEAT_SOURCE_DIR "/app/studio/" + std::string(file) + ".cc");
    ASSERT_TRUE(stream) << file;
    for (std::string line; std::getline(stream, line);) {
      std::smatch found;
      if (std::regex_search(line, found, sentence)) sentences.insert(found[1]);
    }
  }
  ASSERT_GT(sentences.size(), 15U);
  EXPECT_EQ(without_translation(sentences), "");
}

TEST(Wording, NamesEveryCountryAndTheRegionsOfThoseConcerned) {
  std::string missing;
  for (const rules::IsoRegion& region : rules::iso_regions()) {
    const bool concerned = region.code.size() == 2 || region.code.starts_with("UA-") ||
                           region.code.starts_with("RU-") || region.code.starts_with("BY-");
    const auto name = russian().region_name(region);
    const bool is_russian = std::any_of(name.begin(), name.end(), [](char c) { return (c & 0x80) != 0; });
    if (concerned && !is_russian) missing += std::string(region.code) + " ";
  }
  EXPECT_EQ(missing, "");
  EXPECT_EQ(russian().region_name(*rules::find_iso_region("UA-43")), "Крым");
  EXPECT_EQ(Wording::in("en").region_name(*rules::find_iso_region("UA-43")), "Crimea");
}

TEST(Wording, KeepsWhatVaries) {
  const struct {
    const char* english;
    const char* expected;
  } kCases[] = {
      {"did you mean `effective`?", "возможно, вы имели в виду `effective`?"},
      {"It was not changed: there is no such place in the text.", "Не изменено: такого места в тексте нет."},
      {"said by readers.csv, line 3 of 198.51.100.0/24: country = UA",
       "источник: readers.csv, строка 3, сеть 198.51.100.0/24: country = UA"},
      {"said by geo.mmdb of 81.2.69.0/24: country.iso_code = UA",
       "источник: geo.mmdb, сеть 81.2.69.0/24: country.iso_code = UA"},
      {"the pack is to be reviewed by this day, which is in 21 days",
       "пакет нужно пересмотреть к этому дню — через 21 день"},
      {"the pack is to be reviewed by this day, which is in 12 days",
       "пакет нужно пересмотреть к этому дню — через 12 дней"},
      {"did you mean `UA-43` (Crimea) or `UA-40`", "возможно, вы имели в виду `UA-43` (Crimea) или `UA-40`"},
      {"    readers in 2 regions: Crimea (UA-43), the rest of Ukraine (UA) get it now\nAt 1\n",
       "    читатели из 2 регионов: Крым (UA-43), остальные части: Украина (UA) — теперь это получают\nНа 1"},
      {"UA, subdivision unknown → may be in RU-controlled → uncertain counts as inside → inside",
       "UA, часть страны неизвестна → возможно, это RU-controlled → неопределённость считается за «там» → "
       "там"},
      {"At 1\nNothing changes.\n", "На 1\nНичего не меняется."},
      {"Nobody has said this before.", "Nobody has said this before."},
  };
  for (const auto& [english, expected] : kCases) EXPECT_EQ(russian().say(english), expected);
}

TEST(Wording, SaysOnlyTheMembersThatAreNamed) {
  json::value answer = json::parse(R"({"why": "subdivision unknown", "text": "subdivision unknown",
                                       "in": [{"reasons": ["inside", 1]}]})");
  russian().say_members(answer, "why reasons");
  EXPECT_EQ(answer, json::parse(R"({"why": "часть страны неизвестна", "text": "subdivision unknown",
                                    "in": [{"reasons": ["там", 1]}]})"));
}

TEST(Wording, SpeaksEnglishToEverybodyElse) {
  EXPECT_EQ(Wording::in("fr, ru").say("inside"), "inside");
  EXPECT_TRUE(Wording::in("").knows("whatever"));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::studio
