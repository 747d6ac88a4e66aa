#include "proxy/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <iterator>
#include <map>
#include <mutex>
#include <utility>

#include "filter/failure_reason.h"
#include "proxy/evidence_metrics.h"
#include "proxy/process_metrics.h"
#include "proxy/response_counts.h"

namespace caveat::proxy {
namespace {

using prometheus::Counter;
using prometheus::Family;

Family<Counter>& counters(prometheus::Registry& registry, const char* name, const char* help) {
  return prometheus::BuildCounter().Name(name).Help(help).Register(registry);
}

/// What the proxy finds about the upstream by itself; the rest of the reasons are the Passage's.
constexpr std::array<std::string_view, 7> kUpstreamFailures = {
    "upstream_unreachable", "upstream_timeout",        "upstream_cut",    "upstream_malformed",
    "upstream_untrusted",   "upstream_head_too_large", "out_of_resources"};

struct Refused {
  const char* status;
  const char* reason;
};
/// What says that limits are reached.
constexpr std::array<Refused, 8> kRefused = {{{"503", "connections"},
                                              {"429", "connections_per_address"},
                                              {"429", "request_rate"},
                                              {"429", "stream_resets"},
                                              {"503", "streams"},
                                              {"431", "head_too_large"},
                                              {"431", "too_many_fields"},
                                              {"408", "head_timeout"}}};

/// What can be degraded.
constexpr std::array<const char*, 9> kSubjects = {"rules",        "region data",   "age of region data",
                                                  "certificates", "configuration", "clock",
                                                  "server",       "evidence",      "capture"};

/// Counters by the value of one label, of which there are few; found once.
class LabelledCounters {
 public:
  LabelledCounters(Family<Counter>& family, const char* label, std::initializer_list<const char*> values) {
    for (const char* value : values) counters_.emplace_back(value, &family.Add({{label, value}}));
  }
  /// Null for a value that was not named.
  Counter* find(std::string_view value) const {
    for (const auto& [name, counter] : counters_) {
      if (name == value) return counter;
    }
    return nullptr;
  }

 private:
  std::vector<std::pair<std::string_view, Counter*>> counters_;
};

prometheus::Gauge& gauge(prometheus::Registry& registry, const char* name, const char* help) {
  return prometheus::BuildGauge().Name(name).Help(help).Register(registry).Add({});
}

/// Counts what somebody else counts already.
void count_up_to(Counter& counter, std::uint64_t value) {
  const double behind = static_cast<double>(value) - counter.Value();
  if (behind > 0) counter.Increment(behind);
}

double seconds_of(std::chrono::sys_seconds time) {
  return static_cast<double>(time.time_since_epoch().count());
}

}  // namespace

struct Metrics::Counters {
  prometheus::Registry registry;
  ResponseCounts responses;
  Family<Counter>& failures = counters(registry, "caveat_failclosed_total",
                                       "Responses that were not served as they should, by reason and action");
  LabelledCounters notices{
      counters(registry, "caveat_notices_total", "Required notices by how they came into the page"),
      "outcome",
      {"placed", "fallback", "present", "failed", "not_html"}};
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
  Family<Counter>& upstream_retries =
      counters(registry, "caveat_upstream_retries_total", "Requests that were sent once more");
  Family<Counter>& upgrades =
      counters(registry, "caveat_upgrades_total", "Connections that have switched to another protocol");
  prometheus::Gauge& tunnels = prometheus::BuildGauge()
                                   .Name("caveat_tunnels")
                                   .Help("Connections that are open and have switched to another protocol")
                                   .Register(registry)
                                   .Add({});
  Family<Counter>& stalled_family =
      counters(registry, "caveat_stalled_total",
               "Responses and tunnels that were given up since nothing moved any longer");
  Counter& stalled_responses = stalled_family.Add({{"what", "response"}});
  Counter& stalled_tunnels = stalled_family.Add({{"what", "tunnel"}});
  Family<prometheus::Gauge>& upstream_up = prometheus::BuildGauge()
                                               .Name("caveat_upstream_up")
                                               .Help("Whether requests are sent to a server of a site")
                                               .Register(registry);
  Family<Counter>& reload_family =
      counters(registry, "caveat_reloads_total", "Reloads of rules and region data");
  Counter& reloads = reload_family.Add({{"result", "ok"}});
  Counter& failed_reloads = reload_family.Add({{"result", "failed"}});
  prometheus::Gauge& connections =
      gauge(registry, "caveat_connections", "Connections of readers that are open");
  prometheus::Gauge& waiting_requests = gauge(registry, "caveat_waiting_requests",
                                              "Requests of HTTP/2 that wait for others of their connection");
  prometheus::Gauge& addresses =
      gauge(registry, "caveat_limited_addresses", "Readers' addresses that limits keep in memory");
  prometheus::Gauge& packs = gauge(registry, "caveat_packs", "Packs of rules that are loaded");
  prometheus::Gauge& rules = gauge(registry, "caveat_rules", "Rules that are loaded");
  prometheus::Gauge& database_built = gauge(registry, "caveat_database_built_timestamp_seconds",
                                            "When the region database was built, in seconds since 1970");
  prometheus::Gauge& last_taken = gauge(registry, "caveat_last_reload_success_timestamp_seconds",
                                        "When rules and region data were last taken, in seconds since 1970");
  prometheus::Family<prometheus::Gauge>& degraded_family =
      prometheus::BuildGauge()
          .Name("caveat_degraded")
          .Help("1 for each subject for which /readyz fails, 0 once it is sound again")
          .Register(registry);
  prometheus::Family<prometheus::Gauge>& certificate_family =
      prometheus::BuildGauge()
          .Name("caveat_certificate_not_after_timestamp_seconds")
          .Help("When the certificate that readers are shown for a name ends, in seconds since 1970")
          .Register(registry);
  std::mutex certificates_mutex;
  std::map<std::string, prometheus::Gauge*> certificates;  ///< by name
  std::mutex degraded_mutex;
  std::map<std::string, prometheus::Gauge*> degraded;  ///< by subject
  std::function<filter::EvidenceFigures()> evidence;   ///< empty where it is off
  /// Empty while there is no database.
  prometheus::Family<prometheus::Gauge>& region_data_age =
      prometheus::BuildGauge()
          .Name("caveat_geoip_age_seconds")
          .Help("Since the oldest of the region databases was built")
          .Register(registry);

