// What is lent is not copied, and comes in its place among what is.
#include "proxy/gathered_body.h"

#include <gtest/gtest.h>

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

/// Long enough to be lent.
const std::string kRead(2 * GatheredBody::kWorthLending, 'r');
constexpr std::size_t kHalf = GatheredBody::kWorthLending;

struct Piece {
  std::string_view bytes;
  bool is_lent;
};

std::vector<Piece> pieces_of(const GatheredBody& body) {
  std::vector<Piece> pieces;
  body.each([&pieces](std::string_view bytes, bool is_lent) { pieces.push_back({bytes, is_lent}); });
  return pieces;
}

std::string text_of(const GatheredBody& body) {
  std::string text;
  body.each([&text](std::string_view bytes, bool) { text += bytes; });
  return text;
}

TEST(AGatheredBody, LeavesWhatIsLentWhereItIs) {
  GatheredBody body;
  body.lend(kRead);
  body.add(std::string_view(kRead).substr(10, kHalf));
  const auto pieces = pieces_of(body);
  ASSERT_EQ(pieces.size(), 1U);
  EXPECT_TRUE(pieces[0].is_lent);
  EXPECT_EQ(pieces[0].bytes.data(), kRead.data() + 10);
  EXPECT_EQ(body.size(), kHalf);
}

TEST(AGatheredBody, CopiesWhatIsNotLentOrNotWorthIt) {
  const std::string elsewhere(kHalf, 'e');
  for (const std::string_view bytes :
       {std::string_view(elsewhere), std::string_view(kRead).substr(0, kHalf - 1), std::string_view("x")}) {
    GatheredBody body;
    body.lend(kRead);
    body.add(bytes);
    const auto pieces = pieces_of(body);
    ASSERT_EQ(pieces.size(), 1U);
    EXPECT_FALSE(pieces[0].is_lent);
    EXPECT_NE(pieces[0].bytes.data(), bytes.data());
    EXPECT_EQ(pieces[0].bytes, bytes);
  }
}

TEST(AGatheredBody, CopiesWhatReachesBeyondWhatIsLent) {
  GatheredBody body;
  body.lend(std::string_view(kRead).substr(0, kHalf + 10));
  body.add(std::string_view(kRead).substr(11, kHalf));
  EXPECT_FALSE(pieces_of(body).at(0).is_lent);
}

TEST(AGatheredBody, KeepsTheOrderOfCopiesAndLoans) {
  const std::string first(kHalf, '1');
  const std::string second(kHalf, '2');
  GatheredBody body;
  body.lend(first);
  body.add("<");
  body.add(first);
  body.add("-");
  body.add("-");
  body.lend(second);  // what was lent before still waits
  body.add(second);
  body.add(">");
  EXPECT_EQ(text_of(body), "<" + first + "--" + second + ">");
  EXPECT_EQ(body.parts(), 5U);
  EXPECT_EQ(body.size(), 2 * kHalf + 4);
}

TEST(AGatheredBody, JoinsWhatIsReadInARow) {
  GatheredBody body;
  body.lend(kRead);
  body.add(std::string_view(kRead).substr(0, kHalf));
  body.add(std::string_view(kRead).substr(kHalf));
  EXPECT_EQ(body.parts(), 1U);
  EXPECT_EQ(text_of(body), kRead);
}

TEST(AGatheredBody, TakesALoanThatItIsToldOfHoweverShort) {
  const std::string_view word = "x";
  GatheredBody body;
  body.add_lent(word);
  EXPECT_EQ(pieces_of(body).at(0).bytes.data(), word.data());
}

TEST(AGatheredBody, HasNothingLeftWhenItIsCleared) {
  GatheredBody body;
  body.lend(kRead);
  body.add(kRead);
  body.add("copied");
  body.add({});
  body.clear();
  EXPECT_TRUE(body.empty());
  EXPECT_EQ(body.size(), 0U);
  body.add("again");
  EXPECT_EQ(text_of(body), "again");
  body.add(kRead);
  EXPECT_TRUE(pieces_of(body).at(1).is_lent) << "what was lent is so until told otherwise";
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
