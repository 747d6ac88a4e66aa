#include "app/acceptance_key_files.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

namespace caveat::app {
namespace CAVEAT_THIS_FILE {

const std::string kDigits = "00112233445566778899aabbccddeeff00112233445566778899AABBCCDDEEFF";
constexpr std::chrono::sys_days kToday = std::chrono::year(2026) / 11 / 26;

class AcceptanceKeyFiles : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              ("caveat-keys-" + std::to_string(::getpid()) + "-" +
               testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::create_directory(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string file(const std::string& name, const std::string& text, mode_t mode = 0600) {
    const std::string path = folder_ / name;
    std::ofstream(path) << text;
    EXPECT_EQ(::chmod(path.c_str(), mode), 0);
    return path;
  }

  std::filesystem::path folder_;
};

TEST_F(AcceptanceKeyFiles, AreAsOpensslMakesThem) {
  const auto keys = read_acceptance_keys(file("a", kDigits + "\n"), "");
  ASSERT_TRUE(keys.has_value());
  const auto again = read_acceptance_keys(file("b", std::string(64, '0')), file("c", kDigits));
  ASSERT_TRUE(again.has_value());
  EXPECT_TRUE((*again)->holds("terms", (*keys)->seal("terms", kToday), kToday));
}

TEST_F(AcceptanceKeyFiles, AreRefusedWhereTheyAreNoSecret) {
  struct {
    std::string path;
    std::string said;
  } const cases[] = {
      {folder_ / "none", "cannot be read"},
      {file("short", "0011"), "is not 64 hexadecimal digits"},
      {file("words", std::string(64, 'x')), "is not 64 hexadecimal digits"},
      {file("group", kDigits, 0640), "may be read by others"},
      {file("world", kDigits, 0604), "may be read by others"},
  };
  const std::string good = file("good", kDigits);
  for (const auto& one : cases) {
    for (const auto& keys : {read_acceptance_keys(one.path, ""), read_acceptance_keys(good, one.path)}) {
      ASSERT_FALSE(keys.has_value()) << one.path;
      EXPECT_NE(keys.error().find(one.said), std::string::npos) << keys.error();
      EXPECT_EQ(keys.error().find(kDigits), std::string::npos);
    }
  }
}

TEST(AcceptanceKeysOfOneRun, AreOthersEachTime) {
  const std::string seal = random_acceptance_keys()->seal("terms", kToday);
  EXPECT_FALSE(random_acceptance_keys()->holds("terms", seal, kToday));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::app