  std::function<filter::CaptureFigures()> capture_figures;
  Family<Counter>& captured = counters(registry, "caveat_captured_responses_total",
                                       "Responses of the capture's sample, by what became of them");
  Family<Counter>& captured_bytes =
      counters(registry, "caveat_captured_bytes_total", "Bytes that the capture has written");
  std::function<std::uint64_t()> dropped_log_lines;
  Family<Counter>& log_lines =
      counters(registry, "caveat_log_lines_dropped_total",
               "Lines of the log that were lost: nobody took them, or no disk had room");
  std::mutex following_mutex;

  void count_log() {
    const std::lock_guard lock(following_mutex);
    count_up_to(log_lines.Add({}), dropped_log_lines ? dropped_log_lines() : 0);
  }

  void count_capture() {
    if (!capture_figures) return;
    const std::lock_guard lock(following_mutex);
    const filter::CaptureFigures figures = capture_figures();
    count_up_to(captured.Add({{"result", "written"}}), figures.written);
    count_up_to(captured.Add({{"result", "dropped"}}), figures.dropped);
    count_up_to(captured.Add({{"result", "withheld"}}), figures.withheld);
    count_up_to(captured.Add({{"result", "failed"}}), figures.failed);
    count_up_to(captured_bytes.Add({}), figures.bytes);
  }

  /// What alerts watch is there from the start: the first growth of a series that was not there before is
  /// none.
  void begin_at_zero() {
    using filter::FailureReason;
    for (int reason = 0; reason <= static_cast<int>(FailureReason::undecided); ++reason)
      begin_failure(filter::label_of(static_cast<FailureReason>(reason)));
    for (const std::string_view reason : kUpstreamFailures) {
      begin_failure(reason);
      upstream_errors.Add({{"reason", std::string(reason)}});
    }
    for (const char* action : {"refused", "served"})
      failures.Add({{"reason", "evidence_not_kept"}, {"action", action}});
    for (const Refused& refused : kRefused)
      refusals.Add({{"status", refused.status}, {"reason", refused.reason}});
    for (const char* result : {"written", "dropped", "withheld", "failed"})
      captured.Add({{"result", result}});
    captured_bytes.Add({});
    for (const char* subject : kSubjects) degraded[subject] = &degraded_family.Add({{"subject", subject}});
  }
  void begin_failure(std::string_view reason) {
    for (const char* action : {"refused", "aborted", "served"})
      failures.Add({{"reason", std::string(reason)}, {"action", action}});
  }
};

Metrics::Metrics() : counters_(std::make_unique<Counters>()) {
  counters_->begin_at_zero();
}
Metrics::~Metrics() = default;

void Metrics::count_response(const filter::Record& record, std::chrono::nanoseconds duration) {
  counters_->responses.count_status(record.status);
  counters_->responses.count_judged(record.covered, duration);
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
    if (Counter* const notice = counters_->notices.find(outcome.notice)) notice->Increment();
    if (outcome.removed > 0) counters_->removed.Increment(static_cast<double>(outcome.removed));
  }
}

void Metrics::count_refusal(int status, std::string_view reason) {
  counters_->responses.count_status(status);
  counters_->refusals.Add({{"status", std::to_string(status)}, {"reason", std::string(reason)}}).Increment();
}

void Metrics::count_location(const geoip::Location& location) {
  counters_->responses.count_location(location);
}

void Metrics::count_forwarding_ignored() {
  counters_->responses.count_forwarding_ignored();
}

void Metrics::count_upstream_error(std::string_view reason) {
  counters_->upstream_errors.Add({{"reason", std::string(reason)}}).Increment();
}

