#include "proxy/upstream_group.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "proxy/upstream_attempts.h"

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

using std::chrono::seconds;
using testing::ElementsAre;
using Moment = UpstreamGroup::Moment;

const Moment kNow{seconds(1000)};

/// A group of `weights.size()` servers at addresses that nobody connects to.
struct Group {
  explicit Group(const std::vector<unsigned>& weights, UpstreamOptions given = {}) : options(given) {
    for (const unsigned weight : weights) {
      const std::string url = "http://127.0.0.1:" + std::to_string(1 + group.size());
      group.add(url, *parse_upstream_url(url), weight, {StreamEndpoint()});
    }
  }
  std::vector<std::size_t> choose(std::size_t count, Moment now = kNow) {
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < count; ++i) chosen.push_back(*group.choose({}, now));
    return chosen;
  }
  void fail(std::size_t server, int times, Moment now = kNow) {
    for (int i = 0; i < times; ++i) group.failed(server, now, "upstream_cut");
  }

  UpstreamOptions options;
  UpstreamGroup group{"site", options, "", nullptr};
};

TEST(UpstreamGroup, ServersTakeTurnsAsOftenAsTheirWeightSays) {
  EXPECT_THAT(Group({1, 1, 1}).choose(6), ElementsAre(0, 1, 2, 0, 1, 2));
  EXPECT_THAT(Group({3, 1}).choose(8), ElementsAre(0, 0, 1, 0, 0, 0, 1, 0));
}

TEST(UpstreamGroup, TheFewestRequestsForTheWeightAreAskedFirst) {
  UpstreamOptions options;
  options.balance = Balance::least_connections;
  Group group({1, 2}, options);
  const ServerUse first(group.group[0]);
  const ServerUse second(group.group[1]);
  EXPECT_THAT(group.choose(2), ElementsAre(1, 1));
  const ServerUse third(group.group[1]);
  const ServerUse fourth(group.group[1]);
  EXPECT_THAT(group.choose(2), ElementsAre(0, 0));
}

TEST(UpstreamGroup, AServerThatFailsInARowIsLeftOutForAWhile) {
  Group group({1, 1});
  group.fail(0, 2);
  EXPECT_THAT(group.choose(2), ElementsAre(0, 1));
  group.fail(0, 1);
  EXPECT_THAT(group.choose(2), ElementsAre(1, 1));
  EXPECT_THAT(group.choose(2, kNow + seconds(10)), ElementsAre(0, 1));
}

TEST(UpstreamGroup, OneFailureMoreTakesItOutAgainAndOneSuccessBringsItBack) {
  Group group({1, 1});
  group.fail(0, 3);
  const Moment later = kNow + seconds(10);
  group.fail(0, 1, later);
  EXPECT_THAT(group.choose(2, later), ElementsAre(1, 1));
  group.group.succeeded(0);
  EXPECT_THAT(group.choose(2, later), ElementsAre(0, 1));
  group.fail(0, 2, later);
  EXPECT_THAT(group.choose(2, later), ElementsAre(0, 1));
}

TEST(UpstreamGroup, ServersThatAreAllOutAreAskedAllTheSame) {
  Group group({1, 1});
  group.fail(0, 3);
  group.fail(1, 3, kNow + seconds(1));
  EXPECT_THAT(group.choose(1, kNow + seconds(2)), ElementsAre(0));
  EXPECT_FALSE(group.group.any_sound());
}

TEST(UpstreamGroup, WhereTheChecksOfAllFailTheyTakeTurnsAllTheSame) {
  Group group({2, 1});
  for (const std::size_t server : {0, 1}) {
    for (int i = 0; i < 3; ++i) group.group.checked(server, false);
  }
  EXPECT_THAT(group.choose(6), ElementsAre(0, 1, 0, 0, 1, 0));
  group.fail(0, 3);
  EXPECT_THAT(group.choose(2), ElementsAre(1, 1)) << "requests failed as well";
}

