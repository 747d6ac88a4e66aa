#include "rules/canonical_url.h"

#include <gtest/gtest.h>

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

struct Pair {
  std::string_view written;
  std::string_view canonical;
};

TEST(CanonicalPath, FollowsRfc3986AndToleratesWhatPagesHave) {
  constexpr Pair kPaths[] = {
      {"/a/b", "/a/b"},
      {"/%7euser", "/~user"},
      {"/a%2fb", "/a%2Fb"},
      {"/a/./b/../c", "/a/c"},
      {"/a/%2e%2e/b", "/b"},
      {"/..", "/"},
      {"/a/..", "/"},
      {"/a/.", "/a/"},
      {"//a//b", "/a/b"},
      {"//a/1.html", "/a/1.html"},
      {"///", "/"},
      {"/a//", "/a/"},
      {"/a//../b", "/a/b"},
      {"/..//a", "/a"},
      {"/a/.//b", "/a/b"},
      {"/a/...", "/a/..."},
      {"/статья", "/%D1%81%D1%82%D0%B0%D1%82%D1%8C%D1%8F"},
      {"/%d1%81", "/%D1%81"},
      {"/a b|c", "/a%20b%7Cc"},
      {"/100%", "/100%25"},
      {"/%zz", "/%25zz"},
      {"/a%", "/a%25"},
      {"/a\\b", "/a%5Cb"},
      {"/a;b=c,d@e:f", "/a;b=c,d@e:f"},
      {"", "/"},
  };
  for (const Pair& path : kPaths) EXPECT_EQ(canonical_path(path.written), path.canonical) << path.written;
}

TEST(CanonicalPath, IsStable) {
  for (const std::string_view path : {"/%25zz", "/a%2Fb", "/a/%20b", "//x/%2e/y", "/%D1%81/..", "/.//..//a",
                                      "/a//..//..//b", "/%252e%252e/a", "/%%32%46"}) {
    const std::string once = canonical_path(path);
    EXPECT_EQ(canonical_path(once), once) << path;
  }
}

TEST(CanonicalSite, IsLowerCaseAsciiWithoutPort) {
  constexpr Pair kSites[] = {
      {"WWW.Newsroom.Example", "www.newsroom.example"},
      {"newsroom.example:8080", "newsroom.example"},
      {"newsroom.example.", "newsroom.example"},
      {"user:secret@newsroom.example", "newsroom.example"},
      {"новости.example", "xn--b1amnebsh.example"},
      {"[2001:DB8::1]:443", "[2001:db8::1]"},
      {"192.0.2.1", "192.0.2.1"},
  };
  for (const Pair& site : kSites)
    EXPECT_EQ(canonical_site(site.written).value_or("none"), site.canonical) << site.written;
}

TEST(CanonicalSite, RefusesWhatIsNoHost) {
  for (const std::string_view host :
       {"", ".", "a b", "a/b", "a..b", "host:port", "[::1", "a,b", "a..", "a..:80", "a%2Eb"}) {
    EXPECT_FALSE(canonical_site(host).has_value()) << host;
  }
}

TEST(CanonicalUrl, IsTakenApart) {
  const auto url = canonical_url("HTTPS://User@News.Example:8443/a/../b?q=1 2#part");
  ASSERT_TRUE(url.has_value());
  EXPECT_EQ(url->scheme, "https");
  EXPECT_EQ(url->site, "news.example");
  EXPECT_EQ(url->port, "8443");
  EXPECT_EQ(url->target.path, "/b");
  EXPECT_EQ(url->target.query, "q=1 2");
}

TEST(CanonicalUrl, WithoutAPathHasTheRoot) {
  EXPECT_EQ(canonical_url("https://news.example?x")->target.text(), "/?x");
}

TEST(CanonicalUrl, RefusesOtherSchemesAndBareNames) {
  for (const std::string_view url :
       {"ftp://a.example/", "news.example/a", "/a", "https:///a", "javascript:alert(1)"}) {
    EXPECT_FALSE(canonical_url(url).has_value()) << url;
  }
}

TEST(CanonicalTarget, KeepsTheQueryAsReceived) {
  EXPECT_EQ(canonical_target("/a/./b?x=%7e&y=%2f")->text(), "/a/b?x=%7e&y=%2f");
}

TEST(CanonicalTarget, TellsAnEmptyQueryFromNone) {
  EXPECT_EQ(canonical_target("/a?")->text(), "/a?");
  EXPECT_EQ(canonical_target("/a")->text(), "/a");
}

TEST(CanonicalTarget, DropsAFragment) {
  EXPECT_EQ(canonical_target("/a/1.html#/../b?x")->text(), "/a/1.html");
}

TEST(CanonicalTarget, RefusesOtherForms) {
  for (const std::string_view target : {"", "*", "a", "https://a.example/"}) {
    EXPECT_FALSE(canonical_target(target).has_value()) << target;
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
