#include "filter/failure_reason.h"

#include <gtest/gtest.h>

namespace caveat::filter {
namespace CAVEAT_THIS_FILE {

TEST(FailureReason, blames_the_upstream_or_ourselves) {
  EXPECT_EQ(status_of(FailureReason::upstream_coding_corrupt), 502);
  EXPECT_EQ(status_of(FailureReason::page_too_large), 502);
  EXPECT_EQ(status_of(FailureReason::notice_not_placed), 503);
  EXPECT_EQ(status_of(FailureReason::undecided), 503);
}

TEST(FailureReason, has_a_label_for_counters) {
  EXPECT_EQ(label_of(FailureReason::upstream_coding_unknown), "upstream_coding_unknown");
  EXPECT_EQ(label_of(FailureReason::undecided), "undecided");
}

TEST(ActionLabel, tells_what_the_reader_got) {
  Record record;
  record.failure = "notice_not_placed";
  record.ending = Ending::refused;
  EXPECT_EQ(action_label_of(record), "refused");
  record.ending = Ending::aborted;
  EXPECT_EQ(action_label_of(record), "aborted");
  record.ending = Ending::complete;
  EXPECT_EQ(action_label_of(record), "served");
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::filter
