// Revisits whose bodies are in another archive, and runs that go on in the middle of one.
#include "audit/revisits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>
#include <zstd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "archived.h"
#include "audit/formats/revisit_originals.h"
#include "audit/formats/warc_archive.h"
#include "tests/audit/archive_reading.h"

namespace caveat::audit::tests {
namespace CAVEAT_THIS_FILE {

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
    options.open_at = open_at_;
    EXPECT_TRUE(run_audit(paths, Judge(rules_, question), open_, store, options));
    return *store.totals();
  }
  Totals audited(const std::vector<std::string>& paths, unsigned jobs = 1) {
    RunStore store = *RunStore::open("");
    return audited(paths, store, jobs);
  }

  std::shared_ptr<const rules::RuleSet> rules_ = rules_with(kWarn);
  OpenArchive open_ = open_archive;
  OpenArchiveAt open_at_ = open_at;
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
  EXPECT_THAT(totals.not_auditable, ElementsAre(Pair("revisit-unresolved", 1)));
}

TEST_F(Revisits, OfWhatIsNowhereAreNotAuditableWhereNoOtherArchiveIsLookedInto) {
  const StoredFile archive(revisit_of("1", "x:1"));
  open_at_ = nullptr;
  EXPECT_THAT(audited({archive.path()}).not_auditable, ElementsAre(Pair("revisit-unresolved", 1)));
}

/// What becomes of `path` between the first reading of an archive and the second.
using Change = void (*)(const std::string& path);

struct ChangedArchive {
  std::string name;
  Change change;
  std::size_t left;  ///< how many of the four revisits can still be judged
};

const ChangedArchive kChangedArchives[] = {
    {"it goes away", [](const std::string& path) { std::filesystem::remove(path); }, 0},
    {"it shrinks",
     [](const std::string& path) {
       std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
     },
     2},
    {"it becomes another",
     [](const std::string& path) {
       std::ofstream(path, std::ios::binary) << response_of("9", "x:9") << revisit_of("8", "x:9")
                                             << revisit_of("7", "x:9") << response_of("6", "x:6");
     },
     0},
    {"it is no archive any more",
     [](const std::string& path) { std::ofstream(path, std::ios::binary) << "no archive"; }, 0},
};

TEST_F(Revisits, OfAnArchiveThatChangesWhileItIsReadAreNotAuditableAndNamed) {
  for (const ChangedArchive& one : kChangedArchives) {
    SCOPED_TRACE(one.name);
    const StoredFile original(response_of("0", "x:0"));
    std::string revisits;
    for (const char* name : {"1", "2", "3", "4"}) revisits += revisit_of(name, "x:0");
    const StoredFile changing(revisits);
    std::size_t readings = 0;
    open_ = [&](const std::string& path) {
      if (path == changing.path() && ++readings == 2) one.change(path);
      return open_archive(path);
    };
    RunStore store = *RunStore::open("");
    const Totals totals = audited({changing.path(), original.path()}, store);
    EXPECT_EQ(totals.responses, 5U);
    EXPECT_EQ(totals.readings, 5U);
    EXPECT_EQ(finding_count(totals), 1U + one.left);
    EXPECT_THAT(totals.not_auditable, ElementsAre(Pair("archive-changed", 4U - one.left)));
    std::vector<std::string> named;
    ASSERT_TRUE(store.each_not_auditable([&](const UnauditableReading& reading) {
      EXPECT_EQ(reading.place.archive, changing.path());
      EXPECT_EQ(reading.time, kCapture + std::chrono::hours(1));
      EXPECT_EQ(reading.region, "RU");
      EXPECT_EQ(reading.reason, "archive-changed");
      named.push_back(reading.place.record + " " + reading.url);
    }));
    std::vector<std::string> lost;
    for (std::size_t i = one.left + 1; i <= 4; ++i)
      lost.push_back("<urn:" + std::to_string(i) + "> https://www.newsroom.example/a/" + std::to_string(i));
    EXPECT_EQ(named, lost);
    EXPECT_TRUE(store.archives_with_revisits()->empty()) << "nothing waits any more";
  }
}

TEST_F(Revisits, WhoseBodyGoesAwayWhileItIsLookedForAreNotAuditable) {
  const StoredFile original(response_of("0", "x:0"));
  const StoredFile revisit(revisit_of("1", "x:0"));
  open_at_ = [&](const std::string& path, std::uint64_t offset) {
    std::filesystem::remove(original.path());
    return open_at(path, offset);
  };
  const Totals totals = audited({revisit.path(), original.path()});
  EXPECT_THAT(totals.not_auditable, ElementsAre(Pair("archive-changed", 1)));
}

