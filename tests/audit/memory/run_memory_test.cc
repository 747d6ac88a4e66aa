// Memory does not depend on how much an audit finds, nor on how many revisits wait for bodies elsewhere.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <fstream>
#include <string>

#include "audit/formats/revisit_originals.h"
#include "audit/formats/warc_archive.h"
#include "audit/run.h"
#include "tests/audit/archive_reading.h"
#include "tests/audit/archived.h"

namespace caveat::audit::tests {
namespace {

constexpr long kMostGrowthKiB = 12 * 1024;
constexpr const char* kHead = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";

long peak_kib() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

std::string fields_of(int number, const std::string& digest) {
  const std::string name = std::to_string(number);
  return "WARC-Target-URI: https://www.newsroom.example/a/" + name + "\r\nWARC-Record-ID: <urn:" + name +
         ">\r\nWARC-Date: 2026-11-20T12:00:00Z\r\nWARC-Payload-Digest: sha1:" + digest +
         "\r\nWARC-Refers-To: <urn:original-" + digest +
         ">\r\nWARC-Refers-To-Target-URI: https://www.newsroom.example/o/" + digest +
         "\r\nWARC-Refers-To-Date: 2026-11-19T12:00:00Z\r\n";
}

/// `count` pages without their notice, and `revisits` of which one in a hundred has its body behind it.
void write_archive(const std::string& path, int count, int revisits) {
  std::ofstream out(path, std::ios::binary);
  for (int i = 0; i < revisits; ++i) out << warc_record("revisit", fields_of(i, std::to_string(i)), kHead);
  const std::string text = page("<p>" + std::string(2000, 'x') + "</p>");
  for (int i = 0; i < count; ++i)
    out << warc_record("response", fields_of(revisits + i, std::to_string(i * 100)), kHead + text);
}

Totals audited(const std::string& path) {
  const auto rules = rules_with(kWarn);
  const Question question = readers_of({"RU"});
  RunStore store = *RunStore::open("");
  EXPECT_TRUE(store.begin(digest_of(question, rules->digest(), "1"), rules->digest(), "RU"));
  RunOptions options;
  options.open_at = [](const std::string& at, std::uint64_t offset) -> std::unique_ptr<Archive> {
    return open_warc_at(at, offset);
  };
  EXPECT_TRUE(run_audit({path}, Judge(rules, question), open_archive, store, options));
  std::uint64_t findings = 0, unauditable = 0;
  EXPECT_TRUE(store.each_finding([&](const Finding&) { ++findings; }));
  EXPECT_TRUE(store.each_not_auditable([&](const UnauditableReading&) { ++unauditable; }));
  const Totals totals = *store.totals();
  EXPECT_EQ(finding_count(totals), findings);
  EXPECT_EQ(not_auditable_count(totals), unauditable);
  return totals;
}

TEST(RunMemory, IsFlatOverManyFindingsAndManyRevisits) {
  const StoredFile few(""), many("");
  write_archive(few.path(), 2'000, 2'000);
  write_archive(many.path(), 10'000, 200'000);
  EXPECT_EQ(finding_count(audited(few.path())), 2'020U);
  const long before = peak_kib();
  const Totals totals = audited(many.path());
  EXPECT_EQ(finding_count(totals), 10'000U + 2'000U);
  EXPECT_EQ(totals.not_auditable.at("revisit-unresolved"), 198'000U);
  EXPECT_LT(peak_kib() - before, kMostGrowthKiB);
}

}  // namespace
}  // namespace caveat::audit::tests
