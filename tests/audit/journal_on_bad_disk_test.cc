// What a journal says, and does, of a disk that hangs or whose fsync failed. How it fails for real is in
// tests/e2e/evidence_test.py.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <mutex>
#include <thread>

#include "audit/journal/journal.h"
#include "audit/journal/journal_end.h"
#include "audit/journal/journal_line.h"
#include "journal_scene.h"

namespace caveat::audit {
namespace CAVEAT_THIS_FILE {

using testing::HasSubstr;

TEST(AJournalOnABadDisk, OnWhichSomebodyWaitedInVainAnswersAtOnceUntilSomethingIsKept) {
  JournalScene scene;
  std::mutex mutex;
  std::vector<std::string> problems;
  auto opened = Journal::open(scene.options(), {.problem = [&](const std::string& problem) {
                                const std::lock_guard lock(mutex);
                                problems.push_back(problem);
                              }});
  ASSERT_TRUE(opened);
  (*opened)->overdue();
  bool kept = true;
  (*opened)->decided(JournalScene::record(), [&kept](auto receipt) { kept = receipt.kept; });
  EXPECT_FALSE(kept);
  EXPECT_EQ((*opened)->figures().not_kept, 1U);
  // It looks at the clock once a second, and the disk is well.
  const auto is_well = [&] {
    const std::lock_guard lock(mutex);
    return problems.size() >= 2;
  };
  for (int i = 0; i < 500 && !is_well(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  opened->reset();
  ASSERT_EQ(problems.size(), 2U);
  EXPECT_THAT(problems[0], HasSubstr("the disk does not answer"));
  EXPECT_EQ(problems[1], "");
}

TEST(AJournalOnABadDisk, NamesTheLinesWhoseFsyncFailedAndWhetherTheyAreHere) {
  JournalScene scene;
  scene.write_three_files();
  // As a program writes it that goes on after such a failure.
  const std::string path = (scene.folder / "journal-1/evidence-00000004.jsonl").string();
  const JournalEnd end = find_journal_end((scene.folder / "journal-1").string());
  const std::string members = head_members({.file = "evidence-00000004.jsonl",
                                            .origin = "news.test/1",
                                            .key = scene.public_key(),
                                            .program = "caveat test",
                                            .minute = "2026-11-26T12:00Z",
                                            .previous = PreviousFile{.file = end.previous->file,
                                                                     .bytes = end.previous->bytes,
                                                                     .why = "fsync failed",
                                                                     .behind = 0,
                                                                     .unsynced = 3},
                                            .set_aside = {},
                                            .tree = end.tree});
  JournalScene::write(path, journal_line(end.tree.size(), members) + "\n");
  const JournalVerdict whole = scene.verify();
  EXPECT_FALSE(whole.fault) << whole.fault->what;
  ASSERT_EQ(whole.remarks.size(), 1U);
  EXPECT_THAT(whole.remarks[0], HasSubstr("records " + std::to_string(end.tree.size() - 3) + " to " +
                                          std::to_string(end.tree.size() - 1)));
  const std::string before = scene.files().at(2);
  const std::string text = JournalScene::read(before);
  JournalScene::write(before, text.substr(0, text.rfind('\n', text.size() - 2) + 1));
  const JournalVerdict cut = scene.verify();
  ASSERT_TRUE(cut.fault);
  EXPECT_THAT(cut.fault->what, HasSubstr("The fsync of its last 3 lines failed"));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::audit
