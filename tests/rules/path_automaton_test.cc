#include "rules/path_automaton.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "rules/canonical_url.h"

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

struct Inclusion {
  std::vector<std::string_view> outer;
  std::string_view inner;
  bool holds;
};

const Inclusion kInclusions[] = {
    {{"/**"}, "/a/*/b", true},
    {{"/a/**"}, "/a/b/**", true},
    {{"/a/**"}, "/a", false},
    {{"/a/*"}, "/a/**", false},
    {{"/a/*"}, "/a/b", true},
    {{"/a/*"}, "/a/b/c", false},
    {{"/*/b"}, "/a/b", true},
    {{"/**/b"}, "/a/*/b", true},
    {{"/**x**"}, "/a/x/*", true},
    {{"/a*", "/b*"}, "/a1", true},
    {{"/a/*", "/a/*/**"}, "/a/**", true},
    {{"/a/*/**"}, "/a/**", false},
    {{"/%7Euser/*"}, "/~user/1", true},
    {{}, "/a", false},
};

std::vector<PathAutomaton> globs_of(const std::vector<std::string_view>& texts) {
  return {texts.begin(), texts.end()};
}

TEST(PathAutomata, HoldEachOther) {
  for (const Inclusion& one : kInclusions) {
    EXPECT_EQ(holds(globs_of(one.outer), PathAutomaton(one.inner)), one.holds)
        << testing::PrintToString(one.outer) << one.inner;
  }
}

struct MeetingCase {
  std::string_view a;
  std::string_view b;
  std::optional<std::string> path;
};

const MeetingCase kMeetings[] = {
    {"/a/**", "/a/b/*", "/a/b/"},     {"/a/*", "/*/b", "/a/b"}, {"/a/*", "/b/*", std::nullopt},
    {"/a/*", "/a/b/c", std::nullopt}, {"/**", "/**", "/x"},     {"/*.html", "/**", "/x.html"},
};

TEST(PathAutomata, MeetInAPath) {
  for (const MeetingCase& one : kMeetings) {
    EXPECT_EQ(meeting_of(PathAutomaton(one.a), PathAutomaton(one.b)), one.path) << one.a << " " << one.b;
  }
}

/// Every canonical path of up to `length` characters over a small alphabet.
std::vector<std::string> all_paths(std::size_t length) {
  std::vector<std::string> out = {"/"};
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (out[i].size() == length) continue;
    for (const char c : {'a', 'b', '/', 'x'}) {
      std::string longer = out[i] + c;
      if (canonical_path(longer) == longer) out.push_back(std::move(longer));
    }
  }
  return out;
}

std::string random_glob(std::mt19937& random) {
  constexpr std::string_view kParts[] = {"a", "b", "/", "*", "**", "/*", "/a", "a*"};
  std::string out = "/";
  for (std::size_t i = random() % 5; i > 0; --i) out += kParts[random() % std::size(kParts)];
  return out;
}

TEST(PathAutomata, AgreeWithTryingAllPaths) {
  const std::vector<std::string> paths = all_paths(6);
  std::mt19937 random(7);
  std::size_t held = 0;
  std::size_t met = 0;
  for (int round = 0; round < 1500; ++round) {
    const std::vector<PathAutomaton> outer = {PathAutomaton(random_glob(random)),
                                              PathAutomaton(random_glob(random))};
    const std::string inner_text = random_glob(random);
    const PathAutomaton inner(inner_text);
    const auto in_outer = [&](const std::string& path) {
      return outer[0].matches(path) || outer[1].matches(path);
    };
    bool all_in = true;
    bool any_meets = false;
    for (const std::string& path : paths) {
      if (!inner.matches(path)) continue;
      all_in = all_in && in_outer(path);
      any_meets = any_meets || outer[0].matches(path);
    }
    const bool said = holds(outer, inner);
    EXPECT_TRUE(all_in || !said) << inner_text;
    held += said ? 1 : 0;
    const auto path = meeting_of(outer[0], inner);
    if (path) {
      EXPECT_TRUE(outer[0].matches(*path) && inner.matches(*path)) << *path << " " << inner_text;
      ++met;
    }
    EXPECT_TRUE(path || !any_meets) << inner_text;
  }
  EXPECT_GT(held, 100U);
  EXPECT_GT(met, 300U);
}

TEST(PathAutomata, ThatWouldTakeTooLongAreGivenUp) {
  std::string stars = "/";
  for (int i = 0; i < 200; ++i) stars += i % 2 == 0 ? "*a" : "**b";
  const std::vector<PathAutomaton> outer = {PathAutomaton(stars), PathAutomaton("/*b" + stars)};
  EXPECT_FALSE(holds(outer, PathAutomaton("/**ab**ba**" + stars.substr(1, 90))));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
