#include "app/rule_loading.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

namespace caveat::app {
namespace CAVEAT_THIS_FILE {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

constexpr std::string_view kHead = "[pack]\nid = \"p\"\ntitle = \"T\"\n";
constexpr std::string_view kRule = "[[rules]]\nid = \"one\"\nheaders.set.X-A = \"1\"\n";
constexpr std::string_view kOther = "[[rules]]\nid = \"two\"\nheaders.set.X-B = \"1\"\n";

class SettledRulesTest : public testing::Test {
 protected:
  SettledRulesTest()
      : folder_(fs::path(testing::TempDir()) /
                ("caveat-settled-" +
                 std::string(testing::UnitTest::GetInstance()->current_test_info()->name()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~SettledRulesTest() override { fs::remove_all(folder_); }

  void append(std::string_view text) const {
    std::ofstream(folder_ / "p.toml", std::ios::binary | std::ios::app) << text;
  }

  fs::path folder_;
};

TEST_F(SettledRulesTest, AreTakenOnceTheFileThatIsBeingWrittenIsWhole) {
  append(kHead);
  append(kRule);
  std::thread writer([this] {
    std::this_thread::sleep_for(milliseconds(50));
    append(kOther.substr(0, 15));
    std::this_thread::sleep_for(milliseconds(50));
    append(kOther.substr(15));
  });
  const SettledRules settled = load_settled_rules(folder_.string(), rules::EmptyRules::refused);
  writer.join();
  ASSERT_NE(settled.compilation.rules, nullptr);
  EXPECT_EQ(settled.compilation.rules->rule_count(), 2U);
}

TEST_F(SettledRulesTest, WaitLongerWhereALineIsStillOpen) {
  append(kHead);
  append(kRule.substr(0, kRule.size() - 1));
  std::thread writer([this] {
    std::this_thread::sleep_for(milliseconds(500));
    append("\n");
    append(kOther);
  });
  const SettledRules settled = load_settled_rules(folder_.string(), rules::EmptyRules::refused);
  writer.join();
  ASSERT_NE(settled.compilation.rules, nullptr);
  EXPECT_EQ(settled.compilation.rules->rule_count(), 2U);
}

TEST_F(SettledRulesTest, AreRefusedWhileTheFileNeverRests) {
  append(kHead);
  append(kRule);
  std::atomic<bool> stop = false;
  std::thread writer([&] {
    while (!stop) {
      append("#\n");
      std::this_thread::sleep_for(milliseconds(20));
    }
  });
  const SettledRules settled = load_settled_rules(folder_.string(), rules::EmptyRules::refused);
  stop = true;
  writer.join();
  EXPECT_EQ(settled.compilation.rules, nullptr);
  ASSERT_FALSE(settled.compilation.diagnostics.empty());
  EXPECT_EQ(settled.compilation.diagnostics[0].code, "CV007");
  EXPECT_EQ(settled.compilation.diagnostics[0].place.file, (folder_ / "p.toml").string());
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::app
