// A journal is kept as it was written, and whatever is done to it afterwards is found.
#include "audit/journal/journal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <future>
#include <mutex>
#include <thread>

#include "audit/journal/journal_line.h"
#include "audit/journal/proof_file.h"
#include "journal_scene.h"

namespace caveat::audit {
namespace CAVEAT_THIS_FILE {

using testing::HasSubstr;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size() - 1);
    lines.push_back(text.substr(begin, end + 1 - begin));
    begin = end + 1;
  }
  return lines;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line;
  return text;
}

TEST(AJournal, ThatNobodyTouchedHasNoFault) {
  JournalScene scene;
  scene.write_three_files();
  const JournalVerdict verdict = scene.verify({.key = scene.public_key(), .kept = {}});
  EXPECT_FALSE(verdict.fault) << verdict.fault->what;
  EXPECT_TRUE(verdict.remarks.empty());
  EXPECT_EQ(verdict.records, 12U);
  EXPECT_EQ(verdict.unfinished, 0U);
  EXPECT_EQ(verdict.origin, "news.test/1");
  EXPECT_EQ(scene.files().size(), 3U);
}

TEST(AJournal, NamesTheLineOfEveryByteThatWasFlipped) {
  JournalScene scene;
  scene.write_three_files(6);
  for (const std::string& path : scene.files()) {
    const std::string good = JournalScene::read(path);
    for (std::size_t i = 0; i < good.size(); i += 3) {
      std::string bad = good;
      bad[i] = static_cast<char>(bad[i] ^ 1);
      JournalScene::write(path, bad);
      const JournalVerdict verdict = scene.verify();
      ASSERT_TRUE(verdict.fault) << path << " byte " << i;
      const auto line = static_cast<std::uint64_t>(
                            std::count(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(i), '\n')) +
                        1;
      // Another size of the file before is seen where the next one joins.
      ASSERT_EQ(verdict.fault->file, path) << i << ": " << verdict.fault->what;
      ASSERT_EQ(verdict.fault->line, line) << i << ": " << verdict.fault->what;
    }
    JournalScene::write(path, good);
  }
}

TEST(AJournal, NamesThePlaceOfALineThatIsGone) {
  JournalScene scene;
  scene.write_three_files();
  for (const std::string& path : scene.files()) {
    const std::string good = JournalScene::read(path);
    const auto lines = lines_of(good);
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
      auto rest = lines;
      rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
      JournalScene::write(path, joined(rest));
      const JournalVerdict verdict = scene.verify();
      ASSERT_TRUE(verdict.fault) << path << " line " << i + 1;
      EXPECT_EQ(verdict.fault->file, path);
      EXPECT_EQ(verdict.fault->line, i + 1) << verdict.fault->what;
    }
    JournalScene::write(path, good);
  }
}

TEST(AJournal, NamesTheFirstOfTwoLinesThatWereSwapped) {
  JournalScene scene;
  scene.write_three_files();
  const std::string path = scene.files().at(1);
  const auto lines = lines_of(JournalScene::read(path));
  for (std::size_t i = 1; i + 1 < lines.size(); ++i) {
    auto swapped = lines;
    std::swap(swapped[i], swapped[i + 1]);
    JournalScene::write(path, joined(swapped));
    const JournalVerdict verdict = scene.verify();
    ASSERT_TRUE(verdict.fault) << i;
    EXPECT_EQ(verdict.fault->line, i + 1);
  }
}

TEST(AJournal, NamesTheFileWhoseNeighbourIsMissing) {
  JournalScene scene;
  scene.write_three_files();
  const auto files = scene.files();
  for (const std::size_t gone : {0U, 1U}) {
    const std::string text = JournalScene::read(files[gone]);
    std::filesystem::remove(files[gone]);
    const JournalVerdict verdict = scene.verify();
    ASSERT_TRUE(verdict.fault);
    EXPECT_EQ(verdict.fault->file, files[gone + 1]);
    EXPECT_THAT(verdict.fault->what, HasSubstr("is missing"));
    JournalScene::write(files[gone], text);
  }
}

TEST(AJournal, WhoseEndWasCutOffIsFoundByACheckpointThatWasKept) {
  JournalScene scene;
  scene.write_three_files();
  const auto kept = read_note(last_note(scene.files()));
  ASSERT_TRUE(kept);
  const VerificationTerms terms{.key = scene.public_key(), .kept = {*kept}};
  EXPECT_FALSE(scene.verify(terms).fault);
  std::filesystem::remove(scene.files().back());
  EXPECT_FALSE(scene.verify().fault) << "without one nobody can tell";
  const JournalVerdict verdict = scene.verify(terms);
  ASSERT_TRUE(verdict.fault);
  EXPECT_THAT(verdict.fault->what, HasSubstr("was cut off"));
}

TEST(AJournal, CutInTheMiddleOfALineIsTorn) {
  JournalScene scene;
  scene.write_three_files();
  const std::string path = scene.files().back();
  const std::string good = JournalScene::read(path);
  JournalScene::write(path, good.substr(0, good.size() - 20));
  const JournalVerdict verdict = scene.verify();
  ASSERT_TRUE(verdict.fault);
  EXPECT_THAT(verdict.fault->what, HasSubstr("torn"));
  EXPECT_EQ(verdict.fault->line, lines_of(good).size());
}

