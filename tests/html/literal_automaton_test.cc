// The automaton against a search for one literal after the other.
#include "html/literal_automaton.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <tuple>

namespace caveat::html {
namespace CAVEAT_THIS_FILE {

using Found = std::tuple<std::uint32_t, std::size_t, std::size_t>;

std::vector<Found> by_automaton(const std::vector<std::u32string>& literals, std::u32string_view text) {
  LiteralAutomaton automaton;
  for (const std::u32string& literal : literals) automaton.add(literal);
  automaton.build();
  std::vector<Found> found;
  automaton.scan(text, [&](std::uint32_t literal, std::size_t begin, std::size_t end) {
    found.emplace_back(literal, begin, end);
  });
  std::ranges::sort(found);
  return found;
}

std::vector<Found> one_by_one(const std::vector<std::u32string>& literals, std::u32string_view text) {
  std::vector<Found> found;
  for (std::uint32_t i = 0; i < literals.size(); ++i) {
    for (std::size_t at = text.find(literals[i]); at != std::u32string_view::npos;
         at = text.find(literals[i], at + 1)) {
      found.emplace_back(i, at, at + literals[i].size());
    }
  }
  std::ranges::sort(found);
  return found;
}

TEST(LiteralAutomaton, FindsOverlappingAndNestedAndRepeatedLiterals) {
  const std::vector<std::u32string> literals = {U"he", U"she", U"his", U"hers", U"e", U"she", U"\U0001F600"};
  const std::u32string text = U"ushers, she; \U0001F600 his";
  EXPECT_EQ(by_automaton(literals, text), one_by_one(literals, text));
}

TEST(LiteralAutomaton, AgreesWithASearchOneByOne) {
  std::mt19937 random(20240910);
  const auto word = [&](std::size_t longest) {
    std::u32string letters;
    const std::size_t length = 1 + random() % longest;
    for (std::size_t i = 0; i < length; ++i) letters.push_back(U"abаб\u4E00"[random() % 5]);
    return letters;
  };
  for (int round = 0; round < 300; ++round) {
    std::vector<std::u32string> literals;
    for (std::size_t i = random() % 12 + 1; i > 0; --i) literals.push_back(word(5));
    const std::u32string text = word(60);
    ASSERT_EQ(by_automaton(literals, text), one_by_one(literals, text)) << "round " << round;
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::html
