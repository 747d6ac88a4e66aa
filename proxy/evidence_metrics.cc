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
  MetricFamily records{"caveat_evidence_records_total",
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
  MetricFamily bytes{"caveat_evidence_bytes_total",
                     "Bytes of the journal that were kept",
                     MetricType::Counter,
                     {value_of(nullptr, "", figures.bytes)}};
  return {std::move(records), std::move(lost), std::move(failures), std::move(bytes), commit_times(figures)};
}

}  // namespace caveat::proxy
