#include "filter/response_head.h"

#include <gtest/gtest.h>

#include "memory_exchange.h"

namespace caveat::filter {
namespace {

TEST(ApplyHeadEdits, removes_then_sets) {
  FieldLines fields{{"A", "1"}, {"B", "2"}, {"B", "3"}};
  rules::HeadEdits edits;
  edits.remove = {"a", "C"};
  edits.set = {{"B", "9"}, {"C", "8"}};
  apply_head_edits(edits, fields);
  EXPECT_FALSE(fields.contains("A"));
  EXPECT_EQ(fields.combined("B"), "9");
  EXPECT_EQ(fields.combined("C"), "8");
}

TEST(ApplyHeadEdits, leaves_framing_alone) {
  for (const char* name : {"Content-Length", "transfer-encoding", "Connection", "Content-Encoding", "Upgrade",
                           "Keep-Alive", "TE", "Trailer", "Content-Range"}) {
    FieldLines fields{{name, "as it was"}};
    rules::HeadEdits edits;
    edits.remove = {name};
    edits.set = {{name, "changed"}};
    apply_head_edits(edits, fields);
    EXPECT_EQ(fields.combined(name), "as it was") << name;
  }
}

struct CodingCase {
  std::string content_encoding;
  std::string vary;
  ContentCoding output;
  std::string coding_after;
  std::string vary_after;
};

const CodingCase kCodings[] = {
    {"", "", ContentCoding::identity, "", ""},
    {"gzip", "", ContentCoding::gzip, "gzip", "Accept-Encoding"},
    {"gzip", "Cookie", ContentCoding::identity, "", "Cookie, Accept-Encoding"},
    {"gzip", "accept-encoding", ContentCoding::gzip, "gzip", "accept-encoding"},
    {"gzip", "*", ContentCoding::gzip, "gzip", "*"},
    {"deflate", "", ContentCoding::gzip, "gzip", "Accept-Encoding"},
};

TEST(EditedHead, names_the_coding_and_that_it_depends_on_the_reader) {
  for (const CodingCase& one : kCodings) {
    ResponseHead upstream;
    if (!one.content_encoding.empty()) upstream.fields.set("Content-Encoding", one.content_encoding);
    if (!one.vary.empty()) upstream.fields.set("Vary", one.vary);
    const ResponseHead head = edited_head(upstream, warns(), one.output);
    EXPECT_EQ(head.fields.combined("Content-Encoding"), one.coding_after) << one.content_encoding;
    EXPECT_EQ(head.fields.combined("Vary"), one.vary_after) << one.content_encoding;
  }
}

TEST(EditedHead, lets_a_rule_have_the_last_word_on_caching) {
  rules::Decision decision = warns();
  decision.head_edits.set.emplace_back("Cache-Control", "private, no-store");
  const ResponseHead head =
      edited_head({200, "", {{"Cache-Control", "public"}}}, decision, ContentCoding::identity);
  EXPECT_EQ(head.fields.combined("Cache-Control"), "private, no-store");
}

TEST(RelayedHead, is_the_upstreams_where_every_reader_gets_the_same) {
  const ResponseHead upstream{200, "OK", {{"Cache-Control", "public"}, {"Age", "1"}, {"ETag", "\"1\""}}};
  const ResponseHead head = relayed_head(upstream, passes());
  EXPECT_EQ(head.fields.size(), 3U);
  EXPECT_EQ(head.fields.combined("Cache-Control"), "public");
}

}  // namespace
}  // namespace caveat::filter
