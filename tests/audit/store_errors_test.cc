// What is said of a store that cannot be used: which file it is about.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>

#include "audit/store/database.h"
#include "tests/audit/archive_reading.h"

namespace caveat::audit::tests {
namespace CAVEAT_THIS_FILE {

using testing::StartsWith;

/// As on a disk with room for so much of each file.
class SmallDisk {
 public:
  explicit SmallDisk(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit small{.rlim_cur = bytes, .rlim_max = before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  ~SmallDisk() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }

 private:
  void (*handler_)(int);
  rlimit before_{};
};

constexpr const char* kMuch = R"sql(
CREATE TEMP TABLE much (number INTEGER, text TEXT);
WITH RECURSIVE up (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n < 20000)
  INSERT INTO much SELECT n, hex(zeroblob(500)) FROM up;
)sql";

class StoreErrors : public testing::Test {
 protected:
  StoreErrors() {
    std::filesystem::create_directory(folder_);
    ::setenv("SQLITE_TMPDIR", folder_.c_str(), 1);
  }
  ~StoreErrors() override {
    ::unsetenv("SQLITE_TMPDIR");
    std::filesystem::remove_all(folder_);
  }

  const StoredFile file_{""};
  const std::string folder_ = file_.path() + ".tmp";
};

TEST_F(StoreErrors, NameTheFolderOfFilesThatAreSqlitesOwnWhereThatMayBeFull) {
  auto database = Database::open(file_.path());
  ASSERT_TRUE(database);
  const SmallDisk disk(rlim_t{1} << 20);
  const auto done = database->execute(kMuch);
  ASSERT_FALSE(done);
  EXPECT_THAT(done.error().reason,
              StartsWith(file_.path() + ", or a file of SQLite's own in " + folder_ + ": "));
}

TEST_F(StoreErrors, NameThatFolderAloneWhereTheStoreIsSuchAFile) {
  auto database = Database::open("");
  ASSERT_TRUE(database);
  const SmallDisk disk(rlim_t{1} << 20);
  const auto done = database->execute(kMuch);
  ASSERT_FALSE(done);
  EXPECT_THAT(done.error().reason, StartsWith("a file of SQLite's own in " + folder_ + ": "));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::audit::tests
