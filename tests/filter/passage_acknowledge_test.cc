// A page that is shown once its reader has accepted a notice.
#include <gtest/gtest.h>

#include "filter/acceptance_request.h"
#include "filter/passage.h"
#include "memory_exchange.h"

namespace caveat::filter {
namespace CAVEAT_THIS_FILE {

const std::string kPage = "<!doctype html><html lang=en><body><p>Words.</p></body></html>";

std::shared_ptr<const rules::RuleSet> rules_with(const std::string& rules) {
  const std::string pack =
      "[pack]\nid = \"p\"\ntitle = \"T\"\n[notices.n]\nkind = \"warning\"\ntext.en = \"Take care.\"\n" +
      rules;
  const rules::SourceFile file{"pack.toml", pack};
  const auto compilation = rules::RuleSet::compile({&file, 1}, facts_of_a_reader().time);
  for (const rules::Diagnostic& diagnostic : compilation.diagnostics) ADD_FAILURE() << diagnostic.message;
  return compilation.rules;
}

const std::string kAsk = "[[rules]]\nid = \"ask\"\nacknowledge = { notice = \"n\", days = 7 }\n";

Exchange exchange_under(const std::string& rules) {
  Exchange exchange;
  exchange.rules = rules_with(rules);
  exchange.body = kPage;
  exchange.acceptance.keys = std::make_shared<const AcceptanceKeys>(AcceptanceKeys::Key{1});
  return exchange;
}

std::string cookie_for(const Exchange& exchange, int days = 7) {
  const auto today = std::chrono::floor<std::chrono::days>(facts_of_a_reader().time);
  const std::string id = exchange.rules->terms().at(0).id;
  return "caveat-" + id + "=" + exchange.acceptance.keys->seal(id, today + std::chrono::days(days));
}

Exchange with_cookie(Exchange exchange, const std::string& cookie) {
  exchange.request.fields.append("Cookie", cookie);
  return exchange;
}

TEST(PassageAcknowledge, asks_without_the_upstream_and_tells_caches_and_machines_that_it_is_not_the_page) {
  const Exchange exchange = exchange_under(kAsk);
  const Served served = serve(exchange);
  EXPECT_EQ(served.state, Passage::State::complete);
  EXPECT_EQ(served.head.status, 403);
  EXPECT_EQ(served.field("Cache-Control"), "private, no-store");
  EXPECT_EQ(served.field("Vary"), "Cookie");
  EXPECT_EQ(served.field("Content-Language"), "en");
  EXPECT_NE(served.body.find("Take care."), std::string::npos);
  EXPECT_NE(served.body.find("action=\"/_caveat/accept?page=/a/1&amp;terms=" + exchange.rules->terms()[0].id +
                             "\""),
            std::string::npos)
      << served.body;
  EXPECT_EQ(served.body.find("Words."), std::string::npos);
  EXPECT_EQ(served.record.ending, Ending::acknowledgement);
  EXPECT_TRUE(served.record.covered);
  EXPECT_EQ(served.record.rules.at(0).acknowledgement, "asked");
}

TEST(PassageAcknowledge, a_form_tells_its_site_whatever_policy_rules_set) {
  const Exchange exchange = exchange_under(
      kAsk + "headers = { set = { \"Referrer-Policy\" = \"no-referrer\", \"X-A\" = \"1\" } }\n");
  const Served served = serve(exchange);
  EXPECT_EQ(served.field("Referrer-Policy"), "same-origin");
  EXPECT_EQ(served.field("X-A"), "1");
}

TEST(PassageAcknowledge, the_page_is_shown_to_who_has_accepted_and_its_site_never_hears_of_it) {
  const Exchange exchange = exchange_under(kAsk);
  const Served served = serve(with_cookie(exchange, "session=1; " + cookie_for(exchange)));
  EXPECT_EQ(served.head.status, 200);
  EXPECT_EQ(served.body, kPage);
  EXPECT_EQ(served.field("Cache-Control"), "private");
  EXPECT_EQ(served.to_upstream.fields.combined("Cookie"), "session=1");
  EXPECT_EQ(served.record.ending, Ending::complete);
  EXPECT_EQ(served.record.rules.at(0).acknowledgement, "accepted");
}

TEST(PassageAcknowledge, what_is_no_acceptance_of_this_asks_again) {
  const Exchange exchange = exchange_under(kAsk);
  std::string tampered = cookie_for(exchange);
  tampered.back() = tampered.back() == '0' ? '1' : '0';
  Exchange other = exchange_under("[[rules]]\nid = \"other\"\nacknowledge.notice = \"n\"\n");
  for (const std::string& cookie :
       {tampered, cookie_for(exchange, -1), cookie_for(other), std::string("caveat-=")}) {
    EXPECT_EQ(serve(with_cookie(exchange, cookie)).head.status, 403) << cookie;
  }
  Exchange keyless = exchange;
  keyless.acceptance.keys = nullptr;
  EXPECT_EQ(serve(with_cookie(keyless, cookie_for(exchange))).head.status, 403);
}

TEST(PassageAcknowledge, head_agrees_with_get_and_other_methods_get_the_same_page) {
  Exchange exchange = exchange_under(kAsk);
  const Served got = serve(exchange);
  for (const char* method : {"POST", "DELETE", "OPTIONS"}) {
    exchange.request.method = method;
    EXPECT_EQ(serve(exchange).body, got.body) << method;
    EXPECT_EQ(serve(exchange).head.status, 403) << method;
  }
  exchange.request.method = "HEAD";
  const Served head = serve(exchange);
  EXPECT_EQ(head.body, "");
  EXPECT_EQ(head.head.status, 403);
  EXPECT_EQ(head.field("Content-Length"), got.field("Content-Length"));
}

TEST(PassageAcknowledge, a_rule_on_what_the_page_states_asks_in_its_place) {
  Exchange exchange = exchange_under(kAsk + "when.article_tag = \"x\"\nwhen.path = \"/a/**\"\n");
  exchange.body = "<meta name=keywords content=x><p>Words.";
  EXPECT_EQ(serve(exchange).head.status, 403);
  EXPECT_EQ(serve(with_cookie(exchange, cookie_for(exchange))).body, exchange.body);
  exchange.body = "<meta name=keywords content=y><p>Words.";
  EXPECT_EQ(serve(exchange).body, exchange.body);
}

TEST(PassageAcknowledge, accepting_leads_back_to_the_page_without_the_upstream) {
  Exchange exchange = exchange_under(kAsk);
  const std::string target = acceptance_target("/a/1?x=1", exchange.rules->terms());
  exchange.request = {"POST", target, {{"Sec-Fetch-Site", "same-origin"}}};
  exchange.path = kAcceptancePath;
  exchange.query = target.substr(target.find('?') + 1);
  const Served served = serve(exchange);
  EXPECT_EQ(served.head.status, 303);
  EXPECT_EQ(served.field("Location"), "/a/1?x=1");
  EXPECT_EQ(served.record.ending, Ending::acceptance);
  const std::string cookie = served.field("Set-Cookie");
  EXPECT_EQ(serve(with_cookie(exchange_under(kAsk), cookie.substr(0, cookie.find(';')))).head.status, 200);
}

TEST(PassageAcknowledge, accepting_is_a_covered_response_of_the_rules_that_were_accepted) {
  Exchange exchange = exchange_under(kAsk);
  const auto accepting = [&exchange](const std::string& target) {
    exchange.request = {"POST", target, {{"Sec-Fetch-Site", "same-origin"}}};
    exchange.path = kAcceptancePath;
    exchange.query = target.substr(target.find('?') + 1);
    return serve(exchange).record;
  };
  const auto terms = exchange.rules->terms();
  const Record record = accepting(acceptance_target("/a/1", terms));
  EXPECT_TRUE(record.covered);
  ASSERT_EQ(record.rules.size(), 1U);
  EXPECT_EQ(record.rules[0].pack + "/" + record.rules[0].rule, terms.at(0).mark);
  EXPECT_EQ(record.rules[0].acknowledgement, "accepted");
  // Words that have changed since are accepted by nobody.
  EXPECT_FALSE(accepting(std::string(kAcceptancePath) + "?page=/a/1&terms=old").covered);
  EXPECT_FALSE(
      accepting(std::string(kAcceptancePath) + "?page=https://elsewhere/&terms=" + terms.at(0).id).covered);
}

TEST(PassageAcknowledge, acceptances_never_reach_the_site_even_where_no_rule_asks) {
  const Served served = serve(with_cookie(exchange_under("[[rules]]\nid = \"r\"\nwhen.path = \"/none\"\n"
                                                         "insert.notice = \"n\"\n"),
                                          "a=b; __Host-caveat-1=x"));
  EXPECT_EQ(served.body, kPage);
  EXPECT_EQ(served.to_upstream.fields.combined("Cookie"), "a=b");
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::filter
