#include "audit/partials/partial_merge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

#include "partial_example.h"
#include "report_output.h"
#include "reported_example.h"

namespace caveat::audit {
namespace CAVEAT_THIS_FILE {

using testing::HasSubstr;
using Random = std::mt19937;

std::size_t below(Random& random, std::size_t limit) {
  return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
}

Finding random_finding(Random& random, const std::string& archive) {
  Finding finding = example_finding();
  finding.place = {
      .archive = archive, .offset = below(random, 5), .record = "r" + std::to_string(below(random, 2))};
  finding.path = "/a/" + std::to_string(below(random, 4));
  finding.url = "https://" + finding.site + finding.path;
  finding.region = below(random, 2) == 0 ? "RU" : "UA-43";
  finding.kind = static_cast<FindingKind>(below(random, 15));
  finding.severity = static_cast<Severity>(below(random, 3));
  finding.excerpt = std::string(1 + below(random, 8), static_cast<char>(below(random, 256)));
  finding.excerpt_mark = below(random, 8);
  finding.count = 1 + below(random, 3);
  if (below(random, 3) == 0) finding.time.reset();
  return finding;
}

UnauditableReading random_reading(Random& random, const std::string& archive) {
  UnauditableReading reading = example_unauditable();
  reading.place = {
      .archive = archive, .offset = below(random, 5), .record = "r" + std::to_string(below(random, 2))};
  reading.url = "https://www.newsroom.example/" + std::to_string(below(random, 2));
  reading.reason = "reason-" + std::to_string(below(random, 3));
  reading.detail = std::string(below(random, 3), static_cast<char>(below(random, 256)));
  if (below(random, 3) == 0) reading.time.reset();
  return reading;
}

struct Audited {
  AuditedArchive archive;
  Totals totals;
  std::vector<Finding> findings;
  std::vector<UnauditableReading> unauditable;
};

Audited random_archive(Random& random, std::size_t number) {
  Audited audited;
  audited.archive = {.name = "archive-" + std::to_string(number) + ".warc.gz",
                     .digest = std::to_string(number) + std::string(60, 'd'),
                     .bytes = below(random, 1000)};
  Totals& totals = audited.totals;
  totals.archives = 1;
  totals.archive_bytes = audited.archive.bytes;
  totals.readings = below(random, 100);
  for (std::size_t i = below(random, 8); i > 0; --i) {
    audited.unauditable.push_back(reported(random_reading(random, audited.archive.name)));
    ++totals.not_auditable[audited.unauditable.back().reason];
  }
  const auto day = std::chrono::sys_days(std::chrono::days(below(random, 20'000)));
  totals.coverage[{day, "RU"}].readings = totals.readings;
  for (std::size_t i = below(random, 8); i > 0; --i) {
    audited.findings.push_back(reported(random_finding(random, audited.archive.name)).finding);
    totals.count(audited.findings.back());
  }
  return audited;
}

/// What one process writes that was given all of these.
std::string partial_of_all(const std::vector<Audited>& archives) {
  ReportHead head = example_head();
  head.archives.clear();
  head.totals = {};
  std::vector<Finding> findings;
  std::vector<UnauditableReading> unauditable;
  for (const Audited& audited : archives) {
    head.archives.push_back(audited.archive);
    head.totals.merge(audited.totals);
    findings.insert(findings.end(), audited.findings.begin(), audited.findings.end());
    unauditable.insert(unauditable.end(), audited.unauditable.begin(), audited.unauditable.end());
  }
  std::ranges::sort(head.archives, {}, &AuditedArchive::name);
  return partial_of(head, std::move(findings), std::move(unauditable));
}

/// Puts some of `parts`, in any order, in the place of one, until one is left.
std::string reduced_in_any_order(std::vector<std::string> parts, Random& random) {
  do {
    std::ranges::shuffle(parts, random);
    const std::size_t count = 1 + below(random, parts.size());
    const auto from = parts.end() - static_cast<std::ptrdiff_t>(count);
    const auto merged = reduce({from, parts.end()});
    if (!merged) return "refused: " + merged.error().fault.reason;
    parts.erase(from, parts.end());
    parts.push_back(*merged);
  } while (parts.size() > 1);
  return parts.front();
}

TEST(PartialMerge, AnySplitAndAnyTreeOfReducesGiveTheBytesOfOneProcess) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    Random random(seed);
    std::vector<Audited> archives;
    for (std::size_t i = 0; i < 1 + seed % 12; ++i) archives.push_back(random_archive(random, i));
    const std::string whole = partial_of_all(archives);
    std::ranges::shuffle(archives, random);
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin < archives.size();) {
      const std::size_t end = begin + 1 + below(random, archives.size() - begin);
      parts.push_back(partial_of_all({archives.begin() + static_cast<std::ptrdiff_t>(begin),
                                      archives.begin() + static_cast<std::ptrdiff_t>(end)}));
      begin = end;
    }
    ASSERT_EQ(reduced_in_any_order(std::move(parts), random), whole) << "seed " << seed;
  }
}

std::string partial_with(void (*change)(ReportHead&)) {
  ReportHead head = example_head();
  head.archives = {{.name = "april.warc.gz", .digest = std::string(64, 'e'), .bytes = 1}};
  change(head);
  return partial_of(head, {});
}

struct Refused {
  void (*change)(ReportHead&);
  std::string reason;
};

TEST(PartialMerge, PartsOfAnotherAuditAreRefused) {
  const Refused kCases[] = {
      {[](ReportHead& head) { head.rules_digest = "f"; }, "under other rules"},
      {[](ReportHead& head) { head.version = "0.2.0"; }, "another version"},
      {[](ReportHead& head) { head.regions = {"RU"}; }, "other regions"},
      {[](ReportHead& head) { head.at = std::chrono::sys_seconds(); }, "another moment"},
      {[](ReportHead& head) { head.question = "f"; }, "another question"},
      {[](ReportHead& head) { head.archives[0].name = "march.warc.gz"; }, "in more than one partial"},
      {[](ReportHead& head) { head.archives[0].digest = std::string(64, 'c'); },
       "the very bytes of march.warc.gz"},
  };
  const std::string first = partial_of(example_head(), {});
  EXPECT_TRUE(reduce({first, partial_with([](ReportHead&) {})}));
  for (const Refused& one : kCases) {
    const auto merged = reduce({first, partial_with(one.change)});
    ASSERT_FALSE(merged) << one.reason;
    EXPECT_EQ(merged.error().part, 1U);
    EXPECT_THAT(merged.error().fault.reason, HasSubstr(one.reason));
  }
}

TEST(PartialMerge, ATornPartIsNamed) {
  const std::string torn = partial_of(example_head({example_finding()}), {example_finding()});
  const auto merged = reduce({partial_with([](ReportHead&) {}), torn.substr(0, torn.size() - 1)});
  ASSERT_FALSE(merged);
  EXPECT_EQ(merged.error().part, 1U);
}

/// A part that audited the archive of one name and looked into those of others for bodies.
std::string part_with_bodies(const std::string& audited, std::vector<AuditedArchive> bodies) {
  ReportHead head = example_head();
  head.archives = {{.name = audited, .digest = "digest of " + audited}};
  head.bodies = std::move(bodies);
  return partial_of(head, {});
}

std::vector<AuditedArchive> bodies_of(const boost::system::result<std::string, MergeFault>& merged) {
  std::istringstream in(*merged);
  return PartialReader::open(in)->head().bodies;
}

TEST(PartialMerge, NamesWhatWasLookedIntoForBodiesUnlessAPartAuditsIt) {
  const AuditedArchive b{.name = "b", .digest = "digest of b"}, c{.name = "c", .digest = "digest of c"};
  AuditedArchive torn = c;
  torn.unreadable = {{.offset = 7, .record = {}, .reason = "torn"}};
  const std::string first = part_with_bodies("a", {b, c}), second = part_with_bodies("b", {torn});
  for (const auto& merged : {reduce({first, second}), reduce({second, first})}) {
    ASSERT_TRUE(merged);
    EXPECT_EQ(bodies_of(merged), std::vector{torn});
  }
  EXPECT_EQ(bodies_of(reduce({first, second, part_with_bodies("c", {})})), std::vector<AuditedArchive>());
}

TEST(PartialMerge, RefusesWhatHadOtherBytesWhereItWasLookedIntoForBodies) {
  const std::string part = part_with_bodies("a", {{.name = "b", .digest = "other"}});
  for (const std::string& other :
       {part_with_bodies("b", {}), part_with_bodies("c", {{.name = "b", .digest = "digest of b"}})}) {
    const auto merged = reduce({part, other});
    ASSERT_FALSE(merged);
    EXPECT_EQ(merged.error().fault.reason, "b had other bytes where another partial was made");
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::audit
