// What a page may do to a reader's words before it prints them, and is still told.
#include "audit/capture/reader_mentions.h"

#include <gtest/gtest.h>

#include "tests/audit/archive_reading.h"

namespace caveat::audit::tests {
namespace CAVEAT_THIS_FILE {

filter::CapturedResponse page(std::string body) {
  filter::CapturedResponse response;
  response.url = "https://news.example/a/1.html";
  response.head = {.status = 200, .reason = "OK", .fields = {{"Content-Type", "text/html"}}};
  response.body = std::move(body);
  return response;
}

bool mentions(std::string body, std::vector<std::string> words) {
  auto response = page(std::move(body));
  response.reader_words = std::move(words);
  return mentions_reader(response);
}

std::string utf16(std::string_view ascii, bool big_endian) {
  std::string bytes = big_endian ? "\xFE\xFF" : "\xFF\xFE";
  for (const char c : ascii) {
    if (big_endian) bytes += '\0';
    bytes += c;
    if (!big_endian) bytes += '\0';
  }
  return bytes;
}

struct Case {
  const char* name;
  std::string word;
  std::string body;
};

const std::string kReferrer = "https://search.example/?q=secret-illness&src=x";
const std::string kAgent = R"(Mozilla/5.0 (Linux; "Rare-Phone" & Co))";

const std::vector<Case> kMentions = {
    {"as it was sent", kReferrer, "<a href=" + kReferrer + ">"},
    {"in another letter case", kReferrer, "HTTPS://SEARCH.example/?Q=Secret-Illness&SRC=X"},
    {"&amp;", kReferrer, "<a href='https://search.example/?q=secret-illness&amp;src=x'>"},
    {"&#38;", kReferrer, "<a href='https://search.example/?q=secret-illness&#38;src=x'>"},
    {"&#x26;", kReferrer, "<a href='https://search.example/?q=secret-illness&#x26;src=x'>"},
    {"&quot;", kAgent, "<p>Mozilla/5.0 (Linux; &quot;Rare-Phone&quot; &amp; Co)"},
    {"letters as numbers", "canary17", "&#99;&#x61;n&#97;ry17"},
    {"JSON with every slash escaped", kReferrer,
     R"({"from":"https:\/\/search.example\/?q=secret-illness&src=x"})"},
    {"JSON with \\u0026", kReferrer, R"({"from":"https://search.example/?q=secret-illness\u0026src=x"})"},
    {"JSON with quotes", kAgent, R"json({"agent":"Mozilla\/5.0 (Linux; \"Rare-Phone\" & Co)"})json"},
    {"a script", kReferrer, R"(var from = 'https:\x2F\x2Fsearch.example\x2F?q=secret-illness\x26src\x3Dx')"},
    {"JSON in an attribute", kReferrer,
     R"(<i data-x="{&quot;from&quot;:&quot;https:\/\/search.example\/?q=secret-illness&amp;src=x&quot;}">)"},
    {"markup in JSON", kReferrer,
     R"({"html":"\u003Ca href=\"https:\/\/search.example\/?q=secret-illness\u0026amp;src=x\">"})"},
    {"percent-encoded", kReferrer, "?back=https%3A%2F%2Fsearch.example%2F%3Fq%3Dsecret-illness%26src%3Dx"},
    {"in the other case of digits", "a%2Fbc%3Ade", "<p>a%2fbc%3ade"},
    {"percent-encoded twice", kReferrer,
     "?u=https%253A%252F%252Fsearch.example%252F%253Fq%253Dsecret-illness%2526src%253Dx"},
    {"decoded", "secret%20illness", "<p>You searched for secret illness"},
    {"plus signs", "+secret+illness+", "<p>You searched for secret\nillness."},
    {"decoded and then escaped", "R%26D+plans", "<p>You searched for R&amp;D plans"},
    {"itself escaped", "https://a.example/?u=b%26c&amp;d", "https://a.example/?u=b%26c&amp;amp;d"},
    {"a backslash at its end", R"(canary17\)", R"({"word":"canary17\\"})"},
    {"letters outside of ASCII", "%D0%B8%D0%BC%D0%B5%D0%BD%D0%B0",
     "<p>\xD0\xB8\xD0\xBC\xD0\xB5\xD0\xBD\xD0\xB0"},
    {"those as escapes", "%D0%B8%D0%BC%D0%B5%D0%BD%D0%B0", R"({"q":"\u0438\u043c\u0435\u043d\u0430"})"},
    {"those in a charset of eight bits", "%D0%B8%D0%BC%D0%B5%D0%BD%D0%B0", "<p>\xE8\xEC\xE5\xED\xE0"},
    {"those in UTF-16", "%D0%B8%D0%BC%D0%B5%D0%BD%D0%B0", utf16("<p>", true) + "\x04\x38\x04\x3C"},
    {"a word in a charset that nobody knows", "n%E9vrose", "<p>n\xC3\xA9vrose"},
    {"UTF-16, little-endian", "203.0.113.78", utf16("<p>You are 203.0.113.78", false)},
    {"UTF-16, big-endian", "203.0.113.78", utf16("<p>You are 203.0.113.78", true)},
    {"UTF-16 and escapes", kReferrer, utf16("https://search.example/?q=secret-illness&amp;src=x", false)},
    {"an address in upper case", "2001:db8:7::77", "<p>You are 2001:DB8:7::77."},
    {"without its zeros cut", "2001:db8:7::77", "from:2001:db8:7:0:0:0:0:77"},
    {"with all digits", "2001:db8:7::77", "[2001:0DB8:0007:0000:0000:0000:0000:0077]:443"},
    {"with another run of zeros", "2001:db8::7:0:0:77", "2001:db8:0:0:7::77"},
    {"in UTF-16", "2001:db8:7::77", utf16("<p>2001:DB8:7:0:0:0:0:77", false)},
    {"with escapes", "2001:db8:7::77", "?ip=2001%3ADB8%3a7%3A0:0:0:0:77"},
    {"IPv4-mapped", "203.0.113.7", "::ffff:203.0.113.7"},
    {"IPv4-mapped in hexadecimal", "203.0.113.7", "::FFFF:cb00:7107"},
    {"a short address", "::1", "<p>You are 0:0:0:0:0:0:0:1"},
    {"more escapes than anybody undoes", "canary17", "<p>%2525252525252525"},
};

TEST(ReaderMentions, KnowsAWordInEverySpelling) {
  for (const Case& c : kMentions) {
    EXPECT_TRUE(mentions(c.body, {"another", c.word})) << c.name;
    EXPECT_TRUE(mentions(std::string(70'000, ' ') + c.body + std::string(70'000, '.'), {c.word}))
        << c.name << ", far behind";
  }
}

const std::vector<Case> kInnocent = {
    {"nothing of it", kReferrer, "<p>Hello &amp; welcome, \\o/ 100% of you"},
    {"half of it", kReferrer, "https://search.example/?q=secret-illness"},
    {"a short word", "ab=1", "<p>ab=1"},
    {"a word that is short once decoded", "%61%62%63", "<p>abc"},
    {"another address", "2001:db8:7::77", "<p>2001:db8:7::78 12:34:56 ::1 10:20:30:40:50:60:70:80:90"},
    {"no address at all", "203.0.113.7", "::ffff:cb00:7108 a::b"},
    {"another charset where all words are ASCII", "canary17", "<p>\xE8\xEC\xE5\xED\xE0"},
    {"UTF-8 where a word is not ASCII", "%D0%B8%D0%BC%D0%B5%D0%BD%D0%B0",
     "<p>\xD1\x83 \xE2\x82\xAC \xF0\x9F\x98\x80"},
};

TEST(ReaderMentions, LeavesOtherPagesAlone) {
  for (const Case& c : kInnocent) EXPECT_FALSE(mentions(c.body, {c.word})) << c.name;
  EXPECT_FALSE(mentions("<p>Hello", {}));
}

TEST(ReaderMentions, FindsWhatLiesAcrossPieces) {
  constexpr std::size_t kPiece = 16 * 1024;
  for (std::size_t before = kPiece - 60; before <= kPiece; ++before) {
    const std::string padding(before, 'x');
    EXPECT_TRUE(mentions(padding + " https://search.example/?q=secret-illness&amp;src=x", {kReferrer}))
        << before;
    EXPECT_TRUE(mentions(padding + " 2001:DB8:7:0:0:0:0:77 ", {"2001:db8:7::77"})) << before;
  }
}

TEST(ReaderMentions, FindsAnAddressInALongRunOfDigits) {
  for (std::size_t before = 4040; before <= 4100; ++before) {
    EXPECT_TRUE(mentions(std::string(before, '0') + ":2001:DB8:7:0:0:0:0:77", {"2001:db8:7::77"})) << before;
  }
}

TEST(ReaderMentions, ReadsHeadsAndUrlsToo) {
  auto response = page("<p>Hello");
  response.reader_words = {kReferrer};
  response.head.fields.append("X-From", "https:%2F%2Fsearch.example/?q=secret-illness&src=x");
  EXPECT_TRUE(mentions_reader(response));
  response.reader_words = {"a%2f1.html"};
  EXPECT_TRUE(mentions_reader(response));
}

TEST(ReaderMentions, ReadsPackedBodiesToTheirEnd) {
  auto response =
      page(packed(std::string(1'000'000, ' ') + "https:\\/\\/search.example\\/?q=secret-illness&src=x"));
  response.head.fields.append("Content-Encoding", "gzip");
  response.reader_words = {"canary17"};
  EXPECT_FALSE(mentions_reader(response));
  response.reader_words = {kReferrer};
  EXPECT_TRUE(mentions_reader(response));
}

TEST(ReaderMentions, TimeDoesNotFollowTheNumberOfWords) {
  std::vector<std::string> words;
  for (int i = 0; i < 5000; ++i) words.push_back("cookie-" + std::to_string(100'000 + i));
  std::string body;
  while (body.size() < 2'000'000) body += "<p>cookie-99999 and 1:2:3:4:5:6:7:8:9 ";
  EXPECT_FALSE(mentions(body, words));
  EXPECT_TRUE(mentions(body + "COOKIE&#45;104999", words));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::audit::tests
