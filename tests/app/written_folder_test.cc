#include "app/written_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace caveat::app {
namespace CAVEAT_THIS_FILE {

namespace fs = std::filesystem;

TEST(WrittenFolder, IsLookedAtAndLeftAsItIs) {
  const fs::path root = fs::path(testing::TempDir()) / "caveat-written-folder";
  fs::remove_all(root);
  fs::create_directories(root / "there");
  std::ofstream(root / "file") << "a file";
  fs::create_symlink("/nonexistent/folder", root / "nowhere");
  const struct {
    std::string folder;
    std::string fault;
  } kCases[] = {
      {(root / "there").string(), ""},
      {(root / "there/").string(), ""},
      {(root / "to/be/made").string(), ""},
      {(root / "file").string(), (root / "file").string() + " is no folder"},
      {(root / "file/below").string(), (root / "file").string() + " is no folder"},
      {(root / "nowhere").string(), (root / "nowhere").string() + " is no folder"},
      {"/proc/x", "no files can be made in /proc"},
  };
  for (const auto& one : kCases) EXPECT_EQ(fault_of_written_folder(one.folder), one.fault) << one.folder;
  EXPECT_FALSE(fs::exists(root / "to"));
  EXPECT_TRUE(fs::is_empty(root / "there"));
  fs::remove_all(root);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::app
