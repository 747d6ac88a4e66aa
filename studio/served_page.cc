#include "studio/served_page.h"

#include "filter/passage.h"
#include "filter/response_plan.h"

namespace caveat::studio {

namespace {

class Collected final : public filter::PassageSink {
 public:
  explicit Collected(ServedPage& page) : page_(page) {}

  void head(const filter::ResponseHead& head) override { page_.head = head; }
  void body(std::string_view bytes) override { page_.body += bytes; }

 private:
  ServedPage& page_;
};

}  // namespace

ServedPage serve_page(const std::shared_ptr<const rules::RuleSet>& rules, const rules::Facts& facts,
                      const SiteResponse& response) {
  using State = filter::Passage::State;
  ServedPage page;
  Collected sink(page);
  filter::Passage passage(rules, facts, {}, sink);
  const std::string query = facts.query.empty() ? "" : "?" + facts.query;
  filter::RequestHead request{.method = facts.method, .target = facts.path + query, .fields = {}};
  passage.request(request);
  if (passage.state() == State::running) passage.response(response.head);
  if (passage.state() == State::running) passage.write(response.body);
  if (passage.state() == State::running) passage.finish();
  page.record = passage.record();
  page.facts = passage.facts();
  page.decision = rules->decide(page.facts);
  page.traces = rules->explain(page.facts);
  return page;
}

std::string charset_of(const filter::ResponseHead& head) {
  return filter::plan_response(head).charset;
}

bool is_page(const filter::ResponseHead& head) {
  using Body = filter::ResponsePlan::Body;
  const filter::ResponsePlan plan = filter::plan_response(head);
  return plan.body == Body::page || plan.body == Body::xhtml || plan.body == Body::unknown;
}

}  // namespace caveat::studio
