#include "app/file_replacement.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace caveat::app {
namespace CAVEAT_THIS_FILE {

namespace fs = std::filesystem;

class FileReplacementTest : public testing::Test {
 protected:
  FileReplacementTest() { fs::create_directories(folder_); }
  ~FileReplacementTest() override { fs::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  void put(const std::string& name, const std::string& text) const { std::ofstream(path(name)) << text; }
  std::string text_of(const std::string& name) const {
    std::ifstream in(path(name));
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  }
  std::ptrdiff_t files() const {
    return std::distance(fs::directory_iterator(folder_), fs::directory_iterator());
  }

  fs::path folder_ = fs::temp_directory_path() / ("caveat-file-replacement-" + std::to_string(::getpid()));
};

TEST_F(FileReplacementTest, KeepsALinkAndReplacesWhatItLeadsTo) {
  put("file", "old");
  fs::create_symlink("file", path("link"));
  EXPECT_EQ(replace_file(path("link"), "new"), "");
  EXPECT_TRUE(fs::is_symlink(path("link")));
  EXPECT_EQ(text_of("file"), "new");
}

TEST_F(FileReplacementTest, ReplacesALinkItselfWhereLinksAreNotFollowed) {
  put("file", "old");
  fs::create_symlink("file", path("link"));
  EXPECT_EQ(replace_file(path("link"), "new", {.follows_links = false}), "");
  EXPECT_FALSE(fs::is_symlink(path("link")));
  EXPECT_EQ(text_of("link"), "new");
  EXPECT_EQ(text_of("file"), "old");
}

TEST_F(FileReplacementTest, LeavesEverythingAsItWasIfItIsNoLongerWanted) {
  put("file", "old");
  EXPECT_NE(replace_file(path("file"), "new", {.is_wanted = [] { return false; }}), "");
  EXPECT_EQ(text_of("file"), "old");
  EXPECT_EQ(files(), 1);
}

TEST_F(FileReplacementTest, AsksWhetherItIsWantedOnceTheBytesAreThere) {
  std::ptrdiff_t files_then = 0;
  const auto look = [&] {
    files_then = files();
    return true;
  };
  EXPECT_EQ(replace_file(path("file"), "new", {.is_wanted = look}), "");
  EXPECT_EQ(files_then, 1);
  EXPECT_EQ(text_of("file"), "new");
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::app
