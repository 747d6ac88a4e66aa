#include "filter/response_head.h"

#include <gtest/gtest.h>

#include "memory_exchange.h"

namespace caveat::filter {
namespace CAVEAT_THIS_FILE {

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
  for (const std::string name : {"Content-Length", "transfer-encoding", "Connection", "Content-Encoding",
                                 "Upgrade", "Keep-Alive", "TE", "Trailer", "Content-Range"}) {
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

struct CacheCase {
  std::string name;
  std::string value;
  std::string cache_control;
};

const CacheCase kSetByRules[] = {
    {"Cache-Control", "private, no-store", "private, no-store"},
    {"Cache-Control", "public, s-maxage=600, max-age=60", "private, max-age=60"},
    {"Surrogate-Control", "max-age=600", "private"},
    {"CDN-Cache-Control", "public", "private"},
    {"X-Accel-Expires", "600", "private"},
    {"Age", "1", "private"},
};

TEST(HeadOfACoveredPage, is_for_one_reader_whatever_a_rule_sets) {
  for (const CacheCase& one : kSetByRules) {
    rules::Decision decision = warns();
    decision.head_edits.set.emplace_back(one.name, one.value);
    const ResponseHead upstream{200, "", {{"Cache-Control", "public"}}};
    for (const ResponseHead& head :
         {edited_head(upstream, decision, ContentCoding::identity), relayed_head(upstream, decision)}) {
      EXPECT_EQ(head.fields.combined("Cache-Control"), one.cache_control) << one.name << " " << one.value;
      if (std::string_view(one.name) != "Cache-Control") {
        EXPECT_FALSE(head.fields.contains(one.name)) << one.name;
      }
    }
  }
}

TEST(HeadOfACoveredPage, is_for_one_reader_whatever_a_rule_removes) {
  rules::Decision decision = warns();
  decision.head_edits.remove = {"Cache-Control"};
  const ResponseHead head = edited_head({200, "", {}}, decision, ContentCoding::identity);
  EXPECT_EQ(head.fields.combined("Cache-Control"), "private");
}

TEST(EditedHead, keeps_validators_of_the_original_off_whatever_a_rule_sets) {
  rules::Decision decision = warns();
  decision.head_edits.set.emplace_back("ETag", "\"1\"");
  EXPECT_FALSE(edited_head({200, "", {}}, decision, ContentCoding::identity).fields.contains("ETag"));
}

TEST(RelayedHead, is_the_upstreams_where_every_reader_gets_the_same) {
  const ResponseHead upstream{200, "OK", {{"Cache-Control", "public"}, {"Age", "1"}, {"ETag", "\"1\""}}};
  const ResponseHead head = relayed_head(upstream, passes());
  EXPECT_EQ(head.fields.size(), 3U);
  EXPECT_EQ(head.fields.combined("Cache-Control"), "public");
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::filter
