#include "audit/run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "memory_archive.h"

namespace caveat::audit {
namespace CAVEAT_THIS_FILE {

using namespace tests;
using Records = std::vector<MemoryRecord>;

/// Pages of which every third lacks its notice, and a record that nobody can read.
Records many_records(const std::shared_ptr<const rules::RuleSet>& rules, std::size_t count) {
  const std::string complying = served(rules, page("<p>Text</p>"));
  Records records;
  for (std::size_t i = 0; i < count; ++i) {
    MemoryRecord record{.response = response(i % 3 == 0 ? page("<p>Text</p>") : complying)};
    record.response.exchange.url = "https://www.newsroom.example/a/" + std::to_string(i) + ".html";
    if (i % 50 == 49) record.fault = "it is torn";
    records.push_back(std::move(record));
  }
  return records;
}

/// Archives in memory, each beside an empty file of its name, which the store knows it by.
class Run : public testing::Test {
 protected:
  Run() {
    folder_ = testing::TempDir() + "run_test_" + std::to_string(::getpid());
    std::filesystem::create_directories(folder_);
  }
  ~Run() override { std::filesystem::remove_all(folder_); }

  std::string archive(const std::string& name, Records records) {
    const std::string path = folder_ + "/" + name;
    std::ofstream(path) << records.size();
    archives_[path] = std::make_shared<const Records>(std::move(records));
    paths_.push_back(path);
    return path;
  }

  /// Ends without an error after `most_bodies` bodies, as if the process had been killed.
  void run(RunStore& store, unsigned jobs = 1) {
    ASSERT_TRUE(store.begin(digest_of(question_, rules_->digest(), "1"), rules_->digest(), "RU"));
    const auto open =
        [this](const std::string& path) -> boost::system::result<std::unique_ptr<Archive>, ArchiveFault> {
      const auto found = archives_.find(path);
      if (found == archives_.end()) return ArchiveFault{{path, 0, {}}, "it is no archive", true};
      return std::unique_ptr<Archive>(std::make_unique<MemoryArchive>(path, found->second));
    };
    const auto done =
        run_audit(paths_, Judge(rules_, question_), open, store, {.jobs = jobs, .progress = {}});
    ASSERT_TRUE(done) << done.error().reason;
  }

  static RunStore opened(const std::string& path) { return *RunStore::open(path); }

  static std::string told(RunStore& store) {
    std::string text;
    EXPECT_TRUE(store.each_finding([&](const Finding& finding) {
      text += finding.place.archive + "@" + std::to_string(finding.place.offset) + " " + finding.url + " " +
              std::string(name_of(finding.kind)) + " " + finding.excerpt + "\n";
    }));
    EXPECT_TRUE(store.each_fault([&](const ArchiveFault& fault) {
      text += fault.place.archive + "@" + std::to_string(fault.place.offset) + " " + fault.reason + "\n";
    }));
    return text;
  }

