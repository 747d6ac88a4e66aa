// What counts as a mention of a name, and what does not.
#include "html/mention_set.h"

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "html/charset_decoder.h"
#include "html/utf8.h"
#include "tests/corpus.h"

namespace caveat::html {
namespace CAVEAT_THIS_FILE {

std::shared_ptr<const MentionSet> mentions(const std::vector<std::string>& list) {
  MentionSetBuilder builder;
  for (const std::string& mention : list) {
    const auto added = builder.add(mention);
    EXPECT_TRUE(added) << mention << ": " << (added ? "" : added.error().message);
  }
  return builder.build();
}

/// With source offsets in characters.
FoldedText folded(std::string_view utf8) {
  FoldedText text;
  for (std::uint32_t i = 0; !utf8.empty(); ++i) text.append(take_utf8(utf8), i, i + 1);
  text.finish();
  return text;
}

/// The parts of the text that match, in brackets.
std::string marked(const MentionSet& set, std::string_view utf8) {
  const FoldedText text = folded(utf8);
  std::u32string characters;
  for (std::string_view rest = utf8; !rest.empty();) characters.push_back(take_utf8(rest));
  const auto matches = apart(set.find(text));
  std::string out;
  std::size_t at = 0;
  const auto copy_to = [&](std::size_t end) {
    while (at < end) append_utf8(out, characters[at++]);
  };
  for (const MentionMatch& match : matches) {
    copy_to(text.source_begin(match.begin));
    out += "[";
    copy_to(text.source_end(match.end - 1));
    out += "]";
  }
  copy_to(characters.size());
  return out;
}

struct Case {
  const char* what;
  std::vector<std::string> mentions;
  const char* text;
  const char* expected;
};

const Case kCases[] = {
    {"a name stands as words of its own", {"Медуза"}, "Медуза, «Медуза»", "[Медуза], «[Медуза]»"},
    {"a declined form is another word", {"Медуза"}, "о Медузе и Медузами", "о Медузе и Медузами"},
    {"unless the author shortens it", {"Медуз*"}, "о Медузе и Медузами", "о [Медузе] и [Медузами]"},
    {"a shortened word ends with the word", {"Медуз*"}, "медузоподобный-то", "[медузоподобный]-то"},
    {"shortened words within a name",
     {"Фонд* Ходорковск*"},
     "Фонда Ходорковского, фондом Ходорковского, Фонд Карнеги",
     "[Фонда Ходорковского], [фондом Ходорковского], Фонд Карнеги"},
    {"a shortened word may be whole", {"Фонд* Клуни"}, "Фонд Клуни", "[Фонд Клуни]"},
    {"not the end of another word", {"Риддл"}, "Гриддл Риддл", "Гриддл [Риддл]"},
    {"not the beginning of a number",
     {"Article 19"},
     "Article 190, Article 19.",
     "Article 190, [Article 19]."},
    {"an English genitive is the name", {"Meduza"}, "Meduza's, Meduza’s", "[Meduza]'s, [Meduza]’s"},
    {"an apostrophe within a Ukrainian word is not its end", {"Кам"}, "Кам'янець", "Кам'янець"},
    {"a hyphen parts words", {"Медуза"}, "Медуза-клуб", "[Медуза]-клуб"},
    {"a name may begin and end with punctuation",
     {"«Медуза»"},
     "Медуза и \"Медуза\"",
     "Медуза и [\"Медуза\"]"},
    {"the longest name wins",
     {"Free Russia", "Free Russia Foundation"},
     "Free Russia Foundation; Free Russia",
     "[Free Russia Foundation]; [Free Russia]"},
    {"names may share a beginning", {"Open Russia Civic Movement", "Russia"}, "Open Russia", "Open [Russia]"},
    {"and white space of any kind", {"CEPA\n\t(«Центр»)"}, "CEPA („Центр“)", "[CEPA („Центр“)]"},
    {"a superscript digit is not part of a word", {"Meduza"}, "Meduza¹ Meduza™", "[Meduza]¹ [Meduza]™"},
    {"Chinese has no spaces", {"東京", "自由亚洲"}, "在東京的自由亚洲电台", "在[東京]的[自由亚洲]电台"},
    {"nor has Thai", {"กรุงเทพ"}, "ที่กรุงเทพวันนี้", "ที่[กรุงเทพ]วันนี้"},
    {"Latin beside Han is a word of its own", {"Meduza"}, "新闻Meduza报道", "新闻[Meduza]报道"},
    {"Arabic writes and, in, the on to the word",
     {"جزيرة"},
     "والجزيرة جزيرة بالجزيرة وجزيرة للجزيرة",
     "وال[جزيرة] [جزيرة] بال[جزيرة] و[جزيرة] لل[جزيرة]"},
    {"but not anything", {"جزيرة"}, "شجزيرة", "شجزيرة"},
    {"Hebrew does so, too", {"הארץ"}, "בהארץ שהארץ גהארץ", "ב[הארץ] ש[הארץ] גהארץ"},
    {"Korean particles hang on to the name",
     {"메두사"},
     "메두사는 메두사에게 메두사람",
     "[메두사]는 [메두사]에게 메두사람"},
    {"Persian with a joiner that is not seen", {"رادیو فردا"}, "راديو\u00A0فردا", "[راديو\u00A0فردا]"},
    {"an expression", {"re:Медуз(а|ы|у|ой)"}, "Медузой, медузы, Медузам", "[Медузой], [медузы], Медузам"},
    {"an expression with word classes", {R"(re:\bМедуз\w*\b)"}, "о медузами же", "о [медузами] же"},
    {"an expression in capitals, with yo and quotation marks", {"re:«Ё[ЖЁ]+»"}, "„ежё“", "[„ежё“]"},
    {"an expression takes the longest way",
     {"re:Free Russia( Foundation)?"},
     "Free Russia Foundation",
     "[Free Russia Foundation]"},
    {"an expression takes a shorter way where the longest ends amid a word",
     {"re:Free Russia( Foundation)?"},
     "Free Russia Foundations, free russia",
     "[Free Russia] Foundations, [free russia]"},
    {"and the shortest, if need be", {"re:x.*y"}, "xy ays ays", "[xy] ays ays"},
    {"the end of the text is not where a shorter way ends", {"re:x.*y$"}, "xy ays ay", "[xy ays ay]"},
    {"nor is an end that it does not reach", {"re:x.*y$"}, "xy ays", "xy ays"},
    {"an expression that fails at first may match later", {"re:а+б"}, "каб аб ааб", "каб [аб] [ааб]"},
    {"names and expressions together",
     {"re:[0-9]+ статья", "Закон"},
     "Закон, 284 статья",
     "[Закон], [284 статья]"},
};

TEST(MentionSet, FindsWhatAReaderWouldTakeForTheName) {
  for (const Case& c : kCases) EXPECT_EQ(marked(*mentions(c.mentions), c.text), c.expected) << c.what;
}

struct Refused {
  const char* mention;
  std::size_t offset;
  const char* message;
};

const Refused kRefused[] = {
    {"", 0, "no letter or digit"},
    {" «» ", 0, "no letter or digit"},
    {"*", 0, "no letter or digit"},
    {"*медуза", 0, "rest of a word"},
    {"ме*дуза", 4, "rest of a word"},
    {"re:Медуз(а", 3, "missing )"},
    {"re:", 3, "nothing at all"},
    {"re:(Медуза)?", 3, "nothing at all"},
    {R"(re:\BМедуза)", 3, "ASCII letters only"},
    {R"(re:[\W]+)", 4, "ASCII letters only"},
};

TEST(MentionSet, SaysWhatIsWrongAndWhere) {
  for (const Refused& c : kRefused) {
    const auto added = MentionSetBuilder().add(c.mention);
    ASSERT_FALSE(added) << c.mention;
    EXPECT_NE(added.error().message.find(c.message), std::string::npos) << added.error().message;
    EXPECT_EQ(added.error().offset, c.offset) << c.mention;
  }
}

TEST(MentionSet, AnExpressionMatchesNoFurtherThanAMentionIsLong) {
  std::string far = " ";
  while (far.size() < kLongestMention) far += "a ";
  EXPECT_EQ(marked(*mentions({"re:x.*y"}), "xy" + far + "y"), "[xy]" + far + "y");
}

TEST(MentionSet, NothingMatchesAcrossAnObject) {
  const auto set = mentions({"Free Russia", "re:Free.Russia"});
  FoldedText text = folded("Free x Russia Free Russia");
  text.blank(5, 6);
  EXPECT_EQ(set->find(text).size(), 2U);
  text.blank(18, 19);
  EXPECT_TRUE(set->find(text).empty());
}

TEST(MentionSet, AWordEndsWhereItIsBroken) {
  FoldedText text;
  for (const char32_t c : std::u32string_view(U"Meduza")) text.append(c, 0, 1);
  text.break_word();
  text.append('1', 0, 1);
  text.finish();
  EXPECT_EQ(mentions({"Meduza"})->find(text).size(), 1U);
}

/// Each entry of the register is found in itself, and in what an editor would make of it.
TEST(MentionSet, FindsEveryEntryOfTheRegister) {
  const auto lists = caveat::tests::corpus_folder("lists");
  if (!lists) GTEST_SKIP() << caveat::tests::kCorpusMissing;
  const auto entries =
      boost::json::parse(caveat::tests::read_file(*lists / "undesirable-orgs-2024-09.json")).as_array();
  std::vector<std::string> names;
  for (const auto& entry : entries) names.emplace_back(entry.at("fullName").as_string());
  const auto set = mentions(names);
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto matches = set->find(folded("… и " + names[i] + ", а также"));
    EXPECT_TRUE(std::ranges::any_of(matches, [i](const MentionMatch& m) { return m.mention == i; }))
        << names[i];
  }
  EXPECT_GE(names.size(), 80U);
}

TEST(MentionSet, ReadsTheScriptMixturesOfTheRegister) {
  const auto set = mentions({"«ГРОМАДСЬКА ОРГАНI3АЦIЯ «ВIЛЬНИЙ IДЕЛЬ-УРАЛ»"});
  EXPECT_EQ(set->find(folded("«Громадська організація „Вільний Ідель-Урал“")).size(), 1U);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::html
