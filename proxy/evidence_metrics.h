// What the evidence tells of itself, as metrics.
#pragma once

#include <prometheus/metric_family.h>

#include <vector>

#include "filter/evidence.h"

namespace caveat::proxy {

std::vector<prometheus::MetricFamily> evidence_families(const filter::EvidenceFigures& figures);

}  // namespace caveat::proxy
