#include "audit/partials/archive_digest.h"

#include <gtest/gtest.h>
#include <sys/fsuid.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "rules/digest.h"
#include "tests/audit/archive_reading.h"

namespace caveat::audit::tests {
namespace CAVEAT_THIS_FILE {

namespace fs = std::filesystem;

/// As fs tells, with a digest that no bytes have: whoever gives it has not read the file.
FileState state_of(const std::string& path) {
  struct stat status = {};
  EXPECT_EQ(::stat(path.c_str(), &status), 0);
  const auto nanoseconds = [](const timespec& time) {
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
  };
  return {.path = path,
          .size = static_cast<std::uint64_t>(status.st_size),
          .modified = nanoseconds(status.st_mtim),
          .changed = nanoseconds(status.st_ctim),
          .device = status.st_dev,
          .inode = status.st_ino};
}

class ArchiveDigest : public testing::Test {
 protected:
  std::string digest(const std::string& path) { return digested_archive(path, store_).archive.digest; }

  RunStore store_ = *RunStore::open("");
};

TEST_F(ArchiveDigest, OfAFileThatIsAsItWasIsNotMadeAgain) {
  const StoredFile file("bytes");
  ASSERT_TRUE(store_.keep_digest(state_of(file.path()), "kept"));
  EXPECT_EQ(digest(file.path()), "kept");
  EXPECT_EQ(digested_archive(file.path(), store_).archive.bytes, 5U);
}

TEST_F(ArchiveDigest, OfAFileThatChangedIsMadeAnewThoughItsSizeAndTimeAreAsBefore) {
  const StoredFile file("bytes");
  const auto time = fs::last_write_time(file.path());
  ASSERT_TRUE(store_.keep_digest(state_of(file.path()), "kept"));
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  std::ofstream(file.path()) << "other";
  fs::last_write_time(file.path(), time);
  EXPECT_EQ(digest(file.path()), rules::sha256_of("other"));
}

TEST_F(ArchiveDigest, OfAnotherFileInItsPlaceIsMadeAnew) {
  const StoredFile file("bytes"), other("other");
  ASSERT_TRUE(store_.keep_digest(state_of(file.path()), "kept"));
  fs::rename(other.path(), file.path());
  EXPECT_EQ(digest(file.path()), rules::sha256_of("other"));
}

TEST_F(ArchiveDigest, OfAFileThatWasWrittenJustNowIsNotKept) {
  const StoredFile file("bytes");
  EXPECT_EQ(digest(file.path()), rules::sha256_of("bytes"));
  EXPECT_EQ(*store_.digest_of(state_of(file.path())), std::nullopt);
}

TEST_F(ArchiveDigest, IsKeptOnceAFileIsQuiet) {
  const StoredFile file("bytes");
  std::this_thread::sleep_for(std::chrono::milliseconds(2200));
  EXPECT_EQ(digest(file.path()), rules::sha256_of("bytes"));
  EXPECT_EQ(*store_.digest_of(state_of(file.path())), rules::sha256_of("bytes"));
}

TEST_F(ArchiveDigest, StaysWhateverElseIsAsked) {
  const StoredFile file("bytes");
  ASSERT_TRUE(store_.keep_digest(state_of(file.path()), "kept"));
  ASSERT_TRUE(store_.begin("another question", "", ""));
  EXPECT_EQ(digest(file.path()), "kept");
}

TEST_F(ArchiveDigest, OfWhatNobodyCanReadIsAFault) {
  const DigestedArchive digested = digested_archive("/nowhere/at/all.warc", store_);
  EXPECT_EQ(digested.archive.digest, "");
  EXPECT_EQ(digested.faults, std::vector<std::string>{"/nowhere/at/all.warc cannot be read"});
}

/// As a user who may not read everything: root may.
class WithoutPrivilege {
 public:
  WithoutPrivilege() : before_(static_cast<uid_t>(::setfsuid(kNobody))) {}
  WithoutPrivilege(const WithoutPrivilege&) = delete;
  WithoutPrivilege& operator=(const WithoutPrivilege&) = delete;
  ~WithoutPrivilege() { ::setfsuid(before_); }

 private:
  static constexpr uid_t kNobody = 65534;
  uid_t before_;
};

TEST_F(ArchiveDigest, OfAFolderIsOfWhatCanBeReadAndTheRestIsNamed) {
  const StoredFile place("");
  const fs::path folder = place.path() + ".folder";
  fs::create_directories(folder / "closed");
  std::ofstream(folder / "a.html") << "a";
  std::ofstream(folder / "b.html") << "b";
  fs::permissions(folder / "b.html", fs::perms::none);
  fs::permissions(folder / "closed", fs::perms::none);
  DigestedArchive digested;
  {
    const WithoutPrivilege nobody;
    digested = digested_archive(folder.string(), store_);
  }
  fs::permissions(folder / "closed", fs::perms::owner_all);
  fs::remove_all(folder);
  EXPECT_EQ(digested.archive.digest, rules::sha256_of(rules::sha256_of("a") + "  a.html\n"));
  EXPECT_EQ(digested.archive.bytes, 1U);
  EXPECT_EQ(digested.faults, (std::vector<std::string>{(folder / "closed").string() + ": Permission denied",
                                                       (folder / "b.html").string() + " cannot be read"}));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::audit::tests
