#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "partial_example.h"
#include "reported_example.h"

namespace caveat::audit {
namespace {

using testing::HasSubstr;

std::string example() {
  return partial_of(example_head({example_finding()}), {example_finding()});
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

TEST(Partial, IsNotTakenWhereverItIsTorn) {
  const std::string whole = example();
  for (std::size_t length = 0; length < whole.size(); ++length) {
    EXPECT_FALSE(read_partial(whole.substr(0, length))) << length;
  }
}

TEST(Partial, IsNotTakenIfAnyByteWasChanged) {
  const std::string whole = example();
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
  const Refused kCases[] = {
      {"", "ends before its end", 1},
      {"{}\n", "no partial of caveat audit", 1},
      {"GIF89a\n", "no JSON", 1},
      {"{\"caveat_audit_partial\":2}\n", "of format 2", 1},
      {disordered.str(), "not in order", 5},
      {example() + "{}\n", "something follows the end", 5},
      {partial_of(example_head(), {example_finding()}), "not those of the totals", 5},
      {partial_of(example_head({example_finding()}), {}), "not those of the totals", 4},
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

}  // namespace
}  // namespace caveat::audit
