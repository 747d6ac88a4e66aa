#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "partial_example.h"
#include "reported_example.h"

namespace caveat::audit {
namespace CAVEAT_THIS_FILE {

using testing::HasSubstr;

std::string example() {
  return partial_of(example_head({example_finding()}), {example_finding()});
}

ReportHead head_with_unauditable() {
  ReportHead head = example_head({example_finding()});
  head.totals.not_auditable["body-truncated"] = 1;
  return head;
}

std::string example_with_unauditable() {
  return partial_of(head_with_unauditable(), {example_finding()}, {example_unauditable()});
}

TEST(Partial, IsReadAsItWasWritten) {
  std::istringstream in(example());
  auto reader = PartialReader::open(in);
  ASSERT_TRUE(reader);
  EXPECT_EQ(reader->head(), example_head({example_finding()}));
  const auto first = reader->next();
  ASSERT_TRUE(first && *first);
  EXPECT_EQ(finding_json(**first), finding_json(reported(example_finding())));
  const auto end = reader->next();
  EXPECT_TRUE(end && !*end);
}

TEST(Partial, NamesTheRecordsThatCouldNotBeRead) {
  ReportHead head = example_head();
  head.archives[0].unreadable = {
      {.offset = 7, .record = "<urn:uuid:2>", .reason = "its length is no number"}};
  std::istringstream in(partial_of(head, {}));
  const auto reader = PartialReader::open(in);
  ASSERT_TRUE(reader);
  EXPECT_EQ(reader->head(), head);
}

TEST(Partial, NamesWhatIsNotAuditable) {
  std::istringstream in(example_with_unauditable());
  auto reader = PartialReader::open(in);
  ASSERT_TRUE(reader);
  const auto reading = reader->next_unauditable();
  ASSERT_TRUE(reading && *reading);
  EXPECT_EQ(**reading, example_unauditable());
  EXPECT_FALSE(*reader->next_unauditable());
  EXPECT_TRUE(*reader->next()) << "the finding behind it";
  EXPECT_FALSE(*reader->next());
}

TEST(Partial, WhoReadsFindingsAlonePassesOverWhatIsNotAuditable) {
  const auto findings = read_partial(example_with_unauditable());
  ASSERT_TRUE(findings);
  EXPECT_EQ(findings->size(), 1U);
}

/// Why a partial with these totals is not taken; empty if it is.
std::string fault_with(const std::function<void(Totals&)>& change) {
  ReportHead head = example_head();
  change(head.totals);
  const auto read = read_partial(partial_of(head, {}));
  return read ? std::string() : read.error().reason;
}

TEST(Partial, IsNotTakenWhereItHasNoDigestForRules) {
  const std::string kFault = "the totals lack what they must have, or have what no run gives";
  for (const std::string digest : {"\x1b]0;owned\x07", "d", "unrecorded "}) {
    EXPECT_EQ(fault_with([&](Totals& totals) { totals.other_rules[digest] = 1; }), kFault) << digest;
  }
  EXPECT_EQ(fault_with([](Totals& totals) {
              totals.other_rules = {{"", 1}, {"unrecorded", 1}, {std::string(64, 'd'), 1}};
            }),
            "");
}

TEST(Partial, IsNotTakenWithMoreRuleSetsThanARunNames) {
  const auto with = [](std::size_t count) {
    return fault_with([&](Totals& totals) {
      totals.other_rules = {{"", 1}};
      for (std::size_t i = 0; i < count; ++i)
        totals.other_rules[std::to_string(100 + i) + std::string(61, 'd')] = 1;
    });
  };
  EXPECT_EQ(with(Totals::kMostOtherRules), "");
  EXPECT_NE(with(Totals::kMostOtherRules + 1), "");
}

TEST(Partial, IsNotTakenForReasonsThatAreNoWordsOfOurs) {
  for (const auto reasons : {&Totals::passed_over, &Totals::not_auditable, &Totals::partly_checked}) {
    for (const std::string reason : {"\x1b]0;owned\x07", "", "Two words"}) {
      EXPECT_NE(fault_with([&](Totals& totals) { (totals.*reasons)[reason] = 1; }), "") << reason;
    }
  }
}

TEST(Partial, IsNotTakenWithMoreUnreadableRecordsThanAreNamed) {
  ReportHead head = example_head();
  head.archives[0].unreadable.resize(AuditedArchive::kMostUnreadable,
                                     {.offset = 7, .record = {}, .reason = "torn"});
  EXPECT_TRUE(read_partial(partial_of(head, {})));
  head.archives[0].unreadable.push_back({.offset = 8, .record = {}, .reason = "torn"});
  EXPECT_FALSE(read_partial(partial_of(head, {})));
}

TEST(Partial, IsNotTakenWhereverItIsTorn) {
  const std::string whole = example_with_unauditable();
  for (std::size_t length = 0; length < whole.size(); ++length) {
    EXPECT_FALSE(read_partial(whole.substr(0, length))) << length;
  }
}

TEST(Partial, IsNotTakenIfAnyByteWasChanged) {
  const std::string whole = example_with_unauditable();
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string changed = whole;
    changed[at] = changed[at] == 'x' ? 'y' : 'x';
    EXPECT_FALSE(read_partial(changed)) << at;
  }
}

struct Refused {
  std::string text, reason;
  std::uint64_t line;
};

TEST(Partial, WhyItIsNotTakenIsSaid) {
  Finding later = example_finding();
  later.place.offset = 5000;
  std::ostringstream disordered;
  {
    const ReportHead head = example_head({example_finding(), later});
    PartialWriter writer(head, disordered);
    writer.add(reported(later));
    writer.add(reported(example_finding()));
    writer.finish();
  }
  std::ostringstream unordered, late;
  {
    const ReportHead head = head_with_unauditable();
    PartialWriter writer(head, unordered);
    UnauditableReading before = example_unauditable();
    before.place.offset = 1;
    writer.add_unauditable(example_unauditable());
    writer.add_unauditable(before);
    writer.finish();
    PartialWriter other(head, late);
    other.add(reported(example_finding()));
    other.add_unauditable(example_unauditable());
    other.finish();
  }
  const Refused kCases[] = {
      {"", "ends before its end", 1},
      {"{}\n", "no partial of caveat audit", 1},
      {"GIF89a\n", "no JSON", 1},
      {"{\"caveat_audit_partial\":1}\n", "of format 1", 1},
      {disordered.str(), "not in order", 5},
      {example() + "{}\n", "something follows the end", 5},
      {partial_of(example_head(), {example_finding()}), "not those of the totals", 5},
      {partial_of(example_head({example_finding()}), {}), "not those of the totals", 4},
      {partial_of(head_with_unauditable(), {example_finding()}), "not that of the totals", 5},
      {partial_of(example_head(), {}, {example_unauditable()}), "a reason that the totals do not have", 4},
      {unordered.str(), "the readings are not in order", 5},
      {late.str(), "neither a finding nor the end", 5},
  };
  for (const Refused& one : kCases) {
    const auto read = read_partial(one.text);
    ASSERT_FALSE(read);
    EXPECT_THAT(read.error().reason, HasSubstr(one.reason));
    EXPECT_EQ(read.error().line, one.line) << one.reason;
  }
}

TEST(Partial, AcceptedFindingsAreForReportsAlone) {
  std::ostringstream out;
  const ReportHead head = example_head({example_finding()});
  PartialWriter writer(head, out);
  ReportedFinding finding = reported(example_finding());
  finding.accepted = "known";
  writer.add(finding);
  writer.finish();
  EXPECT_FALSE(read_partial(out.str()));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::audit