void Metrics::begin_site(const std::string& site, const std::vector<std::string>& upgrades) {
  counters_->upstream_retries.Add({{"site", site}});
  for (const std::string& protocol : upgrades)
    counters_->upgrades.Add({{"site", site}, {"protocol", protocol}});
}

void Metrics::count_upstream_retry(const std::string& site) {
  counters_->upstream_retries.Add({{"site", site}}).Increment();
}

void Metrics::tunnel_opened(const std::string& site, const std::string& protocol) {
  counters_->upgrades.Add({{"site", site}, {"protocol", protocol}}).Increment();
  counters_->tunnels.Increment();
}
void Metrics::tunnel_closed() {
  counters_->tunnels.Decrement();
}

void Metrics::count_stalled(Stalled what) {
  (what == Stalled::response ? counters_->stalled_responses : counters_->stalled_tunnels).Increment();
}

void Metrics::set_upstream_up(const std::string& site, const std::string& server, bool up) {
  counters_->upstream_up.Add({{"site", site}, {"server", server}}).Set(up ? 1 : 0);
}

void Metrics::forget_upstream(const std::string& site, const std::string& server) {
  auto& gauges = counters_->upstream_up;
  gauges.Remove(&gauges.Add({{"site", site}, {"server", server}}));
}

void Metrics::count_reload(bool succeeded) {
  (succeeded ? counters_->reloads : counters_->failed_reloads).Increment();
}

void Metrics::set_region_data_age(std::optional<std::chrono::seconds> age) {
  const std::lock_guard lock(counters_->following_mutex);
  auto& family = counters_->region_data_age;
  if (age) {
    family.Add({}).Set(static_cast<double>(age->count()));
  } else if (family.Has({})) {
    family.Remove(&family.Add({}));
  }
}

void Metrics::follow_evidence(std::function<filter::EvidenceFigures()> figures) {
  counters_->evidence = std::move(figures);
}

void Metrics::requests_wait(std::ptrdiff_t more) {
  counters_->waiting_requests.Increment(static_cast<double>(more));
}

void Metrics::connection_opened() {
  counters_->connections.Increment();
}
void Metrics::connection_closed() {
  counters_->connections.Decrement();
}

void Metrics::set_in_force(const InForce& in_force) {
  counters_->packs.Set(static_cast<double>(in_force.packs));
  counters_->rules.Set(static_cast<double>(in_force.rules));
  counters_->database_built.Set(seconds_of(in_force.database_built.value_or(std::chrono::sys_seconds{})));
  counters_->last_taken.Set(seconds_of(in_force.taken));
}

void Metrics::set_certificates(const std::vector<CertificateValidity>& certificates) {
  const std::lock_guard lock(counters_->certificates_mutex);
  std::map<std::string, std::chrono::sys_seconds> ends;
  for (const CertificateValidity& certificate : certificates) {
    const auto [end, added] = ends.emplace(certificate.name, certificate.not_after);
    end->second = std::min(end->second, certificate.not_after);
  }
  auto& shown = counters_->certificates;
  for (auto old = shown.begin(); old != shown.end();) {
    const bool stays = ends.contains(old->first);
    if (!stays) counters_->certificate_family.Remove(old->second);
    old = stays ? std::next(old) : shown.erase(old);
  }
  for (const auto& [name, end] : ends) {
    prometheus::Gauge*& gauge = shown[name];
    if (gauge == nullptr) gauge = &counters_->certificate_family.Add({{"name", name}});
    gauge->Set(seconds_of(end));
  }
}

void Metrics::set_addresses(std::size_t remembered) {
  counters_->addresses.Set(static_cast<double>(remembered));
}

void Metrics::set_degraded(const std::vector<std::string>& subjects) {
  const std::lock_guard lock(counters_->degraded_mutex);
  for (const auto& [subject, gauge] : counters_->degraded) gauge->Set(0);
  for (const std::string& subject : subjects) {
    prometheus::Gauge*& gauge = counters_->degraded[subject];
    if (gauge == nullptr) gauge = &counters_->degraded_family.Add({{"subject", subject}});
    gauge->Set(1);
  }
}

void Metrics::follow_capture(std::function<filter::CaptureFigures()> figures) {
  counters_->capture_figures = std::move(figures);
}

void Metrics::follow_log(std::function<std::uint64_t()> dropped_lines) {
  counters_->dropped_log_lines = std::move(dropped_lines);
}

std::string Metrics::text() const {
  counters_->count_capture();
  counters_->count_log();
  std::vector<prometheus::MetricFamily> families = counters_->registry.Collect();
  std::vector<prometheus::MetricFamily> evidence =
      evidence_families(counters_->evidence ? counters_->evidence() : filter::EvidenceFigures());
  for (std::vector<prometheus::MetricFamily> more :
       {counters_->responses.Collect(), std::move(evidence), ProcessMetrics().Collect()})
    std::move(more.begin(), more.end(), std::back_inserter(families));
  return prometheus::TextSerializer().Serialize(families);
}

}  // namespace caveat::proxy
