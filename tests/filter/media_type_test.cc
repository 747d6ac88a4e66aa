#include "filter/media_type.h"

#include <gtest/gtest.h>

namespace caveat::filter {
namespace CAVEAT_THIS_FILE {

struct TypeCase {
  std::string content_type;
  std::string essence;  ///< empty: none
  std::string charset;
};

const TypeCase kTypes[] = {
    {"text/html", "text/html", ""},
    {"Text/HTML; Charset=UTF-8", "text/html", "UTF-8"},
    {"text/html;charset=\"windows-1251\"", "text/html", "windows-1251"},
    {"text/html;charset=\"a\\\"b\"", "text/html", "a\"b"},
    {"text/html;charset=\"utf-8", "text/html", "utf-8"},
    {"text/html ; charset=koi8-r", "text/html", "koi8-r"},
    {"text/html; charset = utf-8", "text/html", ""},
    {"text/html;;; charset=utf-8", "text/html", "utf-8"},
    {"text/html; x=\";charset=a\"; charset=b", "text/html", "b"},
    {"text/html; charset=; charset=b", "text/html", "b"},
    {"text/html; charset=a; charset=b", "text/html", "a"},
    {"application/xhtml+xml", "application/xhtml+xml", ""},
    {"text/html charset=utf-8", "text/html", ""},
    {"text/html\tcharset=utf-8", "text/html", ""},
    {"text/html(x)", "text/html", ""},
    {"text/html (x); charset=utf-8", "text/html", "utf-8"},
    {"text/html;;", "text/html", ""},
    {"text/html;", "text/html", ""},
    {"text/html charset=iso-2022-jp", "text/html", "replacement"},
    {"text/html; charset = 'UTF-16LE'", "text/html", "replacement"},
    {"text/html;charset=iso-2022-jp, text/html;charset=utf-8", "text/html", "replacement"},
    {"text/html;charset=utf-8, text/plain;charset=iso-2022-jp", "text/html", "replacement"},
    {"text/html;charset=ISO-2022-JP", "text/html", "ISO-2022-JP"},
    {"text/html;charset=iso-2022-jp, text/html", "text/html", "iso-2022-jp"},
    {"text/html, application/json", "text/html", ""},
    {"application/json, text/html", "text/html", ""},
    {"application/json, text/css", "text/css", ""},
    {"application/xhtml+xml, text/html", "application/xhtml+xml", ""},
    {"text/html, unknown/unknown", "text/html", ""},
    {"text/plain, unknown/unknown", "unknown/unknown", ""},
    {"*/*", "*/*", ""},
    {"text/plain; x=\", text/html", "text/html", ""},
    {"text/html;charset=gbk, text/html", "text/html", "gbk"},
    {"text/html;charset=gbk, text/plain", "text/html", "gbk"},
    {"text/html, */*", "text/html", ""},
    {"text/html, nonsense", "text/html", ""},
    {"", "", ""},
    {"text", "", ""},
    {"text/", "", ""},
    {"/html", "", ""},
    {"text/ht ml", "text/ht", ""},
    {"text/html/x", "", ""},
};

class MediaTypeOf : public testing::TestWithParam<TypeCase> {};

TEST_P(MediaTypeOf, is_what_browsers_take) {
  const auto type = media_type_of(GetParam().content_type);
  EXPECT_EQ(type ? type->essence : "", GetParam().essence) << GetParam().content_type;
  EXPECT_EQ(type ? type->charset : "", GetParam().charset) << GetParam().content_type;
}

INSTANTIATE_TEST_SUITE_P(Types, MediaTypeOf, testing::ValuesIn(kTypes));

TEST(MediaType, pages_follow_the_rules_of_html_or_of_xml) {
  EXPECT_TRUE(is_html("text/html"));
  EXPECT_FALSE(is_html("application/xhtml+xml"));
  EXPECT_TRUE(is_xhtml("application/xhtml+xml"));
  EXPECT_FALSE(is_xhtml("application/xml"));
  EXPECT_FALSE(is_html("text/plain"));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::filter
