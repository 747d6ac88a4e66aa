#include "filter/acceptance_request.h"

#include <gtest/gtest.h>

#include <vector>

namespace caveat::filter {
namespace CAVEAT_THIS_FILE {

constexpr std::chrono::sys_days kToday = std::chrono::year(2026) / 11 / 26;

const rules::Terms kTerms{.mark = "p/ask", .id = "0123456789abcdef", .days = 7};

AcceptanceOptions options() {
  AcceptanceOptions result;
  result.keys = std::make_shared<const AcceptanceKeys>(AcceptanceKeys::Key{1});
  return result;
}

/// What pressing the button on that page sends.
RequestHead pressed(const std::string& page) {
  return {"POST", acceptance_target(page, {&kTerms, 1}), {{"Sec-Fetch-Site", "same-origin"}}};
}

Answer answer_to(const RequestHead& request, const AcceptanceOptions& with = options()) {
  rules::Facts facts;
  facts.site = "www.newsroom.example";
  facts.path = kAcceptancePath;
  const std::size_t query = request.target.find('?');
  if (query != std::string::npos) facts.query = request.target.substr(query + 1);
  facts.time = kToday;
  return acceptance_answer(request, facts, {&kTerms, 1}, with).answer;
}

TEST(AcceptanceRequest, LeadsBackToThePageWithACookie) {
  for (const std::string page :
       {"/a/1.html", "/", "/a?b=c&d=%20e", "/%D1%81?q=a+b", "/a?next=https://x.example/"}) {
    const Answer answer = answer_to(pressed(page));
    EXPECT_EQ(answer.head.status, 303) << page;
    EXPECT_EQ(answer.head.fields.combined("Location"), page);
    EXPECT_EQ(answer.head.fields.combined("Cache-Control"), "no-store");
    const std::string cookie = answer.head.fields.combined("Set-Cookie");
    EXPECT_EQ(cookie,
              "caveat-0123456789abcdef=" + options().keys->seal(kTerms.id, kToday + std::chrono::days(7)) +
                  "; Path=/; Max-Age=604800; HttpOnly; SameSite=Lax");
  }
}

TEST(AcceptanceRequest, BindsTheCookieToTheHostWhereTheConnectionIsEncrypted) {
  RequestHead request = pressed("/a");
  request.fields.set("X-Forwarded-Proto", "https");
  AcceptanceOptions always = options();
  always.always_encrypted = true;
  for (const Answer& answer : {answer_to(request), answer_to(pressed("/a"), always)}) {
    const std::string cookie = answer.head.fields.combined("Set-Cookie");
    EXPECT_TRUE(cookie.starts_with("__Host-caveat-0123456789abcdef=")) << cookie;
    EXPECT_TRUE(cookie.ends_with("; Secure")) << cookie;
  }
}

TEST(AcceptanceRequest, GivesNoCookieForTermsThatAreNoLongerAsked) {
  RequestHead request = pressed("/a");
  request.target.replace(request.target.find("0123"), 4, "9999");
  const Answer answer = answer_to(request);
  EXPECT_EQ(answer.head.status, 303);
  EXPECT_FALSE(answer.head.fields.contains("Set-Cookie"));
}

TEST(AcceptanceRequest, NeverLeadsToAnotherSite) {
  struct {
    const char* page;
    const char* location;  ///< null: refused
  } const cases[] = {
      {"//evil.example/", "/evil.example/"},
      {"///evil.example/", "/evil.example/"},
      {"/\\evil.example/", "/%5Cevil.example/"},
      {"/.//evil.example/", "/evil.example/"},
      {"/x/..//evil.example/", "/evil.example/"},
      {"https://evil.example/", nullptr},
      {"evil.example", nullptr},
      {"\\\\evil.example", nullptr},
      {"/a\r\nSet-Cookie: x=1", nullptr},
      {"/a\t//evil.example", nullptr},
      {"/a\n", nullptr},
      {"", nullptr},
      {"/_caveat/accept?page=/", nullptr},
  };
  for (const auto& one : cases) {
    const Answer answer = answer_to(pressed(one.page));
    EXPECT_EQ(answer.head.status, one.location != nullptr ? 303 : 400) << one.page;
    EXPECT_EQ(answer.head.fields.combined("Location"), one.location != nullptr ? one.location : "")
        << one.page;
  }
}

TEST(AcceptanceRequest, IsRefusedWhereNoPageOfOursSendsIt) {
  for (const char* query : {"", "?", "?page=/a", "?terms=0123456789abcdef", "?page=%2&terms=x",
                            "?page=%zz&terms=x", "?pages=/a&term=x"}) {
    RequestHead request = pressed("/a");
    request.target = std::string(kAcceptancePath) + query;
    EXPECT_EQ(answer_to(request).head.status, 400) << query;
  }
}

TEST(AcceptanceRequest, IsAPost) {
  for (const char* method : {"GET", "HEAD", "PUT"}) {
    RequestHead request = pressed("/a");
    request.method = method;
    const Answer answer = answer_to(request);
    EXPECT_EQ(answer.head.status, 405) << method;
    EXPECT_EQ(answer.head.fields.combined("Allow"), "POST") << method;
  }
}

TEST(AcceptanceRequest, IsRefusedFromAnotherSite) {
  struct {
    FieldLines fields;
    int status;
  } const cases[] = {
      {{{"Sec-Fetch-Site", "same-origin"}}, 303},
      {{{"Sec-Fetch-Site", "same-origin"}, {"Origin", "null"}}, 303},
      {{{"Sec-Fetch-Site", "cross-site"}}, 403},
      {{{"Sec-Fetch-Site", "same-site"}}, 403},
      {{{"Sec-Fetch-Site", "none"}}, 403},
      {{{"Origin", "https://www.newsroom.example"}}, 303},
      {{{"Origin", "http://www.newsroom.example:8080"}}, 303},
      {{{"Origin", "https://evil.example"}}, 403},
      {{{"Origin", "https://newsroom.example"}}, 403},
      {{{"Origin", "null"}}, 403},
      {{}, 303},  // a text browser
  };
  for (const auto& one : cases) {
    RequestHead request = pressed("/a");
    request.fields = one.fields;
    EXPECT_EQ(answer_to(request).head.status, one.status)
        << one.fields.combined("Sec-Fetch-Site") << " " << one.fields.combined("Origin");
  }
}

TEST(AcceptanceCookies, CountWhereTheyAreSignedForThisConnectionAndNotOver) {
  const auto keys = options().keys;
  const std::string seal = keys->seal(kTerms.id, kToday);
  struct {
    const char* what;
    std::string cookies;
    Transport transport;
    bool counts;
  } const cases[] = {
      {"among others", "a=b; caveat-0123456789abcdef=" + seal + "; c=d", Transport::plain, true},
      {"bound to the host", "__Host-caveat-0123456789abcdef=" + seal, Transport::encrypted, true},
      {"not bound to the host", "caveat-0123456789abcdef=" + seal, Transport::encrypted, false},
      {"of other terms", "caveat-fedcba9876543210=" + seal, Transport::plain, false},
      {"over", "caveat-0123456789abcdef=" + keys->seal(kTerms.id, kToday - std::chrono::days(1)),
       Transport::plain, false},
      {"by another's name", "xcaveat-0123456789abcdef=" + seal, Transport::plain, false},
      {"without a value", "caveat-0123456789abcdef", Transport::plain, false},
  };
  for (const auto& one : cases) {
    const FieldLines request = {{"Cookie", one.cookies}};
    EXPECT_EQ(accepted_terms(request, *keys, one.transport, kToday).size(), one.counts ? 1U : 0U) << one.what;
  }
}

TEST(AcceptanceCookies, AreTakenOutAndOthersStay) {
  struct {
    const char* before;
    const char* after;
  } const cases[] = {
      {"a=b; c=d", "a=b; c=d"},
      {"a=b;c=d", "a=b;c=d"},
      {"a=b; caveat-1=x; c=d", "a=b; c=d"},
      {"__Host-caveat-1=x", ""},
      {"caveat-1=x; __Host-caveat-2=y", ""},
      {"note=caveat-emptor", "note=caveat-emptor"},
  };
  for (const auto& one : cases) {
    FieldLines request = {{"Cookie", one.before}};
    remove_acceptances(request);
    EXPECT_EQ(request.combined("Cookie"), one.after) << one.before;
    EXPECT_EQ(request.contains("Cookie"), *one.after != '\0') << one.before;
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::filter
