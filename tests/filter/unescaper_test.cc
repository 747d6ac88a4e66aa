#include "filter/unescaper.h"

#include <gtest/gtest.h>

namespace caveat::filter {
namespace CAVEAT_THIS_FILE {

class Text final : public html::ByteSink {
 public:
  void write(std::string_view bytes) override { text += bytes; }
  std::string text;
};

/// In pieces of `size` bytes.
std::string unescaped(std::string_view escaped, std::size_t size, bool* took_any = nullptr) {
  Text text;
  Unescaper unescaper(text);
  for (std::size_t at = 0; at < escaped.size(); at += size) unescaper.write(escaped.substr(at, size));
  unescaper.finish();
  if (took_any != nullptr) *took_any = unescaper.took_any();
  return text.text;
}

struct Case {
  const char* name;
  const char* escaped;
  const char* text;
};

const std::vector<Case> kCases = {
    {"plain text", "a b, 100 % & more", "a b, 100 % & more"},
    {"named references", "&amp;&quot;&lt;&gt;&apos;&sol;&colon;", "&\"<>'/:"},
    {"numbers", "&#38;&#x26;&#X26;&#38 &#x0026;", "&&&& &"},
    {"a reference without its semicolon", "a&amp b", "a& b"},
    {"the longest name", "&CounterClockwiseContourIntegral;.", "\xE2\x88\xB3."},
    {"JSON", R"(https:\/\/a\u002Fb \"c\" d\\e)", "https://a/b \"c\" de"},
    {"a pair of surrogates", R"(\ud83d\ude00)", "\xF0\x9F\x98\x80"},
    {"JavaScript", R"(\x26\u{26}\u{000026}\')", "&&&'"},
    {"percent-encoding in any case", "%3a%3A%D0%b8", "::\xD0\xB8"},
    {"what escape() made", "%u0438%u0026", "\xD0\xB8&"},
    {"one layer of two", "&amp;quot; %2526 &amp;#38;", "&quot; %26 &#38;"},
    {"halves at the end", "%4", "%4"},
    {"half a number", R"(\u00)", "u00"},
    {"a lone ampersand", "&", "&"},
};

TEST(Unescaper, TakesOneLayerInAnyChunking) {
  for (const Case& c : kCases) {
    for (const std::size_t size : {1U, 2U, 3U, 7U, 1000U}) {
      EXPECT_EQ(unescaped(c.escaped, size), c.text) << c.name << " in pieces of " << size;
    }
  }
}

TEST(Unescaper, TellsWhetherThereWasAnything) {
  bool took_any = true;
  unescaped("50 % of R&D", 4, &took_any);
  EXPECT_FALSE(took_any);
  unescaped("R&amp;D", 4, &took_any);
  EXPECT_TRUE(took_any);
}

TEST(Unescaper, DoesNotWaitForMoreThanAnEscape) {
  Text text;
  Unescaper unescaper(text);
  unescaper.write("before & " + std::string(100'000, 'x') + "&am");
  EXPECT_EQ(text.text.size(), 100'009);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::filter
