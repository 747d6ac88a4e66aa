#include "rules/pack_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>

#include <filesystem>
#include <fstream>

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

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
    for (const SourceFile& file : read.files)
      out.push_back(fs::path(file.path).lexically_relative(folder_).string());
    return out;
  }

  /// "CV006 p.toml", in order.
  std::vector<std::string> codes(const PackFiles& read) const {
    std::vector<std::string> out;
    for (const Diagnostic& one : read.diagnostics) {
      out.push_back(one.code + " " + fs::path(one.place.file).lexically_relative(folder_).string());
    }
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
  EXPECT_THAT(read_pack_files(folder_.string(), EmptyRules::allowed).diagnostics, testing::IsEmpty());
}

TEST_F(PackFilesTest, ThatAreMissingAreAnError) {
  const PackFiles read = read_pack_files((folder_ / "none").string());
  ASSERT_EQ(read.diagnostics.size(), 1U);
  EXPECT_EQ(read.diagnostics[0].code, "CV005");
}

TEST_F(PackFilesTest, TellWhatCouldNotBeReadFromWhatIsWrong) {
  write("big.toml", std::string(1024 * 1024 + 1, '#'));
  EXPECT_TRUE(read_pack_files((folder_ / "none").string()).unreadable);
  EXPECT_FALSE(read_pack_files(folder_.string()).unreadable);
}

TEST_F(PackFilesTest, ThatArePipesOrSocketsAreRefusedAndNotWaitedFor) {
  write("a.toml");
  ASSERT_EQ(::mkfifo((folder_ / "pipe.toml").c_str(), 0600), 0);
  const PackFiles read = read_pack_files(folder_.string());
  EXPECT_THAT(codes(read), testing::ElementsAre("CV006 pipe.toml"));
  EXPECT_EQ(read.diagnostics[0].message, "this is a pipe, not a file");
  EXPECT_THAT(names(read), testing::ElementsAre("a.toml"));
  EXPECT_EQ(read_pack_files((folder_ / "pipe.toml").string()).diagnostics.size(), 1U);
}

TEST_F(PackFilesTest, ThatAreDevicesAreRefused) {
  fs::create_symlink("/dev/zero", folder_ / "zero.toml");
  EXPECT_THAT(codes(read_pack_files(folder_.string())), testing::ElementsAre("CV006 zero.toml"));
}

TEST_F(PackFilesTest, ThatLookAsIfTheyWereMeantToBeRulesAreWarnedOf) {
  for (const char* name : {"a.toml", "b.TOML", "c.Toml", "d.toml.txt", "e.toml.bak", "f.txt"}) write(name);
  const PackFiles read = read_pack_files(folder_.string());
  EXPECT_THAT(codes(read), testing::ElementsAre("CV008 b.TOML", "CV008 c.Toml", "CV008 d.toml.txt"));
  EXPECT_FALSE(has_errors(read.diagnostics));
  EXPECT_THAT(names(read), testing::ElementsAre("a.toml"));
}

TEST_F(PackFilesTest, InAFolderWithNothingButAMisnamedFileAreAnErrorToo) {
  write("b.TOML");
  EXPECT_THAT(codes(read_pack_files(folder_.string())), testing::ElementsAre("CV008 b.TOML", "CV004 ."));
}

TEST_F(PackFilesTest, AreFoundThroughLinksToFilesAndFolders) {
  write("elsewhere/one.toml", "x = 1\n");
  write("far/two.toml", "x = 2\n");
  fs::create_directory(folder_ / "rules");
  fs::create_symlink("../elsewhere/one.toml", folder_ / "rules/one.toml");
  fs::create_directory_symlink("../far", folder_ / "rules/linked");
  const PackFiles read = read_pack_files((folder_ / "rules").string());
  EXPECT_THAT(names(read), testing::ElementsAre("rules/linked/two.toml", "rules/one.toml"));
  EXPECT_THAT(read.diagnostics, testing::IsEmpty());
}

TEST_F(PackFilesTest, AreReadOnceThoughLinksLeadInACircle) {
  write("a.toml");
  write("inner/b.toml");
  fs::create_directory_symlink("..", folder_ / "inner/up");
  fs::create_directory_symlink(".", folder_ / "same");
  const PackFiles read = read_pack_files(folder_.string());
  EXPECT_THAT(names(read), testing::ElementsAre("a.toml", "inner/b.toml"));
  EXPECT_THAT(read.diagnostics, testing::IsEmpty());
}

TEST_F(PackFilesTest, WhoseLinkLeadsNowhereAreAnError) {
  fs::create_symlink("gone.toml", folder_ / "a.toml");
  const PackFiles read = read_pack_files(folder_.string());
  ASSERT_EQ(read.diagnostics.size(), 1U);
  EXPECT_EQ(read.diagnostics[0].message, "the file cannot be read: No such file or directory");
}

TEST_F(PackFilesTest, SayWhichWasChangedLastAndWhen) {
  write("old.toml");
  write("new.toml");
  fs::last_write_time(folder_ / "old.toml",
                      fs::last_write_time(folder_ / "new.toml") - std::chrono::hours(1));
  const PackFiles read = read_pack_files(folder_.string());
  EXPECT_EQ(read.newest_file, (folder_ / "new.toml").string());
  EXPECT_GT(read.newest_change, std::chrono::sys_days(std::chrono::year(2024) / 1 / 1));
}

TEST(ChangedBetween, NamesWhatCameWentOrChanged) {
  PackFiles earlier;
  earlier.files = {{"same", "1"}, {"changed", "1"}, {"gone", "1"}};
  PackFiles later;
  later.files = {{"same", "1"}, {"changed", "2"}, {"new", "1"}};
  EXPECT_THAT(changed_between(earlier, later), testing::ElementsAre("changed", "gone", "new"));
  EXPECT_THAT(changed_between(later, later), testing::IsEmpty());
}

TEST_F(PackFilesTest, ThatAreTooLargeAreNotRead) {
  write("big.toml", std::string(1024 * 1024 + 1, '#'));
  const PackFiles read = read_pack_files(folder_.string());
  EXPECT_THAT(read.files, testing::IsEmpty());
  ASSERT_EQ(read.diagnostics.size(), 1U);
  EXPECT_EQ(read.diagnostics[0].code, "CV003");
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
