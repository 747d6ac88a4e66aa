#include "rules/path_readings.h"

#include <gtest/gtest.h>

#include "rules/canonical_url.h"

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

TEST(AmbiguousPath, IsOneThatServersReadInDifferentWays) {
  for (const std::string_view path : {"/%2fa/1.html",
                                      "/x/..%2fa/1.html",
                                      "/a/legal-help/..%2F1.html",
                                      "/a%5c1.html",
                                      "/a\\1.html",
                                      "/a/1.html%00.png",
                                      "/x/..%252fa/1.html",
                                      "/x/%252e%252E/a",
                                      "/a%255C1",
                                      "/a%2500",
                                      "/%%32%46a",
                                      "/x/..;/a/1.html",
                                      "/x/..;y=1/a",
                                      "/.;/a",
                                      "/%2e%2e;/a",
                                      "/x/..%3B/a/1.html",
                                      "/x/%2e%2e%3bx/a",
                                      "/.%3b/a",
                                      "/..%253B/a",
                                      "/a%0d%0aSet-Cookie:x",
                                      "/a/1.html%0A",
                                      "/a%09b",
                                      "/a%1Fb",
                                      "/a%7Fb",
                                      "/a%250d%250A",
                                      "/a%257f",
                                      "/a\r",
                                      "/%2%0a"}) {
    EXPECT_TRUE(is_ambiguous_path(canonical_path(path))) << path;
  }
}

TEST(AmbiguousPath, IsNoneThatPagesReallyHave) {
  for (const std::string_view path :
       {"/", "/a/1.html", "//a//1.html", "/a/../b", "/a;_ylt=A0/1.html", "/;art1,2", "/100%", "/100%25",
        "/%D1%81%D1%82", "/a%20b", "/a...", "/a.;x", "/...;x", "/a%3Bx", "/a%20%21%25", "/a%25", "/a%2520",
        "/a%C2%85"}) {
    EXPECT_FALSE(is_ambiguous_path(canonical_path(path))) << path;
  }
}

struct Pair {
  std::string_view path;
  std::string_view read;
};

TEST(PathWithoutParameters, IsWhatAServletContainerReads) {
  constexpr Pair kPaths[] = {
      {"/a/1.html", "/a/1.html"},
      {"/a/1.html;jsessionid=7", "/a/1.html"},
      {"/a;x=1;y/b;z", "/a/b"},
      {"/;/a/1.html", "/a/1.html"},
      {"/;", "/"},
      {"/a%3Bx", "/a"},
      {"/a%3Bx=1/b%3By", "/a/b"},
      {"/a/;x/", "/a/"},
  };
  for (const Pair& path : kPaths) EXPECT_EQ(path_without_parameters(path.path), path.read) << path.path;
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
