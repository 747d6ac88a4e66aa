#include "proxy/reader_words.h"

#include <gmock/gmock.h>

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

using testing::ElementsAre;
using testing::IsEmpty;

AddressedRequest request(filter::FieldLines fields, std::string query = "") {
  AddressedRequest asked;
  asked.message.head.fields = std::move(fields);
  asked.target.path = "/a";
  asked.target.query = std::move(query);
  return asked;
}

TEST(ReaderWords, AreTheAddressInItsCanonicalSpelling) {
  AddressedRequest asked = request({});
  asked.reader = geoip::Address::parse("2001:DB8:0:0::1");
  EXPECT_THAT(reader_words(asked), ElementsAre("2001:db8::1"));
  asked.reader = geoip::Address::parse("::1");
  EXPECT_THAT(reader_words(asked), ElementsAre("::1"));
}

TEST(ReaderWords, AreTheQueryAndEachOfItsValues) {
  EXPECT_THAT(reader_words(request({}, "q=canary17&p=1&another")),
              ElementsAre("q=canary17&p=1&another", "canary17", "another"));
}

TEST(ReaderWords, AreTheSameOfEveryReferrer) {
  EXPECT_THAT(reader_words(request({{"Referer", "https://s.example/a;session1?q=illness#part"},
                                    {"Referer", "https://t.example/"}})),
              ElementsAre("https://s.example/a;session1?q=illness#part", "session1", "q=illness", "illness",
                          "https://t.example/"));
}

TEST(ReaderWords, AreWhatFollowsASemicolonInAPathAlsoWhereItIsEncoded) {
  AddressedRequest asked = request({{"Referer", "https://s.example/a%3bsession1"}});
  asked.target.path = "/a%3Bsession2";
  EXPECT_THAT(reader_words(asked), ElementsAre("session2", "https://s.example/a%3bsession1", "session1"));
}

TEST(ReaderWords, AreEachCookieAndItsValue) {
  EXPECT_THAT(reader_words(
                  request({{"Cookie", "name=Alice-L; a=1;theme=darker"}, {"Cookie", "who=\"Bob-Builder\""}})),
              ElementsAre("name=Alice-L; a=1;theme=darker", "name=Alice-L", "Alice-L", "theme=darker",
                          "darker", "who=\"Bob-Builder\"", "who=\"Bob-Builder\"", "Bob-Builder"));
}

TEST(ReaderWords, AreEveryUserAgent) {
  EXPECT_THAT(reader_words(request({{"User-Agent", "Rare-Phone"}, {"User-Agent", "Rare-Pad"}})),
              ElementsAre("Rare-Phone", "Rare-Pad"));
  EXPECT_THAT(reader_words(request({{"User-Agent", "curl"}, {"Cookie", "a=1"}})), IsEmpty());
}

struct Case {
  const char* query;
  bool is_found;
};

const std::vector<Case> kQueries = {
    {"", true},
    {"q=", true},
    {"q=canary17&utm_source=harmless-words", true},
    {"page=2", false},
    {"abc", false},
    {"q=+++abc", false},
    {"q=Tom+%26+Jerry", false},
    {"q=%D0%B8%D0%BC%D0%B5%D0%BD%D0%B0", false},
};

TEST(ReaderWords, OfQueriesWouldBeFoundOrNotWhoeverSendsThem) {
  for (const Case& c : kQueries) {
    EXPECT_EQ(reader_would_be_found(request({}, c.query)), c.is_found) << c.query;
    const std::string referrer = "https://search.example/?" + std::string(c.query) + "#a?b";
    EXPECT_EQ(reader_would_be_found(request({{"Referer", "https://news.example/"}, {"Referer", referrer}})),
              c.is_found)
        << referrer;
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
