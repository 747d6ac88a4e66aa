// Tells the operator how the servers behind the sites do.
#pragma once

#include "proxy/metrics.h"
#include "proxy/readiness.h"
#include "proxy/served_sites.h"

namespace caveat::proxy {

/// From now on a line in the log and a metric for each server of `now` that is out or back, and a degraded
/// `readiness` while none of a site's is sound; nothing any longer of what only `before` has. `before` may be
/// null. The others outlive the groups.
void tell_of_servers(const ServedSites& now, const ServedSites* before, Metrics& metrics,
                     Readiness& readiness);

}  // namespace caveat::proxy
