#include "filter/known_beginnings.h"

#include <gtest/gtest.h>

#include "filter/page_beginning.h"

namespace caveat::filter {
namespace CAVEAT_THIS_FILE {

constexpr std::size_t kEnough = 1'000'000;

std::string page(const std::string& charset) {
  return "<!doctype html><html><head><meta charset=" + charset + "><title>a</title></head><body>";
}

std::shared_ptr<const KnownBeginning> known(const std::string& charset) {
  return std::make_shared<const KnownBeginning>(
      KnownBeginning{page(charset), *html::charset_of_label(charset)});
}

/// What a page that begins like `bytes` is in, if `expected` is known.
std::string charset_of(const std::string& bytes, std::shared_ptr<const KnownBeginning> expected,
                       const std::string& header = "") {
  PageBeginning beginning(kEnough);
  beginning.compare_with(std::move(expected));
  beginning.write(bytes);
  const auto charset = beginning.charset(header);
  return charset ? charset->name : "needs more";
}

TEST(KnownBeginnings, AreKeptFromTheSecondTimeOn) {
  KnownBeginnings beginnings(kEnough);
  beginnings.told("a.example/1", page("utf-8"), *html::charset_of_label("utf-8"));
  EXPECT_EQ(beginnings.find("a.example/1"), nullptr);
  beginnings.told("a.example/1", page("utf-8"), *html::charset_of_label("utf-8"));
  ASSERT_NE(beginnings.find("a.example/1"), nullptr);
  EXPECT_EQ(beginnings.find("a.example/1")->charset.name, "UTF-8");
}

TEST(KnownBeginnings, OfNoRoomKeepNothing) {
  KnownBeginnings beginnings(0);
  for (int i = 0; i < 3; ++i) beginnings.told("a", page("utf-8"), *html::charset_of_label("utf-8"));
  EXPECT_EQ(beginnings.find("a"), nullptr);
}

TEST(KnownBeginnings, LongOnesAreNotKept) {
  KnownBeginnings beginnings(kEnough);
  const std::string longer = page("utf-8") + std::string(100'000, 'a');
  for (int i = 0; i < 3; ++i) beginnings.told("a", longer, *html::charset_of_label("utf-8"));
  EXPECT_EQ(beginnings.find("a"), nullptr);
}

TEST(KnownBeginnings, APageThatBeginsAlikeIsInTheSameCharset) {
  // Not what the bytes say, so that it can be told where the answer came from.
  const auto marked = std::make_shared<const KnownBeginning>(
      KnownBeginning{page("utf-8"), *html::charset_of_label("koi8-r")});
  EXPECT_EQ(charset_of(page("utf-8") + "<p>more", marked), "KOI8-R");
}

TEST(KnownBeginnings, APageThatBeginsOtherwiseTellsItsOwn) {
  EXPECT_EQ(charset_of(page("windows-1251") + "<p>more", known("utf-8")), "windows-1251");
}

TEST(KnownBeginnings, ABeginningThatIsStillShorterIsRead) {
  const std::string most = page("utf-8").substr(0, 30);
  EXPECT_EQ(charset_of(most, known("utf-8")), charset_of(most, nullptr));
}

TEST(KnownBeginnings, TheHeaderGoesFirst) {
  EXPECT_EQ(charset_of(page("utf-8") + "<p>more", known("utf-8"), "koi8-r"), "KOI8-R");
}

struct Case {
  const char* name;
  std::string bytes;
  const char* header;
  bool tells;
};

const std::vector<Case> kCases = {
    {"stated", page("utf-8"), "", true},
    {"by the header", page("utf-8"), "utf-8", false},
    {"a guess", std::string(2000, 'a') + "<body>", "", false},
    {"by an XML declaration", "<?xml version='1.0' encoding='utf-8'?><html><body>" + std::string(2000, 'a'),
     "", false},
    {"the prescan alone", "<script><meta charset=koi8-r></script><body>" + std::string(2000, 'a'), "", false},
};

TEST(KnownBeginnings, OnlyWhatThePageStatesIsWorthKeeping) {
  for (const Case& c : kCases) {
    PageBeginning beginning(kEnough);
    beginning.write(c.bytes);
    const auto charset = beginning.charset(c.header);
    ASSERT_TRUE(charset.has_value()) << c.name;
    EXPECT_EQ(beginning.tells_anew(*charset), c.tells) << c.name;
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::filter