/// Whoever has the files but not the key can make lines that are well-formed.
TEST(AJournal, ThatWasRewrittenWithoutItsKeyIsFoundAtTheNextCheckpoint) {
  JournalScene scene;
  scene.write_three_files();
  const std::string path = scene.files().front();
  auto lines = lines_of(JournalScene::read(path));
  const std::string members = decided_members(JournalScene::record("/another.html"));
  lines[1] = journal_line(1, members) + "\n";
  JournalScene::write(path, joined(lines));
  const JournalVerdict verdict = scene.verify();
  ASSERT_TRUE(verdict.fault);
  EXPECT_THAT(verdict.fault->what, HasSubstr("at least one was rewritten"));
}

TEST(AJournal, ThatWasWrittenAnewByAnotherKeyIsFoundByTheKey) {
  JournalScene scene, other;
  other.write_three_files();
  EXPECT_FALSE(other.verify().fault) << "without the key nobody can tell";
  const JournalVerdict verdict = other.verify({.key = scene.public_key(), .kept = {}});
  ASSERT_TRUE(verdict.fault);
  EXPECT_THAT(verdict.fault->what, HasSubstr("another key"));
}

TEST(AJournal, GoesOnAfterAKillAndKeepsTheTornLineAside) {
  JournalScene scene;
  {
    auto writer = JournalWriter::open(scene.options());
    const std::string decided = decided_members(JournalScene::record());
    ASSERT_TRUE(writer->append({&decided, 1}, JournalScene::at(0)));
  }
  const std::string path = scene.files().front();
  JournalScene::write(path, JournalScene::read(path) + R"({"n":2,"kind":"deci)");
  ASSERT_TRUE(scene.verify().fault);
  {
    auto writer = JournalWriter::open(scene.options());
    EXPECT_EQ(writer->damage(), "");
    const std::string decided = decided_members(JournalScene::record());
    EXPECT_EQ(writer->append({&decided, 1}, JournalScene::at(1)), 4U);
    writer->stop(JournalScene::at(2));
  }
  const JournalVerdict verdict = scene.verify();
  EXPECT_FALSE(verdict.fault) << verdict.fault->what;
  ASSERT_EQ(verdict.remarks.size(), 1U);
  EXPECT_THAT(verdict.remarks[0], HasSubstr("torn record"));
  EXPECT_EQ(verdict.unfinished, 2U);
}

TEST(AJournal, PassesOverAFileThatWasBegunAndNoMore) {
  JournalScene scene;
  scene.write_three_files();
  JournalScene::write((scene.folder / "journal-1/evidence-00000004.jsonl").string(), "");
  EXPECT_FALSE(scene.verify().fault);
  {
    auto writer = JournalWriter::open(scene.options());
    EXPECT_TRUE(writer->append({}, JournalScene::at(50)));
    writer->stop(JournalScene::at(51));
  }
  EXPECT_EQ(scene.files().size(), 5U);
  const JournalVerdict verdict = scene.verify();
  EXPECT_FALSE(verdict.fault) << verdict.fault->what;
  EXPECT_EQ(verdict.remarks.size(), 1U);
}

TEST(AJournal, BeginsANewFileWhereOneIsLongOrADayIsOver) {
  JournalScene scene;
  JournalOptions options = scene.options();
  options.rotate_bytes = 2000;
  auto writer = JournalWriter::open(options);
  const std::string decided = decided_members(JournalScene::record());
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(writer->append({&decided, 1}, JournalScene::at(i)));
  const std::size_t by_size = scene.files().size();
  EXPECT_GE(by_size, 3U);
  ASSERT_TRUE(writer->append({&decided, 1}, JournalScene::at(24 * 3600)));
  EXPECT_GT(scene.files().size(), by_size);
  writer->stop(JournalScene::at(24 * 3600));
  EXPECT_FALSE(scene.verify().fault);
}

TEST(AJournal, OfAProgramThatTakesOverIsAnotherOne) {
  JournalScene scene;
  auto first = JournalWriter::open(scene.options());
  auto second = JournalWriter::open(scene.options());
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->origin(), "news.test/1");
  EXPECT_EQ(second->origin(), "news.test/2");
}

