#include "proxy/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <array>

#include "filter/failure_reason.h"

namespace caveat::proxy {
namespace {

using prometheus::Counter;
using prometheus::Family;

Family<Counter>& counters(prometheus::Registry& registry, const char* name, const char* help) {
  return prometheus::BuildCounter().Name(name).Help(help).Register(registry);
}

/// Counters by the first digit of a status; found once, so that counting is no look-up.
std::array<Counter*, 5> by_class(Family<Counter>& family) {
  std::array<Counter*, 5> classes{};
  for (std::size_t i = 0; i < classes.size(); ++i) {
    classes[i] = &family.Add({{"class", std::to_string(i + 1) + "xx"}});
  }
  return classes;
}

}  // namespace

struct Metrics::Counters {
  prometheus::Registry registry;
  std::array<Counter*, 5> responses =
      by_class(counters(registry, "caveat_responses_total", "Responses by class of their status"));
  Family<Counter>& coverage_family =
      counters(registry, "caveat_coverage_total", "Responses that a rule covered, and those that none did");
  Counter& covered = coverage_family.Add({{"covered", "yes"}});
  Counter& uncovered = coverage_family.Add({{"covered", "no"}});
  Family<Counter>& failures = counters(registry, "caveat_failclosed_total",
                                       "Responses that were not served as they should, by reason and action");
  Family<Counter>& notices =
      counters(registry, "caveat_notices_total", "Required notices by how they came into the page");
  Family<Counter>& acknowledgement_family = counters(
      registry, "caveat_acknowledgements_total", "Pages that asked readers to accept first, and acceptances");
  Counter& asked = acknowledgement_family.Add({{"outcome", "asked"}});
  Counter& accepted = acknowledgement_family.Add({{"outcome", "accepted"}});
  Family<Counter>& shadow =
      counters(registry, "caveat_shadow_total", "Responses that a rule in shadow would have covered");
  Counter& removed =
      counters(registry, "caveat_elements_removed_total", "Widgets and other elements taken out").Add({});
  Family<Counter>& refusals =
      counters(registry, "caveat_refused_requests_total", "Requests answered before rules were asked");
  Family<Counter>& upstream_errors = counters(registry, "caveat_upstream_errors_total", "Upstream failures");
  Family<Counter>& reload_family =
      counters(registry, "caveat_reloads_total", "Reloads of rules and region data");
  Counter& reloads = reload_family.Add({{"result", "ok"}});
  Counter& failed_reloads = reload_family.Add({{"result", "failed"}});
  /// Empty until there is a database.
  Family<prometheus::Gauge>& region_data_age = prometheus::BuildGauge()
                                                   .Name("caveat_geoip_age_seconds")
                                                   .Help("Since the oldest of the region databases was built")
                                                   .Register(registry);
  prometheus::Gauge& connections = prometheus::BuildGauge()
                                       .Name("caveat_connections")
                                       .Help("Connections of readers that are open")
                                       .Register(registry)
                                       .Add({});
  prometheus::Histogram& seconds =
      prometheus::BuildHistogram()
          .Name("caveat_response_seconds")
          .Help("From a request's head to the end of its response")
          .Register(registry)
          .Add({}, prometheus::Histogram::BucketBoundaries{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                           0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60});

  void count_status(int status) {
    const auto index = static_cast<std::size_t>(std::clamp(status / 100, 1, 5) - 1);
    responses[index]->Increment();
  }
};

Metrics::Metrics() : counters_(std::make_unique<Counters>()) {}
Metrics::~Metrics() = default;

void Metrics::count_response(const filter::Record& record, std::chrono::nanoseconds duration) {
  counters_->count_status(record.status);
  (record.covered ? counters_->covered : counters_->uncovered).Increment();
  counters_->seconds.Observe(std::chrono::duration<double>(duration).count());
  if (!record.failure.empty()) {
    counters_->failures
        .Add({{"reason", record.failure}, {"action", std::string(filter::action_label_of(record))}})
        .Increment();
  }
  if (record.ending == filter::Ending::acknowledgement) counters_->asked.Increment();
  if (record.ending == filter::Ending::acceptance && record.status == 303) counters_->accepted.Increment();
  for (const filter::RuleOutcome& outcome : record.rules) {
    if (outcome.shadow) {
      counters_->shadow.Add({{"rule", outcome.pack + "/" + outcome.rule}}).Increment();
      continue;
    }
    if (!outcome.notice.empty()) counters_->notices.Add({{"outcome", outcome.notice}}).Increment();
    if (outcome.removed > 0) counters_->removed.Increment(static_cast<double>(outcome.removed));
  }
}

void Metrics::count_refusal(int status, std::string_view reason) {
  counters_->count_status(status);
  counters_->refusals.Add({{"status", std::to_string(status)}, {"reason", std::string(reason)}}).Increment();
}

void Metrics::count_upstream_error(std::string_view reason) {
  counters_->upstream_errors.Add({{"reason", std::string(reason)}}).Increment();
}

void Metrics::count_reload(bool succeeded) {
  (succeeded ? counters_->reloads : counters_->failed_reloads).Increment();
}

void Metrics::set_region_data_age(std::chrono::seconds age) {
  counters_->region_data_age.Add({}).Set(static_cast<double>(age.count()));
}

void Metrics::connection_opened() {
  counters_->connections.Increment();
}
void Metrics::connection_closed() {
  counters_->connections.Decrement();
}

std::string Metrics::text() const {
  return prometheus::TextSerializer().Serialize(counters_->registry.Collect());
}

}  // namespace caveat::proxy
