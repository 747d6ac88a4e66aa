// Revisits whose bodies are in another archive, and runs that go on in the middle of one.
#include "audit/revisits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "archived.h"
#include "audit/formats/revisit_originals.h"
#include "audit/formats/warc_archive.h"
#include "tests/audit/archive_reading.h"

namespace caveat::audit::tests {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

std::string response_of(const std::string& name, const std::string& digest) {
  return warc_record("response",
                     "WARC-Target-URI: https://www.newsroom.example/a/" + name +
                         "\r\nWARC-Record-ID: <urn:" + name +
                         ">\r\nWARC-Date: 2026-11-20T12:00:00Z\r\nWARC-Payload-Digest: " + digest + "\r\n",
                     "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page("<p>Text</p>"));
}

std::string revisit_of(const std::string& name, const std::string& digest) {
  return warc_record("revisit",
                     "WARC-Target-URI: https://www.newsroom.example/a/" + name +
                         "\r\nWARC-Record-ID: <urn:" + name +
                         ">\r\nWARC-Date: 2026-11-20T13:00:00Z\r\nWARC-Payload-Digest: " + digest + "\r\n",
                     "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n");
}

std::unique_ptr<Archive> open_at(const std::string& path, std::uint64_t offset) {
  return open_warc_at(path, offset);
}

class Revisits : public testing::Test {
 protected:
  Totals audited(const std::vector<std::string>& paths, RunStore& store, unsigned jobs = 1) {
    const Question question = readers_of({"RU"});
    EXPECT_TRUE(store.begin(digest_of(question, rules_->digest(), "1"), rules_->digest(), "RU"));
    RunOptions options;
    options.jobs = jobs;
    options.open_at = open_at;
    EXPECT_TRUE(run_audit(paths, Judge(rules_, question), open_archive, store, options));
    return *store.totals();
  }
  Totals audited(const std::vector<std::string>& paths, unsigned jobs = 1) {
    RunStore store = *RunStore::open("");
    return audited(paths, store, jobs);
  }

  std::shared_ptr<const rules::RuleSet> rules_ = rules_with(kWarn);
};

TEST_F(Revisits, HaveTheBodyOfARecordInAnotherArchive) {
  const StoredFile first(packed(response_of("1", "x:1")) + packed(revisit_of("2", "x:2")));
  const StoredFile second(response_of("3", "x:2") + revisit_of("4", "x:1"));
  for (const auto& paths : {std::vector{first.path(), second.path()}, {second.path(), first.path()}}) {
    for (const unsigned jobs : {1U, 2U}) {
      const Totals totals = audited(paths, jobs);
      EXPECT_EQ(totals.responses, 4U);
      EXPECT_THAT(totals.not_auditable, IsEmpty());
      EXPECT_EQ(finding_count(totals), 4U);
    }
  }
}

TEST_F(Revisits, HaveTheBodyOfARecordBehindThem) {
  const StoredFile archive(revisit_of("1", "x:1") + response_of("2", "x:1"));
  EXPECT_EQ(finding_count(audited({archive.path()})), 2U);
}

TEST_F(Revisits, OfWhatIsNowhereAreNotAuditable) {
  const StoredFile archive(revisit_of("1", "x:1") + response_of("2", "x:2"));
  const Totals totals = audited({archive.path()});
  EXPECT_EQ(totals.responses, 2U);
  EXPECT_THAT(totals.not_auditable, ElementsAre(Pair("body-absent", 1)));
}

TEST_F(Revisits, AreLookedForAnewWhereOtherArchivesAreThere) {
  const StoredFile revisit(revisit_of("1", "x:1"));
  const StoredFile original(response_of("2", "x:1"));
  const StoredFile file("");
  RunStore store = *RunStore::open(file.path());
  EXPECT_THAT(audited({revisit.path()}, store).not_auditable, ElementsAre(Pair("body-absent", 1)));
  const Totals both = audited({revisit.path(), original.path()}, store);
  EXPECT_EQ(finding_count(both), 2U);
  EXPECT_THAT(both.not_auditable, IsEmpty());
  EXPECT_EQ(audited({revisit.path(), original.path()}, store), both) << "nothing is judged twice";
  EXPECT_THAT(audited({revisit.path()}, store).not_auditable, ElementsAre(Pair("body-absent", 1)));
}

/// Of some members, with a revisit of the first as the last.
std::string many_members() {
  std::string archive = packed(response_of("0", "x:0"));
  for (int i = 1; i < 300; ++i) archive += packed(response_of(std::to_string(i), "x:" + std::to_string(i)));
  return archive + packed(revisit_of("last", "x:0"));
}

TEST_F(Revisits, AndAllElseComeOutTheSameWhereARunGoesOnInTheMiddle) {
  const StoredFile archive(many_members());
  const Totals whole = audited({archive.path()});
  EXPECT_EQ(whole.responses, 301U);

  RunStore store = *RunStore::open("");
  const Question question = readers_of({"RU"});
  ASSERT_TRUE(store.begin(digest_of(question, rules_->digest(), "1"), rules_->digest(), "RU"));
  const Judge judge(rules_, question);
  const auto progress = *store.take(identity_of(archive.path()));
  ArchiveQueue queue(
      {{.path = archive.path(), .id = progress.id, .puts_off_revisits = true}}, open_archive, open_at,
      [&](const Source& source, const Batch& batch) { ASSERT_TRUE(store.add(source.id, batch.piece)); },
      judge.most_body_bytes());
  for (int i = 0; i < 2; ++i) {
    auto batch = queue.next();
    for (ArchivedResponse& response : batch->responses) {
      const Judgement judgement = judge.judge(std::move(response));
      batch->piece.totals.merge(judgement.totals);
      batch->piece.findings.insert(batch->piece.findings.end(), judgement.findings.begin(),
                                   judgement.findings.end());
    }
    queue.done(*std::move(batch));
  }

  ASSERT_TRUE(store.begin(digest_of(question, rules_->digest(), "1"), rules_->digest(), "RU"));
  std::vector<std::uint64_t> offsets;
  RunOptions options;
  options.open_at = [&](const std::string& path, std::uint64_t offset) {
    offsets.push_back(offset);
    return open_at(path, offset);
  };
  ASSERT_TRUE(run_audit({archive.path()}, judge, open_archive, store, options));
  ASSERT_FALSE(offsets.empty());
  EXPECT_GT(offsets[0], 10'000U) << "read from where it was";
  EXPECT_EQ(*store.totals(), whole);
}

}  // namespace
}  // namespace caveat::audit::tests
