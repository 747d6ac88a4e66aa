#include "rules/path_glob.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ctime>
#include <random>

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

struct GlobCase {
  std::string_view glob;
  std::string_view path;
  bool matches;
};

TEST(PathGlob, StaysWithinASegmentWithOneStarAndCrossesWithTwo) {
  constexpr GlobCase kCases[] = {
      {"/a", "/a", true},
      {"/a", "/a/", false},
      {"/a/*", "/a/", true},
      {"/a/*", "/a/b/c", false},
      {"/a/*.html", "/a/.html", true},
      {"/a/*.html", "/a/b.html.html", true},
      {"/a/*/c", "/a/b/c", true},
      {"/a/*/c", "/a/b/b/c", false},
      {"/*b*c", "/abbcc", true},
      {"/*b*c", "/ab/c", false},
      {"/**", "/", true},
      {"/a/**/z", "/a/z", false},
      {"/a/**/z", "/a//z", true},
      {"/a/**z", "/a/b/cz", true},
      {"/**/*.pdf", "/a/b/c.pdf", true},
      {"/**/x*y/**", "/a/x1y/b", true},
      {"/**/x*y/**", "/a/x1/y/b", false},
      {"/a**b**c", "/a/b/b/c", true},
      {"/a**b**c", "/a/c/b", false},
      {"/a**a", "/a", false},
      {"/a***b", "/a/x/b", true},
      {"/*/**", "/a/b", true},
      {"/**/a/*", "/a/a/b", true},
      {"/**/a/*", "/a/b/c", false},
  };
  for (const GlobCase& one : kCases) {
    const auto glob = PathGlob::compile(one.glob);
    if (!glob) {
      EXPECT_EQ(one.glob, "/**/x*y/**");
      continue;
    }
    EXPECT_EQ(glob->matches(one.path), one.matches) << one.glob << " " << one.path;
  }
}

/// By trying everything.
bool matches_by_trying(std::string_view glob, std::string_view path) {
  if (glob.empty()) return path.empty();
  const bool across = glob.starts_with("**");
  if (glob.front() != '*') {
    return !path.empty() && path.front() == glob.front() && matches_by_trying(glob.substr(1), path.substr(1));
  }
  if (matches_by_trying(glob.substr(across ? 2 : 1), path)) return true;
  return !path.empty() && (across || path.front() != '/') && matches_by_trying(glob, path.substr(1));
}

TEST(PathGlob, FindsWhatTryingEverythingFinds) {
  constexpr std::string_view kInGlob = "ab/**";
  constexpr std::string_view kInPath = "ab/";
  std::mt19937 random(99);
  int matched = 0;
  for (int i = 0; i < 200'000; ++i) {
    std::string glob = "/";
    std::string path = "/";
    for (auto length = random() % 7; length > 0; --length) glob += kInGlob[random() % kInGlob.size()];
    for (auto length = random() % 8; length > 0; --length) path += kInPath[random() % kInPath.size()];
    const auto compiled = PathGlob::compile(glob);
    if (!compiled) continue;
    const bool expected = matches_by_trying(glob, path);
    ASSERT_EQ(compiled->matches(path), expected) << glob << " " << path;
    matched += expected ? 1 : 0;
    if (!expected) continue;
    EXPECT_TRUE(path.starts_with(literal_prefix_of_glob(glob))) << glob << " " << path;
    for (const std::string_view literal : later_literals_of_glob(glob)) {
      EXPECT_THAT(path, testing::HasSubstr("/" + std::string(literal))) << glob;
    }
  }
  EXPECT_GT(matched, 10'000);
}

TEST(PathGlob, TakesNoLongerForAGlobThatIsMadeToCost) {
  const std::string path = "/" + std::string(8000, 'a');
  for (const std::string_view glob :
       {"/*a*a*a*a*a*a*b", "/**a**a**a**a**b", "/**a*a*a*a*a*b", "/a*a*a*a**a*a*a*b"}) {
    const auto compiled = PathGlob::compile(glob);
    ASSERT_TRUE(compiled) << glob;
    const std::clock_t begin = std::clock();
    EXPECT_FALSE(compiled->matches(path)) << glob;
    EXPECT_LT(std::clock() - begin, CLOCKS_PER_SEC / 20) << glob;
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
