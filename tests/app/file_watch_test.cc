#include "app/file_watch.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <functional>

#include "tests/temporary_folder.h"

namespace caveat::app {
namespace CAVEAT_THIS_FILE {

namespace fs = std::filesystem;

void write(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

/// A folder with rules, a database and a link, all watched.
class FileWatchTest : public testing::Test {
 protected:
  const tests::TemporaryFolder temporary_;
  const fs::path& folder_ = temporary_.path();

  FileWatchTest() {
    write(folder_ / "rules/a.toml", "a");
    write(folder_ / "rules/ru/b.toml", "b");
    write(folder_ / "geo.mmdb", "g");
    write(folder_ / "releases/1/c.toml", "c");
    write(folder_ / "releases/2/c.toml", "c");
    fs::create_directory_symlink("releases/1", folder_ / "linked");
    EXPECT_EQ(watch(), "");
  }

  std::string watch() {
    return watch_.watch({(folder_ / "rules/").string(), (folder_ / "geo.mmdb").string(),
                         (folder_ / "linked").string(), (folder_ / "later.csv").string()});
  }
  bool tells_of(const std::function<void()>& deed) {
    watch_.take_changes();
    deed();
    return watch_.take_changes();
  }

  FileWatch watch_;
};

TEST_F(FileWatchTest, TellsOfWhatTheServerReads) {
  EXPECT_TRUE(tells_of([&] { write(folder_ / "rules/a.toml", "new"); })) << "written in place";
  EXPECT_TRUE(tells_of([&] { write(folder_ / "rules/ru/new.toml", "n"); })) << "a new file in a folder below";
  EXPECT_TRUE(tells_of([&] { write(folder_ / "rules/a.toml.approval-3f.txt", "n"); })) << "an approval";
  EXPECT_TRUE(tells_of([&] { fs::remove(folder_ / "rules/ru/b.toml"); })) << "deleted";
  EXPECT_TRUE(tells_of([&] { write(folder_ / "later.csv", "n"); })) << "one that was not there";
  EXPECT_TRUE(tells_of([&] { fs::create_directory(folder_ / "rules/by"); })) << "a new folder";
  EXPECT_TRUE(tells_of([&] { write(folder_ / "releases/1/c.toml", "n"); })) << "written behind a link";
  EXPECT_TRUE(tells_of([&] {
    write(folder_ / "geo.mmdb.new", "n");
    fs::rename(folder_ / "geo.mmdb.new", folder_ / "geo.mmdb");
  })) << "renamed over";
  EXPECT_TRUE(tells_of([&] {
    fs::create_directory_symlink("releases/2", folder_ / "linked.new");
    fs::rename(folder_ / "linked.new", folder_ / "linked");
  })) << "a link that leads elsewhere";
}

TEST_F(FileWatchTest, TellsOfALinkAnywhereOnTheWay) {
  const auto lead = [&](const std::string& link, const std::string& target) {
    fs::remove(folder_ / "new");
    fs::create_symlink(target, folder_ / "new");
    fs::rename(folder_ / "new", folder_ / link);
  };
  write(folder_ / "releases/1/rules/d.toml", "d");
  write(folder_ / "releases/2/rules/d.toml", "d");
  write(folder_ / "git/x.toml", "x");
  write(folder_ / "geo-1.mmdb", "1");
  write(folder_ / "geo-2.mmdb", "2");
  lead("current", "releases/1");
  lead("rules/x.toml", "../git/x.toml");
  lead("rules/team", "../releases/1");
  lead("latest.mmdb", "geo-1.mmdb");
  lead("linked.mmdb", "latest.mmdb");
  const std::vector<std::string> paths = {(folder_ / "current/rules").string(), (folder_ / "rules").string(),
                                          (folder_ / "linked.mmdb").string()};
  ASSERT_EQ(watch_.watch(paths), "");
  EXPECT_TRUE(tells_of([&] { lead("current", "releases/2"); })) << "in the middle of a path";
  EXPECT_TRUE(tells_of([&] { write(folder_ / "git/x.toml", "new"); })) << "behind a link among rules";
  EXPECT_TRUE(tells_of([&] { lead("latest.mmdb", "geo-2.mmdb"); })) << "in the middle of a chain";
  EXPECT_TRUE(tells_of([&] { lead("rules/team", "../releases/2"); })) << "a folder among rules";
  EXPECT_TRUE(tells_of([&] { lead("rules/by", "../releases/2"); })) << "a new one";
}

TEST_F(FileWatchTest, TellsOfTheRestWhereOnePathCannotBeWatched) {
  const fs::path too_long = folder_ / std::string(300, 'x') / "geo.mmdb";
  EXPECT_NE(watch_.watch({too_long.string(), (folder_ / "rules").string()}), "");
  EXPECT_TRUE(tells_of([&] { write(folder_ / "rules/a.toml", "new"); }));
}

TEST_F(FileWatchTest, TellsOfAFolderThatComesBack) {
  ASSERT_EQ(watch_.watch({(folder_ / "releases/1/c.toml").string()}), "");
  EXPECT_TRUE(tells_of([&] { fs::rename(folder_ / "releases", folder_ / "away"); }));
  ASSERT_EQ(watch_.watch({(folder_ / "releases/1/c.toml").string()}), "");
  EXPECT_TRUE(tells_of([&] { fs::rename(folder_ / "away", folder_ / "releases"); }));
}

TEST_F(FileWatchTest, IsSilentAboutTheRest) {
  EXPECT_FALSE(tells_of([&] { write(folder_ / "rules/.a.toml.swp", "n"); })) << "a swap file";
  EXPECT_FALSE(tells_of([&] { write(folder_ / "rules/a.toml~", "n"); })) << "a backup";
  EXPECT_FALSE(tells_of([&] { write(folder_ / "rules/#a.toml#", "n"); })) << "an editor's draft";
  EXPECT_FALSE(tells_of([&] { write(folder_ / "rules/a.toml.new", "n"); })) << "not yet renamed";
  EXPECT_FALSE(tells_of([&] { write(folder_ / "geo.mmdb.part", "n"); })) << "a download";
  EXPECT_FALSE(tells_of([&] { write(folder_ / "elsewhere.txt", "n"); })) << "something else beside it";
}

TEST_F(FileWatchTest, IsSilentAboutAFileUntilItIsClosed) {
  std::ofstream file;
  EXPECT_FALSE(tells_of([&] {
    file.open(folder_ / "rules/slow.toml");
    file << "half" << std::flush;
  }));
  EXPECT_TRUE(tells_of([&] { file.close(); }));
}

TEST_F(FileWatchTest, IsSilentAboutWhatIsNoLongerToBeWatched) {
  EXPECT_EQ(watch_.watch({(folder_ / "geo.mmdb").string()}), "");
  EXPECT_FALSE(tells_of([&] { fs::rename(folder_ / "rules", folder_ / "rules.old"); }));
}

TEST_F(FileWatchTest, KnowsThatAFolderWasReplacedBetweenTwoWatches) {
  EXPECT_EQ(watch(), "");
  EXPECT_FALSE(watch_.was_replaced());
  fs::rename(folder_ / "rules", folder_ / "rules.old");
  write(folder_ / "rules/a.toml", "new");
  EXPECT_EQ(watch(), "");
  EXPECT_TRUE(watch_.was_replaced());
  EXPECT_EQ(watch(), "");
  EXPECT_FALSE(watch_.was_replaced());
}

TEST_F(FileWatchTest, WatchesWhatAFolderHasGotMeanwhile) {
  fs::create_directory(folder_ / "rules/new");
  EXPECT_EQ(watch(), "");
  EXPECT_TRUE(tells_of([&] { write(folder_ / "rules/new/x.toml", "n"); }));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::app
