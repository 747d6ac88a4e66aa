#include "html/seen_text.h"

#include <gtest/gtest.h>

namespace caveat::html {
namespace CAVEAT_THIS_FILE {

struct Case {
  const char* page;
  const char* text;
};

std::string text_of(std::string_view page, std::string_view charset = "UTF-8") {
  return seen_text(page, charset, 1'000'000).value_or("(not followed)");
}

TEST(SeenText, is_what_a_reader_reads) {
  const Case cases[] = {
      {"<p>One</p><p>Two</p>", "One\nTwo\n"},
      {"<p>across <b>inline</b> tags</p>", "across inline tags\n"},
      {"<p> white \n\t space&nbsp;&nbsp;folds</p>", "white space folds\n"},
      {"<p>a<br>b</p>", "a b\n"},
      {"<p>A&amp;B &#x416;&ouml;</p>", "A&B Жö\n"},
      {"<p>soft&shy;hyphen</p>", "softhyphen\n"},
      {"<title>t</title><script>s</script><style>c</style><p>x", "x\n"},
      {"<p hidden>not seen</p><p>seen</p>", "seen\n"},
      {"<textarea>typed</textarea><p>x</p>", "x\n"},
      {"<div data-caveat=\"p/r\"><p>Warning</p></div><p>x</p>", "Warning\nx\n"},
  };
  for (const Case& one : cases) EXPECT_EQ(text_of(one.page), one.text) << one.page;
}

TEST(SeenText, is_read_in_the_charset_of_the_page) {
  EXPECT_EQ(text_of("<p>\xCF\xF0\xE8</p>", "windows-1251"), "При\n");
}

TEST(SeenText, is_not_known_of_a_page_that_cannot_be_followed) {
  EXPECT_FALSE(seen_text("<p title='" + std::string(100, 'x'), "UTF-8", 50).has_value());
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::html
