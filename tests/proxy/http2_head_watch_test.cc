#include "proxy/http2_head_watch.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

const std::string kPreface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

std::string frame(char kind, char flags, std::size_t size) {
  std::string bytes(9, '\0');
  bytes[1] = static_cast<char>(size >> 8U);
  bytes[2] = static_cast<char>(size & 0xffU);
  bytes[3] = kind;
  bytes[4] = flags;
  return bytes + std::string(size, 'x');
}

const std::string kSettings = frame(4, 0, 6);
const std::string kData = frame(0, 0, 300);
const std::string kHead = frame(1, 4, 20);       // END_HEADERS
const std::string kHeadBegun = frame(1, 0, 20);  // CONTINUATION follows
const std::string kHeadGoesOn = frame(9, 0, 20);
const std::string kHeadEnds = frame(9, 4, 0);

struct Case {
  const char* name;
  std::string came;
  bool is_unfinished;
};

const std::vector<Case> kCases = {
    {"nothing", "", false},
    {"a part of the preface", "PRI", true},
    {"the preface without its SETTINGS", kPreface, true},
    {"the preface and a part of them", kPreface + kSettings.substr(0, 12), true},
    {"the preface with its SETTINGS", kPreface + kSettings, false},
    {"a part of a frame's head", kPreface + kSettings + kData.substr(0, 8), true},
    {"a part of the content", kPreface + kSettings + kData.substr(0, 50), false},
    {"all of it", kPreface + kSettings + kData, false},
    {"a part of a head", kPreface + kSettings + kHead.substr(0, 15), true},
    {"a head", kPreface + kSettings + kHead, false},
    {"a head that goes on", kPreface + kSettings + kHeadBegun, true},
    {"the same, further on", kPreface + kSettings + kHeadBegun + kHeadGoesOn, true},
    {"the same, at its end", kPreface + kSettings + kHeadBegun + kHeadGoesOn + kHeadEnds, false},
    {"a head behind another", kPreface + kSettings + kHead + kHeadBegun, true},
};

TEST(Http2HeadWatch, KnowsWhetherAHeadIsOnItsWay) {
  for (const Case& c : kCases) {
    Http2HeadWatch at_once;
    at_once.see(c.came);
    EXPECT_EQ(at_once.unfinished(false).has_value(), c.is_unfinished) << c.name;
    Http2HeadWatch by_byte;
    for (const char byte : c.came) by_byte.see({&byte, 1});
    EXPECT_EQ(by_byte.unfinished(false), at_once.unfinished(false)) << c.name;
  }
}

TEST(Http2HeadWatch, TakesNoFrameThatHasButBegunForAHeadWhileStreamsRun) {
  const std::string window_update = frame(8, 0, 4);
  Http2HeadWatch watch;
  watch.see(kPreface + kSettings + window_update.substr(0, 5));
  EXPECT_FALSE(watch.unfinished(true));
  watch.see(window_update.substr(5) + kHeadBegun);
  EXPECT_TRUE(watch.unfinished(true));
}

TEST(Http2HeadWatch, TellsOneHeadFromTheNext) {
  Http2HeadWatch watch;
  watch.see(kPreface + kSettings + kHeadBegun);
  const auto first = watch.unfinished(false);
  watch.see(kHeadGoesOn);
  EXPECT_EQ(watch.unfinished(false), first);
  watch.see(kHeadEnds + kHeadBegun);
  EXPECT_NE(watch.unfinished(false), first);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
