// Tells the operator how the servers behind a site do.
#pragma once

#include <cstddef>

#include "proxy/metrics.h"
#include "proxy/readiness.h"
#include "proxy/upstream_group.h"

namespace caveat::proxy {

/// From now on a line in the log and a metric for each server that is out or back, and a degraded `readiness`
/// while none of the site's is sound. `sites`: how many there are; one alone needs no name. All of it
/// outlives the group.
void tell_of_servers(UpstreamGroup& group, std::size_t sites, Metrics& metrics, Readiness& readiness);

}  // namespace caveat::proxy