  std::string folder_;
  std::shared_ptr<const rules::RuleSet> rules_ = rules_with(kWarn);
  Question question_ = readers_of({"RU"});
  std::map<std::string, MemoryArchive::Records> archives_;
  std::vector<std::string> paths_;
};

TEST_F(Run, CountsWhatItRead) {
  archive("a", many_records(rules_, 100));
  RunStore store = opened("");
  run(store);
  const Totals totals = *store.totals();
  EXPECT_EQ(totals.archives, 1U);
  EXPECT_EQ(totals.responses, 98U);
  EXPECT_EQ(totals.unreadable_records, 2U);
  EXPECT_EQ(finding_count(totals), 33U);
  EXPECT_EQ(totals.clean, 65U);
}

TEST_F(Run, AnyNumberOfJobsTellsTheSame) {
  archive("b", many_records(rules_, 1000));
  archive("a", many_records(rules_, 300));
  archive("c", {});
  RunStore one = opened("");
  run(one, 1);
  for (const unsigned jobs : {2U, 8U}) {
    RunStore several = opened("");
    run(several, jobs);
    EXPECT_EQ(*several.totals(), *one.totals()) << jobs;
    EXPECT_EQ(told(several), told(one)) << jobs;
  }
}

TEST_F(Run, TheStoreGivesBackWhatWentIn) {
  archive("a", many_records(rules_, 200));
  RunStore store = opened("");
  run(store);
  Totals expected;
  std::vector<Finding> findings;
  const Judge judge(rules_, question_);
  for (std::size_t i = 0; i < archives_.at(paths_[0])->size(); ++i) {
    const MemoryRecord& record = archives_.at(paths_[0])->at(i);
    if (!record.fault.empty()) {
      ++expected.unreadable_records;
      continue;
    }
    ArchivedResponse archived = record.response;
    archived.exchange.place = {.archive = paths_[0], .offset = i * 100, .record = {}};
    Judgement judgement = judge.judge(std::move(archived));
    expected.merge(judgement.totals);
    std::ranges::move(judgement.findings, std::back_inserter(findings));
  }
  expected.archives = 1;
  expected.archive_bytes = std::filesystem::file_size(paths_[0]);
  EXPECT_EQ(*store.totals(), expected);
  std::size_t next = 0;
  EXPECT_TRUE(store.each_finding([&](const Finding& finding) {
    ASSERT_LT(next, findings.size());
    EXPECT_FALSE(stands_before(finding, findings[next])) << next;
    EXPECT_FALSE(stands_before(findings[next], finding)) << next;
    ++next;
  }));
  EXPECT_EQ(next, findings.size());
}

TEST_F(Run, AnUnchangedArchiveIsNotReadAgain) {
  archive("a", many_records(rules_, 100));
  const std::string file = folder_ + "/store.sqlite";
  {
    RunStore store = opened(file);
    run(store);
  }
  MemoryArchive::bodies_read = 0;
  RunStore again = opened(file);
  run(again);
  EXPECT_EQ(MemoryArchive::bodies_read, 0U);
  EXPECT_EQ(finding_count(*again.totals()), 33U);
}

TEST_F(Run, AnArchiveThatChangedIs) {
  const std::string path = archive("a", many_records(rules_, 100));
  const std::string file = folder_ + "/store.sqlite";
  RunStore store = opened(file);
  run(store);
  std::ofstream(path) << "it has changed";
  archives_[path] = std::make_shared<const Records>(many_records(rules_, 10));
  run(store);
  EXPECT_EQ((*store.totals()).responses, 10U);
}

TEST_F(Run, OtherRulesAreAnotherQuestion) {
  archive("a", many_records(rules_, 100));
  const std::string file = folder_ + "/store.sqlite";
  RunStore store = opened(file);
  run(store);
  rules_ = rules_with("[[rules]]\nid = \"r\"\nremove.elements = \".nothing\"\n");
  question_ = readers_of({"RU"});
  run(store);
  EXPECT_EQ(finding_count(*store.totals()), 65U) << "notices that are no longer due";
}

TEST_F(Run, ArchivesOfOtherRunsAreNotCounted) {
  archive("a", many_records(rules_, 100));
  const std::string file = folder_ + "/store.sqlite";
  RunStore store = opened(file);
  run(store);
  paths_.clear();
  archive("b", many_records(rules_, 10));
  run(store);
  EXPECT_EQ((*store.totals()).responses, 10U);
}

TEST_F(Run, AnInterruptedRunGoesOnWhereItWas) {
  archive("a", many_records(rules_, 500));
  RunStore whole = opened("");
  run(whole);
  const std::string file = folder_ + "/store.sqlite";
  RunStore store = opened(file);
  // What a process leaves that is killed behind its second batch: 128 records are done with.
  ASSERT_TRUE(store.begin(digest_of(question_, rules_->digest(), "1"), rules_->digest(), "RU"));
  const auto progress = store.take(identity_of(paths_[0]));
  ASSERT_TRUE(progress);
  const Judge judge(rules_, question_);
  ArchivePiece piece;
  piece.records = 128;
  MemoryArchive reading(paths_[0], archives_.at(paths_[0]));
  for (int i = 0; i < 128; ++i) {
    auto next = reading.next();
    if (!next) {
      piece.faults.push_back(next.error());
      ++piece.totals.unreadable_records;
      continue;
    }
    Judgement judgement = judge.judge(take_response(**std::move(next), reading, 1'000'000));
    piece.totals.merge(judgement.totals);
    std::ranges::move(judgement.findings, std::back_inserter(piece.findings));
  }
  ASSERT_TRUE(store.add(progress->id, piece));
  MemoryArchive::bodies_read = 0;
  run(store, 4);
  EXPECT_EQ(MemoryArchive::bodies_read, 500U - 10U - 126U) << "but for the faults";
  EXPECT_EQ(*store.totals(), *whole.totals());
  EXPECT_EQ(told(store), told(whole));
}

TEST_F(Run, AnArchiveThatCannotBeOpenedIsAFaultOfItsOwn) {
  const std::string path = archive("a", many_records(rules_, 10));
  paths_.push_back(folder_ + "/not-there");
  RunStore store = opened("");
  run(store);
  EXPECT_EQ((*store.totals()).responses, 10U);
  EXPECT_THAT(told(store), testing::HasSubstr("not-there@0 it is no archive"));
}

TEST_F(Run, AStoreOfAnotherVersionIsLeftAlone) {
  const std::string file = folder_ + "/store.sqlite";
  {
    auto database = Database::open(file);
    ASSERT_TRUE(database);
    ASSERT_TRUE(database->execute("PRAGMA user_version = 99"));
  }
  const auto store = RunStore::open(file);
  ASSERT_FALSE(store);
  EXPECT_THAT(store.error().reason, testing::HasSubstr("another version"));
}

TEST_F(Run, AStoreOfAnEarlierVersionIsLeftAlone) {
  const std::string file = folder_ + "/store.sqlite";
  {
    auto database = Database::open(file);
    ASSERT_TRUE(database);
    ASSERT_TRUE(database->execute("CREATE TABLE run (question TEXT); PRAGMA user_version = 2"));
  }
  const auto store = RunStore::open(file);
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().reason,
            file + ": the store is of another version of Caveat; name another file, or delete this one");
}

TEST_F(Run, AFileThatIsNoStoreIsLeftAlone) {
  const std::string file = folder_ + "/store.sqlite";
  std::ofstream(file) << std::string(4096, 'x');
  EXPECT_FALSE(RunStore::open(file));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::audit