TEST(UpstreamGroup, NoneIsTakenOutWhereNoFailuresCount) {
  UpstreamOptions options;
  options.health.max_failures = 0;
  Group group({1, 1}, options);
  group.fail(0, 100);
  for (int i = 0; i < 100; ++i) group.group.checked(0, false);
  EXPECT_THAT(group.choose(2), ElementsAre(0, 1));
}

TEST(UpstreamGroup, AServerWhoseChecksFailIsOutUntilOneGoesWell) {
  Group group({1, 1});
  for (int i = 0; i < 3; ++i) group.group.checked(0, false);
  group.group.succeeded(0);
  EXPECT_THAT(group.choose(2, kNow + seconds(1000)), ElementsAre(1, 1));
  group.group.checked(0, true);
  EXPECT_THAT(group.choose(2), ElementsAre(0, 1));
}

TEST(UpstreamGroup, ChangesAreToldOnceEach) {
  Group group({1, 1});
  std::vector<std::string> told;
  const auto tell = [&](const UpstreamServer& server, bool is_sound, std::string_view reason) {
    told.push_back(server.url + (is_sound ? " back" : " out ") + std::string(reason));
  };
  group.group.tell_to(tell, [&] { told.emplace_back("begins"); });
  group.fail(1, 5);
  group.group.reached(1, kNow + seconds(9));
  group.group.reached(1, kNow + seconds(10));
  group.fail(1, 1, kNow + seconds(10));
  group.group.succeeded(1);
  group.group.succeeded(1);
  EXPECT_THAT(told, ElementsAre("begins", "http://127.0.0.1:2 out upstream_cut", "http://127.0.0.1:2 back",
                                "http://127.0.0.1:2 out upstream_cut", "http://127.0.0.1:2 back"));
}

struct RetryCase {
  const char* name;
  bool is_repeatable;
  AttemptFailure failure;
  const char* next;  ///< "same", "other" or "none"
};

const std::vector<RetryCase> kRetries = {
    {"nobody there", true, {}, "other"},
    {"nobody there, for a POST", false, {}, "other"},
    {"cut before a response", true, {.reason = "", .sent = true}, "other"},
    {"cut before a response, for a POST", false, {.reason = "", .sent = true}, "none"},
    {"a kept connection that was closed", true, {.reason = "", .on_kept = true, .sent = true}, "same"},
    {"a kept connection that was closed, for a POST",
     false,
     {.reason = "", .on_kept = true, .sent = true},
     "none"},
    {"cut within a response", true, {.reason = "", .sent = true, .answered = true}, "none"},
    {"too slow", true, {.reason = "", .sent = true, .timed_out = true}, "none"},
    {"too slow on a kept connection",
     true,
     {.reason = "", .on_kept = true, .sent = true, .timed_out = true},
     "none"},
    {"too slow to connect", true, {.reason = "", .timed_out = true}, "other"},
};

TEST(UpstreamAttempts, RepeatOnlyWhatCannotBeDoneTwice) {
  for (const RetryCase& c : kRetries) {
    Group group({1, 1});
    UpstreamAttempts attempts(group.group, c.is_repeatable);
    const std::size_t first = attempts.first().server;
    const auto next = attempts.after(c.failure);
    EXPECT_EQ(!next ? "none" : next->server == first ? "same" : "other", std::string(c.next)) << c.name;
  }
}

TEST(UpstreamAttempts, RepeatWhatWasTooSlowWhereTheOptionsSaySo) {
  UpstreamOptions options;
  options.retry_timeouts = true;
  Group group({1, 1}, options);
  UpstreamAttempts attempts(group.group, true);
  attempts.first();
  EXPECT_TRUE(attempts.after({.reason = "", .sent = true, .timed_out = true}));
}

TEST(UpstreamAttempts, EndWithTheRetriesOrTheServers) {
  Group group({1, 1, 1});
  UpstreamAttempts attempts(group.group, true);
  attempts.first();
  EXPECT_TRUE(attempts.after({}));
  EXPECT_FALSE(attempts.after({}));
  Group alone({1});
  UpstreamAttempts once(alone.group, true);
  once.first();
  EXPECT_FALSE(once.after({}));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
