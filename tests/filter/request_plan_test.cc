#include "filter/request_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "memory_exchange.h"

namespace caveat::filter {
namespace CAVEAT_THIS_FILE {

struct NeedCase {
  std::string name;
  rules::Decision decision;
  bool needed;
};

TEST(NeedsWholePage, where_the_page_may_be_read_or_replaced) {
  rules::Decision refuses_other = edits_head_only();
  refuses_other.non_html = rules::NonHtml::refuse;
  const NeedCase cases[] = {
      {"pass", passes(), false},
      {"pass for this reader", passes_but_varies(), false},
      {"header edits", edits_head_only(), false},
      {"header edits that refuse what is no page", refuses_other, true},
      {"page edits", warns(), true},
      {"undecided", awaits(rules::Awaits::page), true},
      {"block", blocks(), false},
  };
  for (const NeedCase& one : cases) EXPECT_EQ(needs_whole_page(one.decision), one.needed) << one.name;
}

struct MethodCase {
  std::string method;
  std::vector<std::string> kept;
};

const MethodCase kMethods[] = {
    {"GET", {"Cookie", "Accept-Encoding"}},
    {"HEAD", {"Cookie", "Accept-Encoding"}},
    {"PUT",
     {"If-Match", "If-Unmodified-Since", "If-None-Match", "If-Modified-Since", "Cookie", "Accept-Encoding"}},
};

TEST(AskForWholePage, drops_ranges_always_and_conditions_where_nothing_is_written) {
  for (const MethodCase& one : kMethods) {
    RequestHead head{one.method,
                     "/",
                     {{"Range", "bytes=1-"},
                      {"If-Range", "x"},
                      {"A-IM", "gzip"},
                      {"If-Match", "x"},
                      {"If-Unmodified-Since", "x"},
                      {"If-None-Match", "x"},
                      {"If-Modified-Since", "x"},
                      {"Cookie", "a=b"}}};
    ask_for_whole_page(head, AcceptedCodings("gzip"));
    std::vector<std::string> names;
    for (const FieldLine& line : head.fields) names.emplace_back(line.name);
    EXPECT_THAT(names, testing::ElementsAreArray(one.kept)) << one.method;
  }
}

TEST(AskForWholePage, asks_for_no_coding_that_the_reader_could_not_be_given) {
  RequestHead head{"GET", "/", {{"Accept-Encoding", "compress"}, {"accept-encoding", "deflate"}}};
  ask_for_whole_page(head, AcceptedCodings("compress, deflate"));
  EXPECT_EQ(head.fields.combined("Accept-Encoding"), "identity");
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::filter
