// What the system says of this process, under the names that Prometheus' client libraries share.
#pragma once

#include <prometheus/collectable.h>
#include <prometheus/metric_family.h>

#include <vector>

namespace caveat::proxy {

/// Read from /proc when it is asked for; what cannot be read is left out.
class ProcessMetrics final : public prometheus::Collectable {
 public:
  std::vector<prometheus::MetricFamily> Collect() const override;
};

}  // namespace caveat::proxy
