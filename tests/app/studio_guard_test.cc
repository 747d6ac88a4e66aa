#include "app/studio/preview_store.h"
#include "app/studio/query_text.h"
#include "app/studio/request_guard.h"

#include <gtest/gtest.h>

namespace caveat::app {
namespace CAVEAT_THIS_FILE {

const std::string kToken(64, 'a');
const std::string kBearer = "Bearer " + kToken;
const std::vector<std::string> kOwn = {"http://127.0.0.1:1", "http://localhost:1"};

int status_of(const std::string& method, filter::FieldLines fields) {
  const auto refusal = refusal_of({method, "/api/x", std::move(fields)}, {kToken, kOwn});
  return refusal ? refusal->status : 200;
}

TEST(RequestGuard, WantsTheToken) {
  EXPECT_EQ(status_of("GET", {}), 401);
  EXPECT_EQ(status_of("GET", {{"Authorization", kToken}}), 401);
  EXPECT_EQ(status_of("GET", {{"Authorization", kBearer}, {"Authorization", "Bearer x"}}), 401);
  EXPECT_EQ(status_of("GET", {{"Authorization", kBearer}}), 200);
}

TEST(RequestGuard, RefusesOtherOriginsEvenWithTheToken) {
  const filter::FieldLine token{"Authorization", kBearer};
  EXPECT_EQ(status_of("GET", {token, {"Origin", "http://127.0.0.1:2"}}), 403);
  EXPECT_EQ(status_of("GET", {token, {"Origin", kOwn[1]}, {"Origin", "null"}}), 403);
  EXPECT_EQ(status_of("GET", {token, {"Sec-Fetch-Site", "same-site"}}), 403);
  EXPECT_EQ(status_of("GET", {token, {"Origin", kOwn[0]}, {"Sec-Fetch-Site", "same-origin"}}), 200);
}

TEST(RequestGuard, WantsBodiesToSayThatTheyAreJson) {
  const filter::FieldLine token{"Authorization", kBearer};
  EXPECT_EQ(status_of("POST", {token}), 403);
  EXPECT_EQ(status_of("PUT", {token, {"Content-Type", "application/x-www-form-urlencoded"}}), 403);
  EXPECT_EQ(status_of("POST", {token, {"Content-Type", "application/json; charset=utf-8"}}), 200);
}

TEST(PreviewStore, ForgetsTheOldest) {
  PreviewStore store;
  const std::string first = store.keep({"text/html", "1"});
  std::string last;
  for (int i = 0; i < 64; ++i) last = store.keep({"text/html", "2"});
  EXPECT_FALSE(store.find(first));
  EXPECT_EQ(store.find(last)->bytes, "2");
  EXPECT_EQ(last.size(), 64U);
  EXPECT_NE(first, last);
}

TEST(QueryText, IsDecodedOrRefused) {
  EXPECT_EQ(decoded("a%2Fb%20c"), "a/b c");
  EXPECT_FALSE(decoded("a%"));
  EXPECT_FALSE(decoded("a%0"));
  EXPECT_FALSE(decoded("a%00"));
  EXPECT_FALSE(decoded("%ff"));
  const auto query = query_of("/x?a=1&b=x+y%26&c");
  ASSERT_TRUE(query);
  EXPECT_EQ(query->at("a"), "1");
  EXPECT_EQ(query->at("b"), "x y&");
  EXPECT_EQ(query->at("c"), "");
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::app
