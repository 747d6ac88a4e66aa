#include "filter/cacheability.h"

#include <gtest/gtest.h>

#include <string>

namespace caveat::filter {
namespace CAVEAT_THIS_FILE {

struct CacheCase {
  std::string before;
  std::string after;
};

const CacheCase kDirectives[] = {
    {"", "private"},
    {"public", "private"},
    {"public, max-age=60", "private, max-age=60"},
    {"max-age=60, S-MaxAge=600, Public", "private, max-age=60"},
    {"private", "private"},
    {"private=\"Set-Cookie, X\", max-age=1", "private, max-age=1"},
    {"no-store", "private, no-store"},
    {"no-cache=\"a, public\", proxy-revalidate", "private, no-cache=\"a, public\""},
    {"max-age=1, stale-while-revalidate=9", "private, max-age=1, stale-while-revalidate=9"},
};

class MakePrivate : public testing::TestWithParam<CacheCase> {};

TEST_P(MakePrivate, leaves_only_what_the_readers_own_cache_may_know) {
  FieldLines fields;
  if (!GetParam().before.empty()) fields.set("cache-control", GetParam().before);
  make_private(fields);
  EXPECT_EQ(fields.combined("Cache-Control"), GetParam().after);
}

INSTANTIATE_TEST_SUITE_P(Directives, MakePrivate, testing::ValuesIn(kDirectives));

TEST(MakePrivate, joins_several_lines_into_one) {
  FieldLines fields{{"Cache-Control", "public"}, {"Cache-Control", "max-age=5"}};
  make_private(fields);
  EXPECT_EQ(fields.first("Cache-Control"), "private, max-age=5");
}

TEST(MakePrivate, takes_away_what_surrogates_would_follow_instead) {
  for (const std::string_view name : {"CDN-Cache-Control", "Cloudflare-CDN-Cache-Control",
                                      "Surrogate-Control", "x-accel-expires", "Edge-Control", "Age"}) {
    FieldLines fields{{name, "3600"}};
    make_private(fields);
    EXPECT_FALSE(fields.contains(name)) << name;
  }
}

TEST(MakePrivate, keeps_what_tells_the_readers_own_cache_how_long) {
  FieldLines fields{{"Expires", "Thu, 01 Jan 2026 00:00:00 GMT"}, {"Vary", "Cookie"}};
  make_private(fields);
  EXPECT_TRUE(fields.contains("Expires"));
  EXPECT_TRUE(fields.contains("Vary"));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::filter