TEST_F(Revisits, LeaveNothingOfTheRequestOrTheQueryInTheStore) {
  const std::string fields =
      "WARC-Target-URI: https://www.newsroom.example/a?from=canary\r\nWARC-Date: 2026-11-20T13:00:00Z\r\n"
      "WARC-Concurrent-To: <urn:r>\r\nWARC-Record-ID: <urn:1>\r\nWARC-Payload-Digest: x:1\r\n"
      "WARC-Refers-To-Target-URI: https://www.newsroom.example/a?from=canary\r\n"
      "WARC-Refers-To-Date: 2026-11-20T12:00:00Z\r\n";
  const StoredFile archive(
      warc_record("revisit", fields, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n") +
      warc_record("request",
                  "WARC-Target-URI: https://www.newsroom.example/a?from=canary\r\n"
                  "WARC-Record-ID: <urn:r>\r\nWARC-Concurrent-To: <urn:1>\r\n",
                  "GET /a?from=canary HTTP/1.1\r\nCookie: canary\r\n\r\n"));
  const StoredFile file("");
  {
    RunStore store = *RunStore::open(file.path());
    audited({archive.path()}, store);
  }
  std::ifstream in(file.path(), std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  EXPECT_THAT(bytes, testing::HasSubstr("https://www.newsroom.example/a"));
  EXPECT_THAT(bytes, testing::Not(testing::HasSubstr("canary")));
}

TEST_F(Revisits, AreLookedForAnewWhereOtherArchivesAreThere) {
  const StoredFile revisit(revisit_of("1", "x:1"));
  const StoredFile original(response_of("2", "x:1"));
  const StoredFile file("");
  RunStore store = *RunStore::open(file.path());
  EXPECT_THAT(audited({revisit.path()}, store).not_auditable, ElementsAre(Pair("revisit-unresolved", 1)));
  const Totals both = audited({revisit.path(), original.path()}, store);
  EXPECT_EQ(finding_count(both), 2U);
  EXPECT_THAT(both.not_auditable, IsEmpty());
  EXPECT_EQ(audited({revisit.path(), original.path()}, store), both) << "nothing is judged twice";
  EXPECT_THAT(audited({revisit.path()}, store).not_auditable, ElementsAre(Pair("revisit-unresolved", 1)));
}

/// A record of each frame, with a dictionary before them (draft-kucherawy-warc-zstd).
std::string with_dictionary(const std::vector<std::string>& records) {
  const std::string dictionary = response_of("dictionary", "x:dictionary") + revisit_of("dictionary", "x");
  std::string archive = "\x5d\x2a\x4d\x18";
  for (const unsigned shift : {0U, 8U, 16U, 24U})
    archive += static_cast<char>(dictionary.size() >> shift & 0xff);
  archive += dictionary;
  const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(ZSTD_createCCtx(), ZSTD_freeCCtx);
  for (const std::string& record : records) {
    std::string frame(ZSTD_compressBound(record.size()), '\0');
    frame.resize(ZSTD_compress_usingDict(context.get(), frame.data(), frame.size(), record.data(),
                                         record.size(), dictionary.data(), dictionary.size(), 3));
    archive += frame;
  }
  return archive;
}

TEST_F(Revisits, HaveTheBodyOfARecordThatIsPackedWithADictionary) {
  const StoredFile original(with_dictionary({response_of("0", "x:0"), response_of("1", "x:1")}));
  EXPECT_EQ(read_archive_at(original.path()).exchanges.size(), 2U);
  const StoredFile revisits(packed(revisit_of("2", "x:1")) + packed(revisit_of("3", "x:0")));
  const Totals totals = audited({revisits.path(), original.path()});
  EXPECT_EQ(finding_count(totals), 4U);
  EXPECT_THAT(totals.not_auditable, IsEmpty());
}

TEST_F(Revisits, HaveTheBodyOfARecordThatIsPackedWithTheDictionaryOfTheirOwnArchive) {
  const StoredFile archive(
      with_dictionary({response_of("0", "x:0"), response_of("1", "x:1"), revisit_of("2", "x:1")}));
  const Totals totals = audited({archive.path()});
  EXPECT_EQ(finding_count(totals), 3U);
  EXPECT_THAT(totals.not_auditable, IsEmpty());
}

TEST_F(Revisits, AndAllElseAreReadFromTheMiddleOfAnArchiveWithADictionary) {
  const StoredFile archive(
      with_dictionary({response_of("0", "x:0"), response_of("1", "x:1"), response_of("2", "x:2")}));
  auto reading = *open_archive(archive.path());
  auto first = *reading->next();
  ASSERT_TRUE(first);
  reading->complete(*first);
  const auto second = reading->next_record_place();
  ASSERT_TRUE(second);
  const auto from_there = open_at(archive.path(), *second);
  ASSERT_TRUE(from_there);
  const auto next = from_there->next();
  ASSERT_TRUE(next && *next);
  EXPECT_EQ((*next)->place.record, "<urn:1>");
  EXPECT_EQ((*next)->place.offset, *second);
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

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::audit::tests
