// /healthz, /readyz, /metrics and /rules.
#pragma once

#include "proxy/local_server.h"
#include "proxy/metrics.h"
#include "proxy/readiness.h"
#include "proxy/rules_in_force.h"

namespace caveat::proxy {

/// 200 `ok` on /healthz while the process answers at all; 200 `ready` on /readyz, or 503 with a reason a
/// line; the counters on /metrics; on /rules which rules each site is judged by, or with ?host=... that
/// host's; 404 elsewhere, 405 for other methods than GET and HEAD. All of it outlives the handler.
LocalHandler admin_pages(Metrics& metrics, const Readiness& readiness, const RulesInForce& rules);

}  // namespace caveat::proxy