TEST(AJournal, KeepsWhatManyThreadsHandItAtOnce) {
  JournalScene scene;
  constexpr int kThreads = 8;
  constexpr int kEach = 200;
  std::atomic<int> kept = 0;
  {
    auto opened = Journal::open(scene.options(), {});
    ASSERT_TRUE(opened);
    Journal& journal = **opened;
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
      threads.emplace_back([&journal, &kept] {
        for (int i = 0; i < kEach; ++i) {
          std::promise<filter::EvidenceSink::Receipt> promise;
          journal.decided(JournalScene::record(), [&](auto receipt) { promise.set_value(receipt); });
          journal.commit();
          const auto receipt = promise.get_future().get();
          kept += receipt.kept ? 1 : 0;
          journal.ended(receipt.number, JournalScene::record());
          journal.uncovered();
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(journal.figures().decided, kThreads * kEach);
  }
  EXPECT_EQ(kept, kThreads * kEach);
  const JournalVerdict verdict = scene.verify();
  EXPECT_FALSE(verdict.fault) << verdict.fault->what;
  EXPECT_EQ(verdict.records, kThreads * kEach);
  EXPECT_EQ(verdict.unfinished, 0U);
  EXPECT_EQ(verdict.uncovered, kThreads * kEach);
}

TEST(AJournal, WithoutAFolderThatCanBeUsedIsNotOpened) {
  JournalScene scene;
  JournalScene::write((scene.folder / "file").string(), "");
  JournalOptions options = scene.options();
  options.folder = (scene.folder / "file/below").string();
  EXPECT_FALSE(JournalWriter::open(options));
}

TEST(ARecord, HasNothingBehindASemicolonOfThePath) {
  const std::string members = decided_members(JournalScene::record("/a;jsessionid=secret"));
  EXPECT_THAT(members, HasSubstr(R"("path":"/a")"));
  EXPECT_THAT(members, testing::Not(HasSubstr("secret")));
}

TEST(ARecord, IsOneLineOfJsonWhateverItsPath) {
  const struct {
    std::string path, written;
  } kCases[] = {
      {"/plain", "/plain"},
      {"/caf\xC3\xA9", "/caf\xC3\xA9"},
      {"/\"quoted\" and \\ more", R"(/\"quoted\" and \\ more)"},
      {"/a\nb\x7F", R"(/a\u000ab\u007f)"},
      {"/\xFF\"\xC3", "/\xEF\xBF\xBD\\\"\xEF\xBF\xBD"},
  };
  for (const auto& [path, written] : kCases) {
    const std::string members = decided_members(JournalScene::record(path));
    EXPECT_THAT(members, HasSubstr("\"path\":\"" + written + "\","));
  }
}

TEST(AJournal, WritesWhatComesBetweenTwoCommitsTogether) {
  JournalScene scene;
  std::mutex mutex;
  std::vector<std::string> written;
  {
    auto opened = Journal::open(scene.options(), {.problem = {}, .kept = [&](std::string_view lines) {
                                                    const std::lock_guard lock(mutex);
                                                    written.emplace_back(lines);
                                                  }});
    ASSERT_TRUE(opened);
    std::promise<void> kept;
    for (int i = 0; i < 9; ++i) (*opened)->decided(JournalScene::record(), [](auto) {});
    (*opened)->decided(JournalScene::record(), [&kept](auto) { kept.set_value(); });
    (*opened)->commit();
    kept.get_future().wait();
  }
  ASSERT_GE(written.size(), 2U);  // the first is the head of the file
  EXPECT_EQ(std::ranges::count(written[1], '\n'), 10);
}

TEST(AProof, OfARecordHoldsByItselfAndForNothingElse) {
  JournalScene scene;
  scene.write_three_files();
  const auto proof = prove_record(scene.files(), 1);
  ASSERT_TRUE(proof) << proof.error();
  const auto read = read_proof(proof_text(*proof));
  ASSERT_TRUE(read) << read.error();
  const auto proven = check_proof(*read, scene.public_key());
  ASSERT_TRUE(proven) << proven.error();
  EXPECT_EQ(proven->record.path, "/a/0.html");
  EXPECT_EQ(proven->end.value().ending, "complete");

  JournalScene other;
  EXPECT_FALSE(check_proof(*read, other.public_key()));
  RecordProof changed = *read;
  changed.record.line = journal_line(1, decided_members(JournalScene::record("/b")));
  EXPECT_FALSE(check_proof(changed, scene.public_key()));
  changed = *read;
  changed.record.path.pop_back();
  EXPECT_FALSE(check_proof(changed, scene.public_key()));
}

TEST(AProof, IsNotMadeOfWhatIsNoRecord) {
  JournalScene scene;
  scene.write_three_files();
  EXPECT_THAT(prove_record(scene.files(), 0).error(), HasSubstr("is no record"));
  EXPECT_THAT(prove_record(scene.files(), 10'000).error(), HasSubstr("there is no record"));
}

TEST(ACheckpoint, IsReadAsItIsWrittenAndInNoOtherWay) {
  const rules::SigningKey key = rules::SigningKey::generate();
  const std::string note = signed_note({.origin = "news.test/1", .tree = {7, sha256({"root"})}}, key);
  const auto read = read_note(note);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->checkpoint.tree.size, 7U);
  EXPECT_TRUE(is_signed_by(*read, key.public_key()));
  EXPECT_FALSE(is_signed_by(*read, rules::SigningKey::generate().public_key()));
  std::string other = note;
  other[other.find("\n7\n") + 1] = '8';
  EXPECT_FALSE(is_signed_by(read_note(other).value(), key.public_key()));
  for (const char* bad : {"", "a\n1\n", "a b\n1\nx\n\n", "a\n01\nx\n\n", "\n\n\n\n"})
    EXPECT_FALSE(read_note(bad)) << bad;
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::audit
