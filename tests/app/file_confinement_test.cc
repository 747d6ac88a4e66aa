#include "app/file_confinement.h"

#include <gtest/gtest.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>

#include "tests/temporary_folder.h"

namespace caveat::app {
namespace CAVEAT_THIS_FILE {

namespace fs = std::filesystem;

/// A folder of rules, a link out of it, and a file that is nobody's business. What is tried is tried in a
/// process of its own, since it cannot be undone.
class FileConfinement : public testing::Test {
 protected:
  const tests::TemporaryFolder temporary_;
  const fs::path& folder_ = temporary_.path();

  FileConfinement() {
    for (const char* file : {"etc/caveat.toml", "etc/rules/a.toml", "shared/b.toml", "private/key"}) {
      fs::create_directories((folder_ / file).parent_path());
      std::ofstream(folder_ / file) << "text";
    }
    fs::create_symlink(folder_ / "shared/b.toml", folder_ / "etc/rules/b.toml");
  }

  /// `prepare` is done in the same process before; false: it cannot be done here.
  bool holds_confined(
      const std::function<bool()>& claim, const std::vector<std::string>& written = {},
      const std::function<bool()>& prepare = [] { return true; }) const {
    const pid_t child = ::fork();
    if (child == 0) {
      if (!prepare()) ::_exit(kSkipped);
      const std::string problem = confine_files({(folder_ / "etc/rules/").string()}, {}, written);
      ::_exit(!problem.empty() ? kSkipped : claim() ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) && (WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == kSkipped);
  }
  bool can_read(const char* file) const { return std::ifstream(folder_ / file).get() == 't'; }

  static constexpr int kSkipped = 77;
};

TEST_F(FileConfinement, LetsFilesBeMadeBelowFoldersThatAreWritten) {
  const std::vector<std::string> written = {(folder_ / "shared").string()};
  EXPECT_TRUE(holds_confined(
      [&] {
        std::error_code error;
        fs::create_directory(folder_ / "shared/below", error);
        std::ofstream(folder_ / "shared/below/new") << "text";
        return can_read("shared/below/new");
      },
      written));
  EXPECT_TRUE(holds_confined([&] { return !(std::ofstream(folder_ / "private/new") << "text"); }, written));
}

TEST_F(FileConfinement, LeavesWhatIsReadAtAReload) {
  EXPECT_TRUE(holds_confined([&] { return can_read("etc/rules/a.toml"); }));
  EXPECT_TRUE(holds_confined([&] { return can_read("etc/rules/b.toml"); })) << "behind a link";
  EXPECT_TRUE(holds_confined([&] { return can_read("etc/caveat.toml"); })) << "beside it";
  EXPECT_TRUE(holds_confined([&] { return std::ifstream("/etc/passwd").good(); })) << "the system's";
}

TEST_F(FileConfinement, LeavesWhatNamesAreLookedUpByBehindALinkOfTheSystem) {
  fs::create_directories(folder_ / "run/resolvconf");
  std::ofstream(folder_ / "run/resolvconf/resolv.conf") << "text";
  fs::create_symlink(folder_ / "run/resolvconf/resolv.conf", folder_ / "etc/resolv.conf");
  const auto mount_as_etc = [this] {
    return ::unshare(CLONE_NEWNS) == 0 && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
           ::mount((folder_ / "etc").c_str(), "/etc", nullptr, MS_BIND, nullptr) == 0;
  };
  EXPECT_TRUE(
      holds_confined([] { return std::ifstream("/etc/resolv.conf").get() == 't'; }, {}, mount_as_etc));
  std::ofstream(folder_ / "run/resolvconf/next") << "text";
  EXPECT_TRUE(holds_confined([this] { return can_read("run/resolvconf/next"); }, {}, mount_as_etc))
      << "by which it is replaced";
  EXPECT_TRUE(holds_confined([this] { return !can_read("private/key"); }, {}, mount_as_etc));
}

TEST_F(FileConfinement, LeavesNothingElse) {
  EXPECT_TRUE(holds_confined([&] { return !can_read("private/key"); }));
  EXPECT_TRUE(holds_confined([&] { return !std::ofstream(folder_ / "etc/rules/a.toml").good(); }))
      << "to write";
  EXPECT_TRUE(holds_confined([&] { return !std::ofstream(folder_ / "new").good(); })) << "to make";
  EXPECT_TRUE(holds_confined([&] { return ::unlink((folder_ / "etc/rules/a.toml").c_str()) != 0; }))
      << "to remove";
  EXPECT_TRUE(holds_confined([&] { return ::execl("/bin/true", "true", nullptr) == -1; })) << "to run";
}

TEST_F(FileConfinement, LeavesWhatWasOpen) {
  std::ofstream log(folder_ / "log");
  EXPECT_TRUE(holds_confined([&] { return (log << "line" << std::flush).good(); }));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::app
