#include "filter/trial.h"

#include "filter/passage.h"
#include "rules/canonical_url.h"

namespace caveat::filter {
namespace {

class ServedPage final : public PassageSink {
 public:
  explicit ServedPage(Trial& trial) : trial_(trial) {}

  void head(const ResponseHead& head) override { trial_.head = head; }
  void body(std::string_view bytes) override { trial_.body += bytes; }

 private:
  Trial& trial_;
};

rules::Facts facts_of(const rules::RuleSet& rules, const rules::PackTest& test,
                      const geoip::Location& location, std::chrono::sys_seconds time) {
  rules::Facts facts;
  if (const auto url = rules::canonical_url(test.url)) {
    facts.site = url->site;
    facts.path = url->target.path;
    facts.query = url->target.query;
  }
  facts.method = test.method;
  facts.location = location;
  facts.reader_languages = test.reader_languages;
  facts.time = time;
  if (test.reader_has_accepted) {
    for (const rules::Terms& terms : rules.terms()) facts.accepted.push_back(terms.id);
  }
  return facts;
}

ResponseHead site_response(const rules::PackTest& test) {
  ResponseHead head;
  head.status = test.response_status;
  if (!test.response_type.empty()) head.fields.append("Content-Type", test.response_type);
  return head;
}

}  // namespace

Trial run_trial(const std::shared_ptr<const rules::RuleSet>& rules, const rules::PackTest& test,
                const geoip::Location& location, std::chrono::sys_seconds time, std::string_view page) {
  Trial trial;
  ServedPage served(trial);
  Passage passage(rules, facts_of(*rules, test, location, time), {}, served);
  RequestHead request{.method = test.method, .target = passage.facts().path, .fields = {}};
  passage.request(request);
  if (passage.state() == Passage::State::running) passage.response(site_response(test));
  if (passage.state() == Passage::State::running) passage.write(page);
  if (passage.state() == Passage::State::running) passage.finish();
  trial.record = passage.record();
  trial.facts = passage.facts();
  trial.traces = rules->explain(trial.facts);
  return trial;
}

std::chrono::sys_seconds trial_time(const rules::PackTest& test, const rules::PackSummary& pack,
                                    std::chrono::sys_seconds now) {
  if (test.at) return *test.at;
  const auto& [begins, ends] = pack.validity;
  if (begins && now < begins->instant) return begins->instant;
  if (ends && now >= ends->instant) return ends->instant - std::chrono::seconds(1);
  return now;
}

}  // namespace caveat::filter
