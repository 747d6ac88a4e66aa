#include "app/secret_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/temporary_folder.h"

namespace caveat::app {
namespace CAVEAT_THIS_FILE {

namespace fs = std::filesystem;
using testing::HasSubstr;

class SecretFileTest : public testing::Test {
 protected:
  const tests::TemporaryFolder temporary_;
  const fs::path& folder_ = temporary_.path();

  ~SecretFileTest() override { ::unsetenv("CREDENTIALS_DIRECTORY"); }

  std::string file_of_mode(mode_t mode) {
    const fs::path path = folder_ / "a.key";
    std::ofstream(path) << "secret";
    ::chmod(path.c_str(), mode);
    return path.string();
  }
};

TEST_F(SecretFileTest, IsReadWhereNobodyElseMay) {
  const SecretFile file = read_secret_file(file_of_mode(0600));
  EXPECT_EQ(file.problem, "");
  EXPECT_EQ(file.text, "secret");
}

TEST_F(SecretFileTest, IsRefusedWhereItsGroupMayReadIt) {
  EXPECT_THAT(read_secret_file(file_of_mode(0640)).problem, HasSubstr("chmod 600"));
}

TEST_F(SecretFileTest, ACredentialOfTheServiceManagerMayBeReadByItsGroup) {
  ::setenv("CREDENTIALS_DIRECTORY", folder_.c_str(), 1);
  EXPECT_EQ(read_secret_file(file_of_mode(0440)).text, "secret");
}

TEST_F(SecretFileTest, ACredentialMayNotBeReadByAll) {
  ::setenv("CREDENTIALS_DIRECTORY", folder_.c_str(), 1);
  EXPECT_THAT(read_secret_file(file_of_mode(0444)).problem, HasSubstr("chmod 600"));
}

TEST_F(SecretFileTest, WhatLiesBesideTheCredentialsIsNone) {
  ::setenv("CREDENTIALS_DIRECTORY", (folder_ / "credentials").c_str(), 1);
  EXPECT_THAT(read_secret_file(file_of_mode(0440)).problem, HasSubstr("chmod 600"));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::app
