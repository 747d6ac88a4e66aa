#include "rules/pack_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace caveat::rules {
namespace {

namespace fs = std::filesystem;

class PackFilesTest : public testing::Test {
 protected:
  PackFilesTest()
      : folder_(fs::path(testing::TempDir()) /
                ("caveat-pack-files-" +
                 std::string(testing::UnitTest::GetInstance()->current_test_info()->name()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~PackFilesTest() override { fs::remove_all(folder_); }

  void write(const std::string& name, const std::string& text = "x = 1\n") {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }

  std::vector<std::string> names(const PackFiles& read) const {
    std::vector<std::string> out;
    for (const SourceFile& file : read.files) out.push_back(fs::relative(file.path, folder_).string());
    return out;
  }

  fs::path folder_;
};

TEST_F(PackFilesTest, AreReadInOrderOfPathFromAllFolders) {
  for (const char* name : {"b.toml", "a/z.toml", "c.toml", "a/a.toml"}) write(name);
  const PackFiles read = read_pack_files(folder_.string());
  EXPECT_THAT(names(read), testing::ElementsAre("a/a.toml", "a/z.toml", "b.toml", "c.toml"));
  EXPECT_THAT(read.diagnostics, testing::IsEmpty());
}

TEST_F(PackFilesTest, AreNotWhatEditorsLeaveBehind) {
  for (const char* name : {"a.toml", ".a.toml.swp", "a.toml~", "#a.toml#", ".#a.toml", "a.toml.bak",
                           ".git/b.toml", "readme.md", "4913"}) {
    write(name);
  }
  EXPECT_THAT(names(read_pack_files(folder_.string())), testing::ElementsAre("a.toml"));
}

TEST_F(PackFilesTest, CanBeASingleFileOfAnyName) {
  write("rules.txt", "y = 2\n");
  const PackFiles read = read_pack_files((folder_ / "rules.txt").string());
  ASSERT_EQ(read.files.size(), 1U);
  EXPECT_EQ(read.files[0].text, "y = 2\n");
}

TEST_F(PackFilesTest, OfAnEmptyFolderAreAnErrorUnlessAllowed) {
  EXPECT_EQ(render(read_pack_files(folder_.string()).diagnostics, DiagnosticFormat::text),
            folder_.string() + ": error: the folder holds no rule files (*.toml) [CV004]\n");
  EXPECT_THAT(read_pack_files(folder_.string(), EmptyFolder::allowed).diagnostics, testing::IsEmpty());
}

TEST_F(PackFilesTest, ThatAreMissingAreAnError) {
  const PackFiles read = read_pack_files((folder_ / "none").string());
  ASSERT_EQ(read.diagnostics.size(), 1U);
  EXPECT_EQ(read.diagnostics[0].code, "CV005");
}

TEST_F(PackFilesTest, ThatAreTooLargeAreNotRead) {
  write("big.toml", std::string(1024 * 1024 + 1, '#'));
  const PackFiles read = read_pack_files(folder_.string());
  EXPECT_THAT(read.files, testing::IsEmpty());
  ASSERT_EQ(read.diagnostics.size(), 1U);
  EXPECT_EQ(read.diagnostics[0].code, "CV003");
}

}  // namespace
}  // namespace caveat::rules
