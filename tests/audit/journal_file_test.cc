#include "audit/journal/journal_file.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <string>

namespace caveat::audit {
namespace CAVEAT_THIS_FILE {

namespace fs = std::filesystem;

class JournalFileTest : public testing::Test {
 protected:
  JournalFileTest() {
    std::string name = (fs::temp_directory_path() / "caveat-journal-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    descriptor_ = ::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  }
  ~JournalFileTest() override {
    ::close(descriptor_);
    fs::remove_all(folder_);
  }

  fs::path folder_;
  int descriptor_ = -1;
};

TEST_F(JournalFileTest, WritesNothingToAFileThatSomebodyHasRemoved) {
  auto file = JournalFile::create(descriptor_, "one");
  ASSERT_TRUE(file);
  ASSERT_FALSE(file->write("kept\n"));
  fs::remove(folder_ / "one");
  EXPECT_EQ(file->write("nowhere\n").value(), ENOENT);
}

TEST_F(JournalFileTest, IsNotMadeInAFolderThatSomebodyHasRemoved) {
  fs::remove_all(folder_);
  const auto file = JournalFile::create(descriptor_, "one");
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().value(), ENOENT);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::audit
