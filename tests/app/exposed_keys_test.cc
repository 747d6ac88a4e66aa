// Which modes of a key's file an operator is warned of.
#include "app/exposed_keys.h"

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
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class ExposedKeysTest : public testing::Test {
 protected:
  const tests::TemporaryFolder temporary_;
  const fs::path& folder_ = temporary_.path();

  std::string key_of_mode(mode_t mode) {
    const fs::path path = folder_ / "site.key";
    std::ofstream(path) << "secret";
    ::chmod(path.c_str(), mode);
    return path.string();
  }

  static std::vector<std::string> warnings_of(const std::string& key) {
    ServeConfiguration configuration;
    configuration.tls.certificates = {{.chain = "chain.pem", .key = key}};
    return exposed_keys(configuration);
  }
};

TEST_F(ExposedKeysTest, NobodyIsWarnedOfAKeyForItsOwnerAndItsGroup) {
  for (const mode_t mode : {0400, 0600, 0440, 0640})
    EXPECT_THAT(warnings_of(key_of_mode(mode)), IsEmpty()) << std::oct << mode;
}

TEST_F(ExposedKeysTest, OneThatEverybodyMayReadIsToldWithWhatToDo) {
  for (const mode_t mode : {0644, 0604, 0666}) {
    EXPECT_THAT(warnings_of(key_of_mode(mode)), ElementsAre(HasSubstr("every user of this machine")))
        << std::oct << mode;
  }
  EXPECT_THAT(warnings_of(key_of_mode(0644)), ElementsAre(HasSubstr("chmod 600")));
}

TEST_F(ExposedKeysTest, OneThatOthersMayWriteIsTold) {
  for (const mode_t mode : {0660, 0602}) {
    EXPECT_THAT(warnings_of(key_of_mode(mode)), ElementsAre(HasSubstr("may be written by others")))
        << std::oct << mode;
  }
}

TEST_F(ExposedKeysTest, KeysForTheSitesServersAreLookedAtAndEachIsToldOnce) {
  ServeConfiguration configuration;
  proxy::SiteOptions site;
  site.upstream.tls.certificate = proxy::CertificateFiles{.chain = "own.pem", .key = key_of_mode(0644)};
  configuration.server.sites = {site, site};
  EXPECT_EQ(exposed_keys(configuration).size(), 1U);
}

TEST_F(ExposedKeysTest, WhatIsNotThereIsNothingToWarnOf) {
  EXPECT_THAT(warnings_of((folder_ / "none.key").string()), IsEmpty());
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::app
