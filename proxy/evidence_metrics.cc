#include "proxy/evidence_metrics.h"

#include <limits>
#include <string>
#include <utility>

namespace caveat::proxy {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

ClientMetric value_of(const char* label, const char* value, std::uint64_t count) {
  ClientMetric metric;
  if (label != nullptr) metric.label = {{label, value}};
  metric.counter.value = static_cast<double>(count);
  return metric;
}

MetricFamily commit_times(const filter::EvidenceFigures& figures) {
  ClientMetric times;
  std::uint64_t so_far = 0;
  for (std::size_t i = 0; i < figures.commits_by_time.size(); ++i) {
    so_far += figures.commits_by_time[i];
    const double bound =
        i < figures.kBounds.size() ? figures.kBounds[i] : std::numeric_limits<double>::infinity();
    times.histogram.bucket.push_back({so_far, bound});
  }
  times.histogram.sample_count = so_far;
  times.histogram.sample_sum = figures.commit_seconds;
  return {"caveat_evidence_commit_seconds",
          "How long a response waited until its record was kept",
          MetricType::Histogram,
          {std::move(times)}};
}

}  // namespace

std::vector<MetricFamily> evidence_families(const filter::EvidenceFigures& figures) {
  MetricFamily records{
      "caveat_evidence_records_total",
      "Records of covered responses that were kept, before the first byte and after the last",
      MetricType::Counter,
      {value_of("phase", "decided", figures.decided), value_of("phase", "ended", figures.ended)}};
  MetricFamily lost{
      "caveat_evidence_lost_total",
      "Records that could not be kept",
      MetricType::Counter,
      {value_of("phase", "decided", figures.not_kept), value_of("phase", "ended", figures.endings_lost)}};
  MetricFamily failures{"caveat_evidence_failures_total",
                        "What the disk refused",
                        MetricType::Counter,
                        {value_of("operation", "open", figures.failed_opens),
                         value_of("operation", "write", figures.failed_writes),
                         value_of("operation", "fsync", figures.failed_syncs)}};
  MetricFamily unsynced{"caveat_evidence_unsynced_total",
                        "Lines of the journal that counted as kept before their fsync failed",
                        MetricType::Counter,
                        {value_of(nullptr, "", figures.unsynced)}};
  MetricFamily bytes{"caveat_evidence_bytes_total",
                     "Bytes of the journal that were kept",
                     MetricType::Counter,
                     {value_of(nullptr, "", figures.bytes)}};
  MetricFamily shipped{
      "caveat_evidence_shipped_total", "Copies of lines that were sent elsewhere", MetricType::Counter, {}};
  MetricFamily dropped{"caveat_evidence_shipping_dropped_total",
                       "Copies that were not sent, since too many waited",
                       MetricType::Counter,
                       {}};
  MetricFamily ship_failures{
      "caveat_evidence_shipping_failures_total", "Failures to send copies", MetricType::Counter, {}};
  MetricFamily waiting{
      "caveat_evidence_shipping_waiting", "Copies that wait to be sent", MetricType::Gauge, {}};
  for (const auto& shipment : figures.shipments) {
    const std::string to(shipment.to);
    shipped.metric.push_back(value_of("to", to.c_str(), shipment.sent));
    dropped.metric.push_back(value_of("to", to.c_str(), shipment.dropped));
    ship_failures.metric.push_back(value_of("to", to.c_str(), shipment.failures));
    ClientMetric now;
    now.label = {{"to", to}};
    now.gauge.value = static_cast<double>(shipment.waiting);
    waiting.metric.push_back(std::move(now));
  }
  return {std::move(shipped), std::move(dropped),   std::move(ship_failures), std::move(waiting),
          std::move(records), std::move(lost),      std::move(failures),      std::move(unsynced),
          std::move(bytes),   commit_times(figures)};
}

}  // namespace caveat::proxy
