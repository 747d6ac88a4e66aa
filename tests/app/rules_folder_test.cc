#include "app/studio/rules_folder.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace caveat::app {
namespace CAVEAT_THIS_FILE {

namespace fs = std::filesystem;

class RulesFolderTest : public testing::Test {
 protected:
  RulesFolderTest() { fs::create_directories(root_); }
  ~RulesFolderTest() override { fs::remove_all(root_); }

  bool is_there(const std::string& path) const { return fs::exists(root_ / path); }

  fs::path root_ = fs::temp_directory_path() / ("caveat-rules-folder-" + std::to_string(::getpid()));
  RulesFolder folder_{root_.string()};
};

TEST_F(RulesFolderTest, WritesThePagesThatWaitWithTheirPackAndHoldsThemNoLonger) {
  folder_.hold_pages("a/a.toml", {{"a/pages/1.html", "one"}});
  EXPECT_EQ(folder_.waiting_page("a/pages/1.html"), "one");
  EXPECT_TRUE(folder_.write_pack("a/a.toml", "x = 1\n", ""));
  EXPECT_TRUE(is_there("a/pages/1.html"));
  fs::remove_all(root_ / "a");
  EXPECT_EQ(folder_.waiting_page("a/pages/1.html"), std::nullopt);
}

TEST_F(RulesFolderTest, HoldsThePagesOfTheLastPackOfAPath) {
  folder_.hold_pages("a/a.toml", {{"a/pages/1.html", "one"}, {"a/pages/2.html", "two"}});
  folder_.hold_pages("a/a.toml", {{"a/pages/1.html", "other"}});
  EXPECT_EQ(folder_.waiting_page("a/pages/1.html"), "other");
  EXPECT_EQ(folder_.waiting_page("a/pages/2.html"), std::nullopt);
}

TEST_F(RulesFolderTest, ForgetsTheOldestOfManyButNoneOfTheNewest) {
  for (int i = 0; i < 150; ++i) {
    const std::string name = "p" + std::to_string(i);
    folder_.hold_pages(name + "/" + name + ".toml", {{name + "/1.html", "1"}, {name + "/2.html", "2"}});
  }
  EXPECT_EQ(folder_.waiting_page("p0/1.html"), std::nullopt);
  EXPECT_EQ(folder_.waiting_page("p149/1.html"), "1");
  EXPECT_EQ(folder_.waiting_page("p149/2.html"), "2");
}

TEST_F(RulesFolderTest, MovesPagesWithTheirPackAlsoIfItIsAskedTwice) {
  folder_.hold_pages("a/a.toml", {{"a/pages/1.html", "one"}});
  folder_.move_pages("a/a.toml", "b/b.toml");
  folder_.move_pages("a/a.toml", "b/b.toml");
  EXPECT_EQ(folder_.waiting_page("a/pages/1.html"), std::nullopt);
  EXPECT_EQ(folder_.waiting_page("b/pages/1.html"), "one");
}

TEST_F(RulesFolderTest, CountsNoPageThatWaitsForAPackThatIsThere) {
  folder_.hold_pages("a/a.toml", {{"a/pages/1.html", "one"}});
  fs::create_directories(root_ / "a");
  std::ofstream(root_ / "a/a.toml") << "theirs";
  EXPECT_EQ(folder_.waiting_page("a/pages/1.html"), std::nullopt);
}

TEST_F(RulesFolderTest, LeavesNoPagesWhereThePackFindsItsPlaceTaken) {
  folder_.hold_pages("a/a.toml", {{"a/pages/1.html", "one"}});
  fs::create_directories(root_ / "a");
  // Seen by nobody who looks whether there is a file, as one that is made in the moment after.
  fs::create_symlink(root_ / "nowhere", root_ / "a/a.toml");
  EXPECT_FALSE(folder_.write_pack("a/a.toml", "x = 1\n", ""));
  EXPECT_TRUE(fs::is_symlink(root_ / "a/a.toml"));
  EXPECT_FALSE(is_there("a/pages/1.html"));
}

TEST_F(RulesFolderTest, WritesOverNoPageThatIsThere) {
  folder_.hold_pages("a/a.toml", {{"a/1.html", "mine"}});
  fs::create_directories(root_ / "a");
  std::ofstream(root_ / "a/1.html") << "theirs";
  EXPECT_TRUE(folder_.write_pack("a/a.toml", "x = 1\n", ""));
  std::string text;
  std::ifstream(root_ / "a/1.html") >> text;
  EXPECT_EQ(text, "theirs");
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::app
