#include "filter/answer.h"

#include <gtest/gtest.h>

#include <string>

#include "memory_exchange.h"

namespace caveat::filter {
namespace CAVEAT_THIS_FILE {

TEST(BlockedAnswer, is_a_readable_page_that_names_who_asked_for_it) {
  const Answer answer = blocked_answer(*blocks().block, {});
  EXPECT_EQ(answer.head.status, 451);
  EXPECT_EQ(answer.head.reason, "Unavailable For Legal Reasons");
  EXPECT_EQ(answer.head.fields.combined("Content-Type"), "text/html; charset=utf-8");
  EXPECT_EQ(answer.head.fields.combined("Content-Language"), "ru");
  EXPECT_EQ(answer.head.fields.combined("Link"), "<https://authority.example/order/1>; rel=\"blocked-by\"");
  EXPECT_EQ(answer.head.fields.combined("Content-Length"), std::to_string(answer.body.size()));
}

TEST(BlockedAnswer, has_no_link_without_an_authority) {
  rules::Block block = *blocks().block;
  block.authority.clear();
  EXPECT_FALSE(blocked_answer(block, {}).head.fields.contains("Link"));
}

TEST(BlockedAnswer, takes_header_edits_but_is_never_stored) {
  rules::HeadEdits edits;
  edits.set = {
      {"Referrer-Policy", "no-referrer"}, {"Cache-Control", "public"}, {"Surrogate-Control", "max-age=9"}};
  const Answer answer = blocked_answer(*blocks().block, edits);
  EXPECT_EQ(answer.head.fields.combined("Referrer-Policy"), "no-referrer");
  EXPECT_EQ(answer.head.fields.combined("Cache-Control"), "no-store");
  EXPECT_FALSE(answer.head.fields.contains("Surrogate-Control"));
}

TEST(FailureAnswer, is_short_and_never_stored) {
  for (const int status : {502, 503, 504}) {
    const Answer answer = failure_answer(status);
    EXPECT_EQ(answer.head.status, status);
    EXPECT_FALSE(answer.head.reason.empty()) << status;
    EXPECT_EQ(answer.head.fields.combined("Cache-Control"), "no-store") << status;
    EXPECT_EQ(answer.head.fields.combined("Content-Length"), std::to_string(answer.body.size())) << status;
    EXPECT_LT(answer.body.size(), 200U) << status;
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::filter
