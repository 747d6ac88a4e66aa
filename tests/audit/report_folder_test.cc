#include "audit/reports/report_folder.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "reported_example.h"

namespace caveat::audit {
namespace CAVEAT_THIS_FILE {

namespace fs = std::filesystem;

class ReportFolderTest : public testing::Test {
 protected:
  ReportFolderTest() { fs::create_directories(folder_); }
  ~ReportFolderTest() override { fs::remove_all(folder_); }

  std::set<std::string> names() const {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder_)) names.insert(entry.path().filename());
    return names;
  }
  std::string text(const std::string& name) const {
    std::ifstream in(folder_ / name);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  const fs::path folder_ = fs::path(testing::TempDir()) / ("reports-" + std::to_string(::getpid()));
  const std::set<std::string> all_ = {"findings.csv", "findings.jsonl",      "findings.sarif",
                                      "junit.xml",    "not-auditable.jsonl", "report.html",
                                      "warnings.csv", "warnings.jsonl"};
};

TEST_F(ReportFolderTest, GetsAFileOfEachFormat) {
  const ReportHead head = example_head({example_finding()});
  ReportFolder folder((folder_ / "new").string(), head);
  folder.add(reported(example_finding()));
  EXPECT_EQ(folder.finish(), "");
  fs::rename(folder_ / "new/report.html", folder_ / "report.html");
  EXPECT_NE(text("report.html").find("notice-outdated"), std::string::npos);
}

TEST_F(ReportFolderTest, KeepsTheEarlierReportUntilTheNewOneIsWhole) {
  std::ofstream(folder_ / "findings.csv") << "earlier";
  std::ofstream(folder_ / "notes.txt") << "mine";
  const ReportHead head = example_head();
  {
    ReportFolder unfinished(folder_.string(), head);
    unfinished.add(reported(example_finding()));
    EXPECT_EQ(text("findings.csv"), "earlier");
  }
  EXPECT_EQ(names(), (std::set<std::string>{"findings.csv", "notes.txt"}));
  ReportFolder finished(folder_.string(), head);
  EXPECT_EQ(finished.finish(), "");
  EXPECT_NE(text("findings.csv"), "earlier");
  EXPECT_EQ(text("notes.txt"), "mine");
}

TEST_F(ReportFolderTest, SaysWhereItCannotBeWritten) {
  std::ofstream(folder_ / "file") << "no folder";
  const ReportHead head = example_head();
  ReportFolder folder((folder_ / "file").string(), head);
  EXPECT_NE(folder.finish(), "");
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::audit
