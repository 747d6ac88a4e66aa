#include "app/reload_loop.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "tests/temporary_folder.h"

namespace caveat::app {
namespace CAVEAT_THIS_FILE {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

/// A loop that counts its reloads, each of which takes a while, over a watched folder.
class ReloadLoopTest : public testing::Test {
 protected:
  const tests::TemporaryFolder temporary_;
  const fs::path& folder_ = temporary_.path();

  ReloadWork work() {
    return {.reload =
                [this] {
                  ++begun_;
                  std::this_thread::sleep_for(100ms);
                  ++ended_;
                },
            .watched = [this] { return std::vector<std::string>{folder_.string()}; },
            .tell = [this](const std::string&) { ++told_; }};
  }
  void write(const char* name) const { std::ofstream(folder_ / name) << "text"; }
  static bool becomes(const std::atomic<int>& count, int wanted) {
    for (int i = 0; i < 500 && count < wanted; ++i) std::this_thread::sleep_for(10ms);
    return count == wanted;
  }

  std::atomic<int> begun_ = 0;
  std::atomic<int> ended_ = 0;
  std::atomic<int> told_ = 0;
};

TEST_F(ReloadLoopTest, ReloadsWhenAsked) {
  ReloadLoop loop(work());
  loop.begin();
  std::this_thread::sleep_for(50ms);
  EXPECT_EQ(begun_, 0);
  loop.request();
  EXPECT_TRUE(becomes(ended_, 1));
  loop.request();
  EXPECT_TRUE(becomes(ended_, 2));
}

TEST_F(ReloadLoopTest, WhatChangedBeforeItBeganIsReloadedOnce) {
  ReloadLoop loop(work());
  write("a.toml");
  loop.begin();
  EXPECT_TRUE(becomes(ended_, 1));
}

TEST_F(ReloadLoopTest, NothingIsReloadedAfterTheEnd) {
  ReloadLoop loop(work());
  loop.begin();
  loop.end();
  loop.request();
  std::this_thread::sleep_for(50ms);
  EXPECT_EQ(begun_, 0);
}

TEST_F(ReloadLoopTest, WatchesWhatAReloadWasTheFirstToName) {
  fs::create_directory(folder_ / "named");
  ReloadWork work = this->work();
  work.watched = [this] {
    return std::vector<std::string>{(ended_ == 0 ? folder_ / "first" : folder_ / "named").string()};
  };
  ReloadLoop loop(std::move(work));
  loop.begin();
  loop.request();
  EXPECT_TRUE(becomes(ended_, 2)) << "what it names was read before it was watched";
  write("named/rules.toml");
  EXPECT_TRUE(becomes(ended_, 3));
}

TEST_F(ReloadLoopTest, RequestsDuringAReloadAreOneMore) {
  ReloadLoop loop(work());
  loop.begin();
  loop.request();
  EXPECT_TRUE(becomes(begun_, 1));
  for (int i = 0; i < 50; ++i) loop.request();
  EXPECT_TRUE(becomes(ended_, 2));
  std::this_thread::sleep_for(200ms);
  EXPECT_EQ(ended_, 2);
}

TEST_F(ReloadLoopTest, FilesThatChangeTogetherAreOneReload) {
  ReloadLoop loop(work());
  loop.begin();
  for (const char* name : {"a.toml", "b.toml", "c.toml"}) {
    write(name);
    std::this_thread::sleep_for(20ms);
  }
  EXPECT_EQ(begun_, 0) << "they may be followed by more";
  EXPECT_TRUE(becomes(ended_, 1));
  std::this_thread::sleep_for(500ms);
  EXPECT_EQ(ended_, 1);
}

TEST_F(ReloadLoopTest, AChangeDuringAReloadIsAnother) {
  ReloadLoop loop(work());
  loop.begin();
  loop.request();
  EXPECT_TRUE(becomes(begun_, 1));
  write("a.toml");
  EXPECT_TRUE(becomes(ended_, 2));
}

TEST_F(ReloadLoopTest, FoldersThatCameMeanwhileAreWatched) {
  ReloadLoop loop(work());
  loop.begin();
  fs::create_directory(folder_ / "new");
  EXPECT_TRUE(becomes(ended_, 1));
  write("new/a.toml");
  EXPECT_TRUE(becomes(ended_, 2));
}

TEST_F(ReloadLoopTest, EndsAfterTheReloadThatIsUnderWay) {
  {
    ReloadLoop loop(work());
    loop.begin();
    loop.request();
    EXPECT_TRUE(becomes(begun_, 1));
  }
  EXPECT_EQ(ended_, 1);
}

TEST_F(ReloadLoopTest, EndsWithoutWaitingForFilesToRest) {
  {
    ReloadLoop loop(work());
    loop.begin();
    write("a.toml");
    std::this_thread::sleep_for(20ms);
  }
  EXPECT_EQ(begun_, 0);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::app
